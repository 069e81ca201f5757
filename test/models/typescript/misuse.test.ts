import { test } from 'node:test';
import { check, type Programs } from './support.ts';

const agency: Programs = {
  claude: "import { query } from '@anthropic-ai/claude-agent-sdk';\nquery({ prompt: 'Go.', options: { permissionMode: 'bypassPermissions' } }); //! auto-approved-tools\nquery({ prompt: 'Go.', options: { allowedTools: ['Read', 'Bash'] } }); //! auto-approved-tools\nquery({ prompt: 'Go.', options: { permissionMode: 'plan', allowedTools: ['Read', 'Grep'] } });",
  hosted: "import { hostedMcpTool } from '@openai/agents';\nimport OpenAI from 'openai';\nconst openai = new OpenAI();\nhostedMcpTool({ serverLabel: 'a', serverUrl: 'https://a.example.org', requireApproval: 'never' }); //! auto-approved-tools\nhostedMcpTool({ serverLabel: 'a', serverUrl: 'https://a.example.org', requireApproval: 'always' });\nhostedMcpTool({ serverLabel: 'a', serverUrl: 'https://a.example.org', requireApproval: 'never', allowedTools: ['get_study'] });\nhostedMcpTool({ serverLabel: 'a', serverUrl: 'https://a.example.org', requireApproval: { never: { toolNames: ['delete_study'] } } }); //! auto-approved-tools\nexport const a = openai.responses.create({ model: 'm', input: 'Go.', tools: [{ type: 'mcp', server_label: 'a', server_url: 'https://a.example.org', require_approval: 'never' }] }); //! auto-approved-tools",
  servers: "import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';\nimport { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';\nimport { MultiServerMCPClient } from '@langchain/mcp-adapters';\nnew StdioClientTransport({ command: 'npx', args: ['-y', 'some-server'] }); //! broad-mcp-scope\nnew StdioClientTransport({ command: 'npx', args: ['-y', 'some-server@1.2.3'] });\nnew StdioClientTransport({ command: 'mcp-files', args: ['/'] }); //! broad-mcp-scope\nnew StdioClientTransport({ command: 'mcp-files', args: ['./data'] });\nnew StreamableHTTPClientTransport('http://tools.example.org/mcp'); //! broad-mcp-scope\nnew StreamableHTTPClientTransport('http://localhost:3000/mcp');\nnew MultiServerMCPClient({ mcpServers: { a: { command: 'npx', args: ['-y', 'some-server'] } } }); //! broad-mcp-scope",
};

const supply: Programs = {
  transformers: "import { pipeline, AutoModel } from '@huggingface/transformers';\nimport { downloadFile } from '@huggingface/hub';\nimport { spawn } from 'node:child_process';\nconst COMMIT = '4f1c2a9e7b3d5086c1e2f4a6b8d0c2e4f6a8b0d2';\nawait pipeline('ner', 'org/model'); //! unpinned-model\nawait pipeline('ner', 'org/model', { revision: COMMIT });\nawait pipeline('ner', 'org/model', { revision: 'main' }); //! unpinned-model\nawait pipeline('ner', './models/ner');\nawait AutoModel.from_pretrained('org/model'); //! unpinned-model\nawait AutoModel.from_pretrained('org/model', { revision: COMMIT });\nawait downloadFile({ repo: 'org/model', path: 'a.onnx' }); //! unpinned-model\nspawn('vllm', ['serve', 'x', '--trust-remote-code']); //! remote-model-code",
};

const exposure: Programs = {
  clear: "import axios from 'axios';\nimport https from 'node:https';\nimport { api } from 'dicomweb-client';\nimport { Client } from 'fhir-kit-client';\nnew api.DICOMwebClient({ url: 'http://pacs.example.org' }); //! plaintext-clinical-transport\nnew api.DICOMwebClient({ url: 'http://localhost:8042/dicom-web' });\nnew Client({ baseUrl: 'http://fhir.example.org' }); //! plaintext-clinical-transport\nawait fetch('http://ehr.example.org/fhir/Patient/1'); //! plaintext-clinical-transport\nawait fetch('https://ehr.example.org/fhir/Patient/1');\nawait axios.get('https://pacs.example.org/studies', { httpsAgent: new https.Agent({ rejectUnauthorized: false }) }); //! plaintext-clinical-transport\nawait axios.get('https://pacs.example.org/studies', { httpsAgent: new https.Agent({}) });",
};

const safety: Programs = {
  gemini: "import { GoogleGenAI, HarmBlockThreshold } from '@google/genai';\nimport { ChatGoogleGenerativeAI } from '@langchain/google-genai';\nconst ai = new GoogleGenAI({});\nawait ai.models.generateContent({ model: 'm', contents: 'Go.', config: { safetySettings: [{ category: 'x' as any, threshold: HarmBlockThreshold.BLOCK_NONE }] } }); //! provider-safety-off\nawait ai.models.generateContent({ model: 'm', contents: 'Go.', config: { safetySettings: [{ category: 'x' as any, threshold: HarmBlockThreshold.BLOCK_LOW_AND_ABOVE }] } });\nnew ChatGoogleGenerativeAI({ model: 'm', safetySettings: [{ category: 'x' as any, threshold: 'BLOCK_NONE' as any }] }); //! provider-safety-off",
};

test('approval and scope', () => check(agency, ['excessive-agency']));
test('model files and hubs', () => check(supply, ['model-supply-chain']));
test('clinical traffic', () => check(exposure, ['exposed-service']));
test('safety settings', () => check(safety, ['safeguards-disabled']));
