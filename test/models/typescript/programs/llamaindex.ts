import { agent, ContextChatEngine, Document, FunctionTool, multiAgent, Ollama, OpenAI, OpenAIAgent, PDFReader, Settings, VectorStoreIndex, WikipediaTool } from 'llamaindex';
import { interpreter, mcp } from '@llamaindex/tools';
import { parseDicom } from 'dicom-parser';
import fs from 'node:fs';

const hosted = new OpenAI({ model: 'gpt-5' });
const local = new Ollama({ model: 'llama3.2' });
const far = new Ollama({ model: 'llama3.2', config: { host: 'https://ollama.example.org' } });
const historyOf = (path: string) => parseDicom(fs.readFileSync(path)).string('x001021b0') ?? ''; // <- model-output-to-code

export async function models(path: string) {
  const history = historyOf(path);
  await hosted.chat({ messages: [{ role: 'user', content: history }] }); // <- untrusted-text-in-prompt, phi-to-external-model
  await local.chat({ messages: [{ role: 'user', content: history }] }); // <- untrusted-text-in-prompt
  await far.complete({ prompt: history }); // <- untrusted-text-in-prompt, phi-to-external-model
  await local.complete({ prompt: 'What is a nodule?' });
  await local.exec({ messages: [{ role: 'system', content: history }, { role: 'user', content: 'Go.' }] }); // <- untrusted-text-in-system-prompt
  Settings.llm = local;
}

export async function documents(path: string) {
  const pages = await new PDFReader().loadData(path);
  const index = await VectorStoreIndex.fromDocuments(pages); // <- unverified-knowledge-base
  await index.insert(new Document({ text: historyOf(path), id_: path })); // <- unverified-knowledge-base
  await index.insert(new Document({ text: 'House rules.', id_: 'rules' }));
  const nodes = await index.asRetriever({ similarityTopK: 3 }).retrieve({ query: 'nodule' });
  await local.complete({ prompt: `Answer from ${nodes.map((node) => node.node.text).join('\n')}` }); // <- stored-untrusted-context
  const engine = index.asQueryEngine();
  return engine.query({ query: 'What was found?' }); // <- stored-untrusted-context
}

export async function agents(path: string) {
  const readHistory = new FunctionTool(({ path }: { path: string }) => historyOf(path), { name: 'history', description: 'Reads the history', parameters: {} }); // <- untrusted-tool-result
  const reader = agent({ name: 'reader', llm: local, systemPrompt: 'Read.', tools: [readHistory] });
  const team = multiAgent({ agents: [reader], rootAgent: reader });
  await team.run('Which studies are urgent?');
  const old = new OpenAIAgent({ llm: hosted, tools: [new WikipediaTool()] }); // <- overprivileged-tool
  return old.chat({ message: historyOf(path) }); // <- untrusted-text-in-prompt, phi-to-external-model
}

export async function calculate(path: string) {
  const tools = [interpreter({ apiKey: 'k' })]; // <- overprivileged-tool
  const counting = agent({ llm: local, tools });
  const server = mcp({ command: 'npx', args: ['-y', '@modelcontextprotocol/server-filesystem', '/'] }); // <- broad-mcp-scope
  console.log(await server.tools());
  return counting.run(historyOf(path)); // <- untrusted-text-in-prompt
}
