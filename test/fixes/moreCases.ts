import type { FixCase } from './cases.ts';

const ANSWER = `from openai import OpenAI

client = OpenAI()


def answer(q):
    return client.chat.completions.create(model="m", messages=[{"role": "user", "content": q}]).choices[0].message.content


`;
const SCRIPT = `import OpenAI from 'openai';
IMPORTS
const client = new OpenAI();

async function answer(input: string): Promise<string> {
  return (await client.responses.create({ model: 'm', input })).output_text;
}

`;
const script = (imports: string, code: string): string => SCRIPT.replace('IMPORTS\n', imports) + code;
const java = (imports: string, body: string): string => `package org.example;

import dev.langchain4j.model.chat.ChatModel;
${imports}
class Desk {
${body}
}
`;
const csharp = (usings: string, body: string): string => `using OpenAI.Chat;
${usings}
class Desk
{
    string Answer(ChatClient client) => client.CompleteChat(new UserChatMessage("Go.")).Value.Content[0].Text;

${body}
}
`;
const cells = (...sources: readonly string[]): string => JSON.stringify({
  cells: sources.map((source, i) => ({ cell_type: 'code', execution_count: i + 1, metadata: {}, outputs: [], source: source.split(/(?<=\n)/) })), metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5,
}, null, 1);

const CODE = 'improper-output-handling/model-output-to-code';
const TOOL = 'excessive-agency/overprivileged-tool';
const PIN = 'Pin the revision: put the commit that you have checked in';
const ZEROS = '0'.repeat(40);

/** Fixes of each kind in the languages that have them, beside those of `cases.ts`. */
export const MORE_CASES: readonly FixCase[] = [
  // Tools.
  {
    name: 'a decorated tool', rule: TOOL, files: { 'a.py': 'import os\n\nfrom mcp.server.fastmcp import FastMCP\n\nmcp = FastMCP("x")\n\n\n@mcp.tool()\ndef remove(path: str) -> str:\n    """Removes a study."""\n    os.remove(path)\n    return "gone"\n' },
    fixes: ['Do not offer it as a tool', 'Have a person accept each call of the tool'], contains: ['mcp = FastMCP("x")\n\n\ndef remove'],
  },
  {
    name: 'a registered tool', rule: TOOL, files: { 'a.ts': "import { rmSync } from 'node:fs';\nimport { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\n\nconst server = new McpServer({ name: 'x', version: '1' });\nserver.registerTool('remove', { description: 'Removes a study.' }, async ({ name }: { name: string }) => {\n  rmSync(name);\n  return { content: [] };\n}); // for the archive\nexport { server };\n" },
    fixes: ['Take the tool away from the agent', 'Have a person accept each call of the tool'], contains: ["version: '1' });\nexport { server };"],
  },
  {
    name: 'a dispatcher', rule: TOOL, files: { 'a.ts': "import { rmSync } from 'node:fs';\nimport { Server } from '@modelcontextprotocol/sdk/server/index.js';\nimport { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';\n\nconst server = new Server({ name: 'x', version: '1' }, { capabilities: { tools: {} } });\nserver.setRequestHandler(ListToolsRequestSchema, async () => ({\n  tools: [\n    { name: 'remove', description: 'Removes a study.', inputSchema: { type: 'object' as const, properties: { path: { type: 'string' } } } },\n  ],\n}));\nserver.setRequestHandler(CallToolRequestSchema, async ({ params: { name, arguments: args } }) => {\n  switch (name) {\n    case 'remove':\n      rmSync(String(args?.path));\n      return { content: [] };\n    default:\n      throw new Error(name);\n  }\n});\n" },
    fixes: ['Have a person accept each call of the tool'], contains: ["    case 'remove':\n      await requireReview({ tool: 'remove', args });\n"],
  },
  {
    name: 'a link of a builder', rule: TOOL,
    files: { 'src/main/java/org/example/Desk.java': 'package org.example;\n\nimport dev.langchain4j.agent.tool.Tool;\nimport dev.langchain4j.model.chat.ChatModel;\nimport dev.langchain4j.service.AiServices;\nimport java.io.IOException;\nimport java.nio.file.Files;\nimport java.nio.file.Path;\nimport org.dcm4che3.data.Attributes;\nimport org.dcm4che3.data.Tag;\n\nclass Desk {\n    interface Helper { String chat(String text); }\n\n    static class Cleaner {\n        @Tool("removes a file")\n        boolean remove(String name) throws IOException {\n            return Files.deleteIfExists(Path.of("spool", name));\n        }\n    }\n\n    String run(ChatModel model, Attributes study) {\n        Helper helper = AiServices.builder(Helper.class)\n                .chatModel(model)\n                .tools(new Cleaner())\n                .build();\n        return helper.chat(study.getString(Tag.PatientComments));\n    }\n}\n' },
    fixes: ['Take the tool away from the agent'], contains: ['.chatModel(model)\n                .build();'],
  },
  {
    name: 'a server of tools', rule: 'excessive-agency/broad-mcp-scope', files: { 'a.py': 'from mcp import StdioServerParameters\n\nserver = StdioServerParameters(command="npx", args=["-y", "@modelcontextprotocol/server-filesystem@2025.1.14", "/"])\n' },
    fixes: ['Give it the folder of the project only'], contains: ['@2025.1.14", "."]'],
  },
  {
    name: 'a server of any version', rule: 'excessive-agency/broad-mcp-scope', files: { 'a.py': 'from mcp import StdioServerParameters\n\nserver = StdioServerParameters(command="uvx", args=["dicom-mcp"])\n' },
    fixes: ['Pin the version: put the one that you have checked in'], contains: ['args=["dicom-mcp==0.0.0"]'],
  },
  {
    name: 'modules of the system', rule: 'excessive-agency/unsandboxed-code-execution', files: { 'a.py': 'from smolagents import CodeAgent\n\nagent = CodeAgent(tools=[], model=None, additional_authorized_imports=["os", "numpy", "subprocess"])\n' },
    fixes: ['Allow no modules that reach the system'], contains: ['additional_authorized_imports=["numpy"]'],
  },
  // System prompts.
  {
    name: 'text of a user', rule: 'prompt-injection/user-text-in-system-prompt', files: { 'a.py': 'from flask import Flask, request\nfrom openai import OpenAI\n\napp = Flask(__name__)\nclient = OpenAI()\n\n\n@app.post("/ask")\ndef ask():\n    role = request.json["role"]\n    return client.responses.create(model="m", instructions=f"You are a {role}.", input="Go.").output_text\n' },
    fixes: ['Let it be said by the user', 'Screen the text before a model reads it'], contains: ['input=[{"role": "user", "content": role}, {"role": "user", "content": "Go."}]'],
  },
  // What model output is used for.
  {
    name: 'a shell of Node', rule: CODE, files: { 'a.ts': script("import { exec } from 'node:child_process';\n", 'exec(`dcmdump "${await answer(\'q\')}" --quiet`);\n') },
    fixes: ['Run the program itself, with a list of arguments and no shell', 'Have a person accept it before it runs'], contains: ["import { exec, execFile } from 'node:child_process';", "execFile('dcmdump', [await answer('q'), '--quiet']);"],
  },
  {
    name: 'a statement of Node', rule: CODE, files: { 'a.ts': script("import pg from 'pg';\n", "const db = new pg.Client();\nconst name = await answer('q');\nconst sql = `select * from t where name = '${name}' and x > 1`;\nawait db.query(sql);\n") },
    fixes: ['Bind the values to the statement instead of writing them into it', 'Have a person accept it before it runs'], contains: ['`select * from t where name = $1 and x > 1`;', 'db.query(sql, [name])'],
  },
  {
    name: 'a path of Node', rule: CODE, files: { 'a.ts': script("import { writeFile } from 'node:fs/promises';\nimport { join } from 'node:path';\n", "const name = await answer('q');\nawait writeFile(join('out', name), 'x');\n") },
    fixes: ['Keep the file in its folder: use the last part of the name only', 'Refuse names that lead out of the folder'], contains: ["join('out', basename(name))"],
  },
  {
    name: 'a page of Node', rule: CODE, files: { 'a.ts': script("import express from 'express';\n", "const app = express();\napp.get('/', async (_req, res) => {\n  res.send(`<p>${await answer('q')}</p>`);\n});\n") },
    fixes: ['Escape the text for HTML'], contains: ["<p>${escapeHtml(await answer('q'))}</p>"],
  },
  {
    name: 'a path by its operator', rule: CODE, files: { 'a.py': `from pathlib import Path\n${ANSWER}name = answer("q")\nopen(Path("out") / name, "w").write("x")\n` },
    fixes: ['Keep the file in its folder: use the last part of the name only', 'Refuse names that lead out of the folder'], contains: ['Path("out") / os.path.basename(name)'],
  },
  {
    name: 'a process of Java', rule: CODE, files: { 'src/main/java/org/example/Desk.java': java('import java.io.IOException;\n', '    Process dump(ChatModel model) throws IOException {\n        String name = model.chat("Go.");\n        return new ProcessBuilder("/bin/sh", "-c", "dcmdump " + name + ".dcm").start();\n    }') },
    fixes: ['Run the program itself, with a list of arguments and no shell', 'Have a person accept it before it runs'], contains: ['new ProcessBuilder("dcmdump", name + ".dcm").start()'],
  },
  {
    name: 'a statement of Spring', rule: CODE, files: { 'src/main/java/org/example/Desk.java': java('import org.springframework.jdbc.core.JdbcTemplate;\n', '    void find(ChatModel model, JdbcTemplate db) {\n        String name = model.chat("Go.");\n        db.queryForList("select * from t where name = \'" + name + "\'");\n    }') },
    fixes: ['Bind the values to the statement instead of writing them into it', 'Have a person accept it before it runs'], contains: ['db.queryForList("select * from t where name = ?", name)'],
  },
  {
    name: 'a process of .NET', rule: CODE, files: { 'Desk.cs': csharp('using System.Diagnostics;\n', '    void Dump(ChatClient client)\n    {\n        var name = Answer(client);\n        Process.Start("cmd.exe", $"/c dcmdump {name}.dcm");\n    }') },
    fixes: ['Run the program itself, with a list of arguments and no shell', 'Have a person accept it before it runs'], contains: ['ArgumentList = { $"{name}.dcm" }'],
  },
  {
    name: 'a path of .NET', rule: CODE, files: { 'Desk.cs': csharp('using System.IO;\n', '    void Save(ChatClient client)\n    {\n        var name = Answer(client);\n        File.WriteAllText(Path.Combine("out", name), "x");\n    }') },
    fixes: ['Keep the file in its folder: use the last part of the name only', 'Refuse names that lead out of the folder'], contains: ['Path.Combine("out", System.IO.Path.GetFileName(name))'],
  },
  {
    name: 'a clinical write that waits', rule: 'improper-output-handling/model-output-to-clinical-system', files: { 'a.ts': script("import Client from 'fhir-kit-client';\n", "const fhir = new Client({ baseUrl: 'https://fhir.example.org' });\nexport async function store(): Promise<void> {\n  const text = await answer('q');\n  await fhir.create({ resourceType: 'Observation', body: { resourceType: 'Observation', valueString: text } });\n}\n") },
    fixes: ['Have a person accept it before it is written'], contains: ['await requireReview('],
  },
  // Models and formats.
  { name: 'joblib', rule: 'model-supply-chain/unsafe-model-deserialization', files: { 'a.py': 'import joblib\n\nforest = joblib.load("forest.joblib")\n' }, fixes: ['Keep the model in the format of skops, which is read without running code'], contains: ['import skops.io\n', 'skops.io.load("forest.joblib")'] },
  { name: 'options of torch.load', rule: 'model-supply-chain/unsafe-model-deserialization', files: { 'a.py': 'import torch\n\noptions = {"map_location": "cpu", "weights_only": False}\nnet = torch.load("net.pt", **options)\n' }, fixes: ['Load the weights only'], contains: ['**{**options, "weights_only": True}'] },
  {
    name: 'objects of Java', rule: 'model-supply-chain/unsafe-model-deserialization', files: { 'Desk.java': 'import java.io.FileInputStream;\nimport java.io.ObjectInputStream;\n\nclass Desk {\n    Object read() throws Exception {\n        try (ObjectInputStream in = new ObjectInputStream(new FileInputStream("model.ser"))) {\n            return in.readObject();\n        }\n    }\n}\n' },
    fixes: ['Read objects of the classes that you name only'], contains: ['            in.setObjectInputFilter('],
  },
  { name: 'a hub of scripts', rule: 'model-supply-chain/unpinned-model', files: { 'a.ts': "import { pipeline } from '@huggingface/transformers';\n\nexport const tag = await pipeline('text-classification', 'org/model');\n" }, fixes: [PIN], contains: [`'org/model', { revision: '${ZEROS}' })`] },
  { name: 'a branch of a hub', rule: 'model-supply-chain/unpinned-model', files: { 'a.ts': "import { AutoModel } from '@huggingface/transformers';\n\nexport const net = await AutoModel.from_pretrained('org/model', { revision: 'main' });\n" }, fixes: [PIN], contains: [`{ revision: '${ZEROS}' }`] },
  {
    name: 'an address of a hub', rule: 'model-supply-chain/unpinned-model', files: { 'Desk.cs': 'using System.Net.Http;\nusing System.Threading.Tasks;\n\nclass Desk\n{\n    Task<byte[]> Load(HttpClient http) => http.GetByteArrayAsync("https://huggingface.co/org/model/resolve/main/model.onnx");\n}\n' },
    fixes: [PIN], contains: [`/resolve/${ZEROS}/model.onnx`],
  },
  { name: 'an option of a program', rule: 'model-supply-chain/remote-model-code', files: { 'a.ts': "import { spawn } from 'node:child_process';\n\nspawn('vllm', ['serve', 'org/model', '--trust-remote-code']);\n" }, fixes: ["Do not run the repository's code: without --trust-remote-code"], contains: ["['serve', 'org/model']"] },
  // Services and transports.
  { name: 'fo-dicom', rule: 'exposed-service/open-dicom-listener', files: { 'Desk.cs': 'using FellowOakDicom.Network;\n\nclass Desk\n{\n    IDicomServer Listen() => DicomServerFactory.Create<DicomCEchoProvider>(11112);\n}\n' }, fixes: ['Listen on this machine only'], contains: ['("127.0.0.1", 11112)'] },
  { name: 'dcmjs-dimse', rule: 'exposed-service/open-dicom-listener', files: { 'a.js': "const { Server, Scp } = require('dcmjs-dimse');\n\nclass Store extends Scp {}\nconst server = new Server(Store);\nserver.listen(11112);\n" }, fixes: ['Require TLS with certificates of both sides: put your files in'], contains: ['requestCert: true'] },
  { name: 'an association', rule: 'exposed-service/plaintext-clinical-transport', files: { 'a.py': 'from pynetdicom import AE\n\nae = AE()\nassoc = ae.associate("pacs.example.org", 104)\n' }, fixes: ['Use TLS and check it'], contains: ['import ssl', 'tls_args=(ssl.create_default_context(), "pacs.example.org"))'] },
  { name: 'a client of fo-dicom', rule: 'exposed-service/plaintext-clinical-transport', files: { 'Desk.cs': 'using FellowOakDicom.Network.Client;\n\nclass Desk\n{\n    IDicomClient Open() => DicomClientFactory.Create("pacs.example.org", 104, false, "AI", "PACS");\n}\n' }, fixes: ['Use TLS and check it'], contains: ['104, true, "AI"'] },
  { name: 'certificates of scripts', rule: 'exposed-service/plaintext-clinical-transport', files: { 'a.ts': "import axios from 'axios';\nimport https from 'node:https';\n\nawait axios.get('https://fhir.example.org/fhir/Patient/1', { httpsAgent: new https.Agent({ rejectUnauthorized: false }) });\n" }, fixes: ['Use TLS and check it: true instead of false'], contains: ['rejectUnauthorized: true'] },
  { name: 'a threshold', rule: 'safeguards-disabled/provider-safety-off', files: { 'a.py': 'from google.genai import types\n\nsetting = types.SafetySetting(category=types.HarmCategory.HARM_CATEGORY_DANGEROUS_CONTENT, threshold=types.HarmBlockThreshold.BLOCK_NONE)\n' }, fixes: ['Switch it on: types.HarmBlockThreshold.BLOCK_MEDIUM_AND_ABOVE instead of types.HarmBlockThreshold.BLOCK_NONE'] },
  // Cells.
  {
    name: 'a cell', rule: 'prompt-injection/untrusted-text-in-prompt', files: { 'a.ipynb': cells('import pydicom\nfrom openai import OpenAI\n\nclient = OpenAI()', 'ds = pydicom.dcmread("a.dcm")\ntext = f"Comments: \\"{ds.PatientComments}\\""', 'client.responses.create(model="m", input=text)') },
    fixes: ['Screen the untrusted text before a model reads it', 'Screen and quote the untrusted text as data'], contains: ['from dosimeter_guard import screen_untrusted\\n', '{screen_untrusted(ds.PatientComments)}'],
  },
];
