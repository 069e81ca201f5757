import { createAgent, humanInTheLoopMiddleware } from 'langchain';
import { initializeAgentExecutorWithOptions } from 'langchain/agents';
import { loadSummarizationChain } from 'langchain/chains';
import { createRetrieverTool } from 'langchain/tools/retriever';
import { ReadFileTool, WriteFileTool } from 'langchain/tools';
import { SqlToolkit } from 'langchain/agents/toolkits/sql';
import { createDeepAgent } from 'deepagents';
import { ChatOllama } from '@langchain/ollama';
import { createSupervisor } from '@langchain/langgraph-supervisor';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { MultiServerMCPClient } from '@langchain/mcp-adapters';
import { GmailSendMessage } from '@langchain/community/tools/gmail';
import { E2BDataAnalysisTool } from '@langchain/community/tools/e2b_data_analysis';
import { RequestsGetTool } from '@langchain/community/tools/requests';
import { TavilySearchResults } from '@langchain/community/tools/tavily_search';
import { PDFLoader } from '@langchain/community/document_loaders/fs/pdf';
import { MemoryVectorStore } from 'langchain/vectorstores/memory';
import { Document } from '@langchain/core/documents';
import { tool } from '@langchain/core/tools';
import nodemailer from 'nodemailer';
import { z } from 'zod';

const mailer = nodemailer.createTransport({ host: 'mail.example.org' });
const llm = new ChatOllama({ model: 'llama3.2' });

async function reportOf(path: string) {
  const [page] = await new PDFLoader(path).load();
  return page.pageContent;
}

export async function chains(path: string) {
  const docs = await new PDFLoader(path).load();
  const chain = loadSummarizationChain(llm, { type: 'map_reduce' });
  await chain.invoke({ input_documents: [new Document({ pageContent: 'House rules.' })] });
  return chain.invoke({ input_documents: docs }); // <- untrusted-text-in-prompt
}

export async function withRequests(path: string) {
  const agent = createReactAgent({ llm, tools: [new RequestsGetTool()] }); // <- overprivileged-tool
  return agent.invoke({ messages: [{ role: 'user', content: await reportOf(path) }] }); // <- untrusted-text-in-prompt
}
export async function withMail(path: string) {
  const agent = createAgent({ model: llm, tools: [new GmailSendMessage()], systemPrompt: 'Help.' }); // <- overprivileged-tool
  return agent.invoke({ messages: [{ role: 'user', content: await reportOf(path) }] }); // <- untrusted-text-in-prompt
}
export async function askedFirst(path: string) {
  const send = tool(async ({ to, text }) => void (await mailer.sendMail({ to, text })), { name: 'send_mail', description: 'Sends a mail', schema: z.object({ to: z.string(), text: z.string() }) });
  const agent = createAgent({ model: llm, tools: [send], middleware: [humanInTheLoopMiddleware({ interruptOn: { send_mail: true } })] });
  return agent.invoke({ messages: [{ role: 'user', content: await reportOf(path) }] }); // <- untrusted-text-in-prompt
}
export async function withCode(path: string) {
  const agent = createDeepAgent({ tools: [new E2BDataAnalysisTool({ apiKey: 'k' })], systemPrompt: 'Analyse.' }); // <- overprivileged-tool
  return agent.invoke({ messages: [{ role: 'user', content: await reportOf(path) }] }); // <- untrusted-text-in-prompt, phi-to-external-model
}
export async function withFiles(path: string, store: any) {
  const agent = createDeepAgent({
    tools: [
      new ReadFileTool({ store }),
      new WriteFileTool({ store }), // <- overprivileged-tool
    ],
    instructions: await reportOf(path), // <- untrusted-text-in-system-prompt, phi-to-external-model
  });
  return agent.invoke({ messages: [{ role: 'user', content: 'Go.' }] });
}
export async function withSearch(path: string) {
  const executor = await initializeAgentExecutorWithOptions([new TavilySearchResults({ maxResults: 3 })], llm, { agentType: 'structured-chat-zero-shot-react-description' }); // <- overprivileged-tool
  return executor.invoke({ input: await reportOf(path) }); // <- untrusted-text-in-prompt
}
export async function withRetriever(path: string) {
  const store = await MemoryVectorStore.fromDocuments([new Document({ pageContent: 'House rules.' })], {} as any);
  const lookUp = createRetrieverTool(store.asRetriever(), { name: 'rules', description: 'House rules' });
  const agent = createReactAgent({ llm, tools: [lookUp] });
  return agent.invoke({ messages: [{ role: 'user', content: await reportOf(path) }] }); // <- untrusted-text-in-prompt
}
export async function withDatabase(path: string, db: any) {
  const toolkit = new SqlToolkit(db, llm);
  const agent = createReactAgent({ llm, tools: toolkit.getTools() }); // <- overprivileged-tool
  return agent.invoke({ messages: [{ role: 'user', content: await reportOf(path) }] }); // <- untrusted-text-in-prompt
}
export async function team(path: string) {
  const reader = createReactAgent({ llm, tools: [], prompt: 'Read.' });
  const supervisor = createSupervisor({ agents: [reader], llm, prompt: await reportOf(path) }).compile(); // <- untrusted-text-in-system-prompt
  return supervisor.invoke({ messages: [{ role: 'user', content: 'Go.' }] });
}
export async function remoteTools() {
  const client = new MultiServerMCPClient({ mcpServers: { files: { transport: 'stdio', command: 'npx', args: ['-y', 'some-server'] } } }); // <- broad-mcp-scope
  const agent = createReactAgent({ llm, tools: await client.getTools() });
  const state = await agent.getState({ configurable: { thread_id: '1' } });
  console.log(state.next.length);
  return agent.invoke({ messages: [{ role: 'user', content: 'Go.' }] });
}
