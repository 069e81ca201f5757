import { test } from 'node:test';
import { check, type Programs } from './support.ts';

const PROMPT = 'untrusted-text-in-prompt';
const SYSTEM = 'untrusted-text-in-system-prompt';
/** A program in which `text` is untrusted. Each line is marked with the rule after its `//!`. */
const program = (imports: string, setup: string, lines: readonly string[]): string =>
  [imports, "import { parseDicom } from 'dicom-parser';", setup, 'export async function f(input: any) {', "const text = parseDicom(input).string('x00204000') ?? '';", ...lines, '}'].join('\n');
const prompt = (line: string): string => `${line} //! ${PROMPT}`;
const system = (line: string): string => `${line} //! ${SYSTEM}`;

const sdks: Programs = {
  openai: program("import OpenAI, { AzureOpenAI } from 'openai';", "const openai = new OpenAI();\nconst azure = new AzureOpenAI({ endpoint: 'https://x.openai.azure.com' });", [
    prompt("await openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: text }] });"),
    system("await openai.chat.completions.create({ model: 'm', messages: [{ role: 'system', content: text }] });"),
    prompt("await openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: [{ type: 'text', text }] }] });"),
    prompt("await openai.beta.chat.completions.parse({ model: 'm', messages: [{ role: 'user', content: text }] });"),
    prompt("const stream = openai.chat.completions.stream({ model: 'm', messages: [{ role: 'user', content: text }] });"),
    prompt("await azure.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: text }] });"),
    prompt("await openai.responses.create({ model: 'm', input: [{ role: 'user', content: text }] });"),
    system("await openai.responses.create({ model: 'm', instructions: text, input: 'Go.' });"),
    prompt("await openai.completions.create({ model: 'm', prompt: text });"),
    prompt("await openai.beta.threads.messages.create('t', { role: 'user', content: text });"),
    system("await openai.beta.assistants.create({ model: 'm', instructions: text });"),
    "await openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'Hello' }] });",
    'await openai.models.list();',
  ]),
  anthropic: program("import Anthropic from '@anthropic-ai/sdk';\nimport AnthropicBedrock from '@anthropic-ai/bedrock-sdk';", 'const claude = new Anthropic();\nconst bedrock = new AnthropicBedrock();', [
    prompt("await claude.messages.create({ model: 'm', max_tokens: 9, messages: [{ role: 'user', content: text }] });"),
    system("await claude.messages.create({ model: 'm', max_tokens: 9, system: text, messages: [{ role: 'user', content: 'Go.' }] });"),
    prompt("claude.messages.stream({ model: 'm', max_tokens: 9, messages: [{ role: 'user', content: text }] });"),
    prompt("await bedrock.messages.create({ model: 'm', max_tokens: 9, messages: [{ role: 'user', content: text }] });"),
    prompt("await claude.beta.messages.create({ model: 'm', max_tokens: 9, messages: [{ role: 'user', content: text }] });"),
  ]),
  gemini: program("import { GoogleGenAI } from '@google/genai';\nimport { GoogleGenerativeAI } from '@google/generative-ai';\nimport { VertexAI } from '@google-cloud/vertexai';",
    "const ai = new GoogleGenAI({});\nconst old = new GoogleGenerativeAI('key').getGenerativeModel({ model: 'm' });\nconst vertex = new VertexAI({ project: 'p' }).getGenerativeModel({ model: 'm' });", [
    prompt("await ai.models.generateContent({ model: 'm', contents: text });"),
    prompt("await ai.models.generateContentStream({ model: 'm', contents: [{ role: 'user', parts: [{ text }] }] });"),
    system("await ai.models.generateContent({ model: 'm', contents: 'Go.', config: { systemInstruction: text } });"),
    "const chat = ai.chats.create({ model: 'm' });",
    prompt('await chat.sendMessage({ message: text });'),
    prompt('await old.generateContent(text);'),
    prompt("await old.generateContent([text, 'Go.']);"),
    prompt("await vertex.generateContent({ contents: [{ role: 'user', parts: [{ text }] }] });"),
    'const session = old.startChat();',
    prompt('await session.sendMessage(text);'),
  ]),
  bedrock: program("import { BedrockRuntimeClient, ConverseCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime';", 'const client = new BedrockRuntimeClient({});', [
    prompt("await client.send(new ConverseCommand({ modelId: 'm', messages: [{ role: 'user', content: [{ text }] }] }));"),
    system("await client.send(new ConverseCommand({ modelId: 'm', system: [{ text }], messages: [{ role: 'user', content: [{ text: 'Go.' }] }] }));"),
    prompt("await client.send(new InvokeModelCommand({ modelId: 'm', body: JSON.stringify({ messages: [{ role: 'user', content: text }] }) }));"),
  ]),
  others: program("import ollama, { Ollama } from 'ollama';\nimport { Mistral } from '@mistralai/mistralai';\nimport { CohereClient } from 'cohere-ai';\nimport Groq from 'groq-sdk';\nimport { InferenceClient } from '@huggingface/inference';\nimport Replicate from 'replicate';\nimport { pipeline } from '@huggingface/transformers';",
    "const local = new Ollama();\nconst mistral = new Mistral({});\nconst cohere = new CohereClient({});\nconst groq = new Groq();\nconst hf = new InferenceClient('t');\nconst replicate = new Replicate();", [
    prompt("await ollama.chat({ model: 'm', messages: [{ role: 'user', content: text }] });"),
    prompt("await local.generate({ model: 'm', prompt: text });"),
    system("await local.generate({ model: 'm', prompt: 'Go.', system: text });"),
    prompt("await mistral.chat.complete({ model: 'm', messages: [{ role: 'user', content: text }] });"),
    prompt('await cohere.chat({ message: text });'),
    prompt("await groq.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: text }] });"),
    prompt("await hf.chatCompletion({ model: 'm', messages: [{ role: 'user', content: text }] });"),
    prompt('await hf.textGeneration({ inputs: text });'),
    prompt("await replicate.run('a/b', { input: { prompt: text } });"),
    "const generate = await pipeline('text-generation', './model');",
    prompt('await generate(text);'),
  ]),
  raw: program("import axios from 'axios';\nimport got from 'got';", '', [
    prompt("await fetch('https://api.openai.com/v1/chat/completions', { method: 'POST', body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: text }] }) });"),
    prompt("await fetch('/api/chat', { method: 'POST', body: JSON.stringify({ messages: [{ role: 'user', content: text }] }) });"),
    system("await fetch('http://localhost:11434/api/generate', { method: 'POST', body: JSON.stringify({ model: 'm', prompt: 'Go.', system: text }) });"),
    prompt("await axios.post('https://api.anthropic.com/v1/messages', { model: 'm', messages: [{ role: 'user', content: text }] });"),
    prompt("await axios({ method: 'post', url: 'https://api.mistral.ai/v1/chat/completions', data: { model: 'm', messages: [{ role: 'user', content: text }] } });"),
    prompt("await got.post('https://openrouter.ai/api/v1/chat/completions', { json: { model: 'm', messages: [{ role: 'user', content: text }] } });"),
    "await fetch('https://tasks.example.org/items', { method: 'POST', body: JSON.stringify({ title: text }) });",
  ]),
};

const frameworks: Programs = {
  aiSdk: program("import { generateText, streamText, generateObject, tool, ToolLoopAgent } from 'ai';\nimport { openai } from '@ai-sdk/openai';", "const agent = new ToolLoopAgent({ model: openai('m') });", [
    prompt("await generateText({ model: openai('m'), prompt: text });"),
    system("streamText({ model: openai('m'), system: text, prompt: 'Go.' });"),
    prompt("await generateObject({ model: openai('m'), messages: [{ role: 'user', content: text }] });"),
    prompt('await agent.generate({ prompt: text });'),
  ]),
  langchain: program("import { ChatOpenAI } from '@langchain/openai';\nimport { HumanMessage, SystemMessage } from '@langchain/core/messages';\nimport { ChatPromptTemplate, PromptTemplate } from '@langchain/core/prompts';\nimport { createReactAgent } from '@langchain/langgraph/prebuilt';\nimport { createAgent, initChatModel } from 'langchain';",
    "const llm = new ChatOpenAI({});\nconst agent = createReactAgent({ llm, tools: [] });\nconst other = createAgent({ model: 'openai:m', tools: [] });", [
    prompt('await llm.invoke(text);'),
    prompt('await llm.invoke([new HumanMessage(text)]);'),
    system('await llm.invoke([new SystemMessage({ content: text })]);'),
    prompt("await llm.stream([['human', text]]);"),
    prompt("await ChatPromptTemplate.fromMessages([['human', '{note}']]).pipe(llm).invoke({ note: text });"),
    system("await ChatPromptTemplate.fromMessages([['system', '{note}']]).pipe(llm).invoke({ note: text });"),
    prompt("await llm.invoke(await PromptTemplate.fromTemplate('Explain {note}').format({ note: text }));"),
    prompt("await agent.invoke({ messages: [{ role: 'user', content: text }] });"),
    prompt("await other.invoke({ messages: [{ role: 'user', content: text }] });"),
    prompt("await (await initChatModel('m')).invoke(text);"),
    system("createReactAgent({ llm, tools: [], prompt: text });"),
  ]),
  agents: program("import { Agent, run } from '@openai/agents';\nimport { query } from '@anthropic-ai/claude-agent-sdk';\nimport { Agent as MastraAgent } from '@mastra/core/agent';", "const agent = new Agent({ name: 'a', instructions: 'Help.' });\nconst mastra = new MastraAgent({ name: 'a', instructions: 'Help.' });", [
    prompt('await run(agent, text);'),
    system("const other = new Agent({ name: 'b', instructions: text });"),
    prompt('for await (const m of query({ prompt: text })) console.log(m.type);'),
    prompt('await mastra.generate(text);'),
  ]),
  vscode: program("import * as vscode from 'vscode';", '', [
    "const [model] = await vscode.lm.selectChatModels({ family: 'm' });",
    prompt('await model.sendRequest([vscode.LanguageModelChatMessage.User(text)]);'),
  ]),
};

const tools: Programs = {
  mcp: program("import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\nimport { Server } from '@modelcontextprotocol/sdk/server/index.js';\nimport { CallToolRequestSchema } from '@modelcontextprotocol/sdk/types.js';\nimport { FastMCP } from 'fastmcp';", "const server = new McpServer({ name: 's', version: '1' });\nconst low = new Server({ name: 's', version: '1' }, {});\nconst fast = new FastMCP({ name: 's', version: '1.0.0' });\nconst read = (file: any) => parseDicom(file).string('x00204000') ?? '';", [
    "server.registerTool('a', { description: 'd' }, async (args) => {", "return { content: [{ type: 'text', text: read(args) }] }; //! untrusted-tool-result", '});',
    "server.tool('b', async (args) => {", "return { content: [{ type: 'text', text: read(args) }] }; //! untrusted-tool-result", '});',
    "server.tool('c', 'd', {}, async (args) => {", "return { content: [{ type: 'text', text: String(read(args).length) }] };", '});',
    "server.registerResource('r', 'dicom://x', {}, async (uri) => {", "return { contents: [{ uri: uri.href, text: read(uri) }] }; //! untrusted-tool-result", '});',
    'low.setRequestHandler(CallToolRequestSchema, async (request) => {', "return { content: [{ type: 'text', text: read(request.params.arguments) }] }; //! untrusted-tool-result", '});',
    "fast.addTool({ name: 'f', description: 'd', execute: async (args) => {", 'return read(args); //! untrusted-tool-result', '} });',
  ]),
  agentTools: program("import { tool } from 'ai';\nimport { tool as langchainTool } from '@langchain/core/tools';\nimport { tool as agentTool } from '@openai/agents';", "const read = (file: any) => parseDicom(file).string('x00204000') ?? '';", [
    "const a = tool({ description: 'd', execute: async (args: any) => {", 'return read(args); //! untrusted-tool-result', '} });',
    'const b = langchainTool(async (args: any) => {', 'return read(args); //! untrusted-tool-result', "}, { name: 'b' });",
    "const c = agentTool({ name: 'c', description: 'd', execute: async (args: any) => {", 'return read(args); //! untrusted-tool-result', '} });',
  ]),
};

test('model SDKs', () => check(sdks, ['prompt-injection']));
test('model frameworks', () => check(frameworks, ['prompt-injection']));
test('results of tools', () => check(tools, ['prompt-injection']));
