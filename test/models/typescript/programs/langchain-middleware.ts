import { createAgent, createMiddleware } from 'langchain';
import { ChatOllama } from '@langchain/ollama';
import { PDFLoader } from '@langchain/community/document_loaders/fs/pdf';
import { confirm } from '@inquirer/prompts';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import fs from 'node:fs';

const llm = new ChatOllama({ model: 'llama3.2' });

async function reportOf(path: string) {
  const [page] = await new PDFLoader(path).load();
  return page.pageContent;
}

const asks = createMiddleware({
  name: 'asks',
  wrapToolCall: async (request, handler) => {
    if (!(await confirm({ message: 'Run it?' }))) throw new Error('not approved');
    return handler(request);
  },
});
const logs = createMiddleware({
  name: 'logs',
  wrapToolCall: async (request, handler) => {
    console.log('a tool is called');
    return handler(request);
  },
});

const schema = z.object({ uid: z.string() });
const remove = tool(async ({ uid }) => { fs.rmSync(`/data/${uid.replace(/[^0-9.]/g, '')}.dcm`); return 'removed'; }, { name: 'remove', description: 'Removes a study', schema });

export async function asked(path: string) {
  const agent = createAgent({ model: llm, tools: [remove], middleware: [asks] });
  return agent.invoke({ messages: [{ role: 'user', content: await reportOf(path) }] }); // <- untrusted-text-in-prompt
}
export async function unasked(path: string) {
  const agent = createAgent({ model: llm, tools: [remove], middleware: [logs] }); // <- overprivileged-tool
  return agent.invoke({ messages: [{ role: 'user', content: await reportOf(path) }] }); // <- untrusted-text-in-prompt
}
