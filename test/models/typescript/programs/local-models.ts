import ollama, { Ollama } from 'ollama';
import { defineChatSessionFunction, getLlama, LlamaChatSession } from 'node-llama-cpp';
import { CreateMLCEngine } from '@mlc-ai/web-llm';
import { LMStudioClient, tool } from '@lmstudio/sdk';
import { createCompletion, loadModel } from 'gpt4all';
import { pipeline } from '@huggingface/transformers';
import { z } from 'zod';
import { parseDicom } from 'dicom-parser';
import fs from 'node:fs/promises';

const remote = new Ollama({ host: 'https://ollama.example.org' });
const mine = new Ollama({ host: 'http://127.0.0.1:11434' });

async function commentsOf(path: string): Promise<string> {
  return parseDicom(await fs.readFile(path)).string('x00104000') ?? ''; // <- model-output-to-code
}

export async function withOllama(path: string) {
  const comments = await commentsOf(path);
  await mine.chat({ model: 'llama3.2', messages: [{ role: 'user', content: comments }] }); // <- untrusted-text-in-prompt
  await remote.chat({ model: 'llama3.2', messages: [{ role: 'user', content: comments }] }); // <- untrusted-text-in-prompt, phi-to-external-model
  await ollama.create({ model: 'triage', from: 'llama3.2', system: comments }); // <- untrusted-text-in-system-prompt
  await remote.create({ model: 'triage', from: 'llama3.2', system: comments }); // <- phi-to-external-model, untrusted-text-in-system-prompt
  const { embeddings } = await ollama.embed({ model: 'nomic-embed-text', input: comments });
  await ollama.generate({ model: 'llama3.2', prompt: `${embeddings.length} vectors` });
}

export async function withLlamaCpp(path: string) {
  const comments = await commentsOf(path);
  const model = await (await getLlama()).loadModel({ modelPath: 'models/medgemma.gguf' });
  const context = await model.createContext();
  const session = new LlamaChatSession({ contextSequence: context.getSequence(), systemPrompt: comments }); // <- untrusted-text-in-system-prompt
  const readComments = defineChatSessionFunction({
    description: 'Reads the comments of a study',
    params: { type: 'object', properties: { path: { type: 'string' } } },
    async handler(params: { path: string }) {
      return commentsOf(params.path); // <- untrusted-tool-result
    },
  });
  await session.prompt('Is it urgent?', { functions: { readComments } });
  return session.prompt(comments); // <- untrusted-text-in-prompt
}

export async function inTheBrowser(path: string) {
  const comments = await commentsOf(path);
  const engine = await CreateMLCEngine('Llama-3.2-1B');
  await engine.chat.completions.create({ messages: [{ role: 'user', content: 'Hello' }] });
  return engine.chat.completions.create({ messages: [{ role: 'user', content: comments }] }); // <- untrusted-text-in-prompt
}

export async function withStudio(path: string) {
  const comments = await commentsOf(path);
  const client = new LMStudioClient();
  const model = await client.llm.model('medgemma-4b');
  await model.respond(comments); // <- untrusted-text-in-prompt
  const read = tool({ name: 'read', description: 'Reads comments', parameters: { path: z.string() }, implementation: ({ path }) => commentsOf(path) }); // <- untrusted-tool-result
  await model.act(`Sort by urgency: ${comments}`, [read]); // <- untrusted-text-in-prompt
  const all = await loadModel('mistral-7b.gguf');
  await createCompletion(all, 'What is a pneumothorax?');
  return createCompletion(all, comments); // <- untrusted-text-in-prompt
}

export async function classify(path: string) {
  const comments = await commentsOf(path);
  const classifier = await pipeline('text-classification', './models/radbert');
  const summarizer = await pipeline('summarization', './models/bart');
  const [{ label }] = await classifier(comments);
  await ollama.generate({ model: 'llama3.2', prompt: `Class: ${label}` });
  return summarizer(comments); // <- untrusted-text-in-prompt
}
