import { FunctionTool, GOOGLE_SEARCH, InMemoryRunner, LlmAgent } from '@google/adk';
import { HarmBlockThreshold, HarmCategory } from '@google/genai';
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { MDocument } from '@mastra/rag';
import { MCPServer } from '@mastra/mcp';
import { Mastra } from '@mastra/core';
import { createTool as createMastraTool } from '@mastra/core/tools';
import { Agent } from '@mastra/core/agent';
import { ollama } from 'ollama-ai-provider-v2';
import { openai } from '@ai-sdk/openai';
import { genkit } from 'genkit';
import { googleAI } from '@genkit-ai/google-genai';
import { Agent as VoltAgent, createTool as createVoltTool } from '@voltagent/core';
import { Agent as StrandsAgent, tool as strandsTool } from '@strands-agents/sdk';
import { createAgent, createTool } from '@inngest/agent-kit';
import { z } from 'zod';
import { api } from 'dicomweb-client';

const pacs = new api.DICOMwebClient({ url: 'https://pacs.example.org/dicom-web' });

async function describe(uid: string): Promise<string> {
  const [study] = await pacs.searchForStudies({ queryParams: { StudyInstanceUID: uid } });
  return study['00081030'].Value[0];
}

// Google's Agent Development Kit
const describeStudy = new FunctionTool({
  name: 'describe_study',
  description: 'Describes a study',
  parameters: z.object({ uid: z.string() }),
  execute: async ({ uid }) => describe(uid), // <- untrusted-tool-result
});
const countStudies = new FunctionTool({
  name: 'count_studies',
  description: 'Counts the studies of a patient',
  parameters: z.object({ patient: z.string() }),
  execute: async ({ patient }) => (await pacs.searchForStudies({ queryParams: { PatientID: patient } })).length,
});
export const helper = new LlmAgent({ name: 'helper', model: 'gemini-2.5-flash', instruction: 'Find studies.', tools: [describeStudy, countStudies] });
export const searcher = new LlmAgent({ name: 'searcher', model: 'gemini-2.5-flash', instruction: 'Look it up.', tools: [GOOGLE_SEARCH] });

export const unfiltered = new LlmAgent({
  name: 'unfiltered',
  model: 'gemini-2.5-flash',
  instruction: 'Describe injuries.',
  generateContentConfig: { safetySettings: [{ category: HarmCategory.HARM_CATEGORY_DANGEROUS_CONTENT, threshold: HarmBlockThreshold.BLOCK_NONE }] }, // <- provider-safety-off
});

export async function runAdk(uid: string) {
  const runner = new InMemoryRunner({ agent: searcher });
  const newMessage = { role: 'user', parts: [{ text: `What is ${await describe(uid)}?` }] }; // <- untrusted-text-in-prompt
  for await (const event of runner.runAsync({ userId: 'u', sessionId: 's', newMessage })) console.log(event.id);
  for await (const event of runner.runAsync({ userId: 'u', sessionId: 's', newMessage: { role: 'user', parts: [{ text: 'Thanks.' }] } })) console.log(event.id);
}

// Mastra
const mastra = new Mastra({});
const explain = createStep({
  id: 'explain',
  inputSchema: z.object({ uid: z.string() }),
  outputSchema: z.object({ text: z.string() }),
  execute: async ({ inputData }) => {
    const agent = mastra.getAgent('explainer');
    const { text } = await agent.generate(await describe(inputData.uid)); // <- untrusted-text-in-prompt
    return { text };
  },
});
export const workflow = createWorkflow({ id: 'explain' }).then(explain).commit();

export async function index(uid: string) {
  const doc = MDocument.fromText(await describe(uid), { uid });
  const chunks = await doc.chunk({ strategy: 'recursive', size: 512 });
  return mastra.getAgent('explainer').generate(chunks.map((chunk) => chunk.text).join('\n')); // <- untrusted-text-in-prompt
}
export async function withHistory(uid: string) {
  const [study] = await pacs.searchForStudies({ queryParams: { StudyInstanceUID: uid } });
  const history = study['001021B0'].Value[0];
  const hosted = new Agent({ name: 'hosted', instructions: 'Explain.', model: openai('gpt-5') });
  const local = new Agent({ name: 'local', instructions: 'Explain.', model: ollama('llama3.2') });
  await hosted.generate(history); // <- untrusted-text-in-prompt, phi-to-external-model
  await local.generate(history); // <- untrusted-text-in-prompt
}
const studyTool = createMastraTool({
  id: 'study',
  description: 'Describes a study',
  inputSchema: z.object({ uid: z.string() }),
  execute: async ({ context }) => ({ text: await describe(context.uid) }), // <- untrusted-tool-result
});
export const served = new MCPServer({ name: 'studies', version: '1.0.0', tools: { studyTool } });

// Genkit
const ai = genkit({ plugins: [googleAI()] });
export const summary = ai.defineFlow({ name: 'summary', inputSchema: z.string() }, async (uid) => {
  const text = await describe(uid);
  const chat = ai.chat({ system: 'You describe studies.' });
  await chat.send(text); // <- untrusted-text-in-prompt
  await chat.send('Shorter, please.');
  const strict = ai.chat({ system: `Study: ${text}` }); // <- untrusted-text-in-system-prompt
  return strict.send('Go.');
});
export async function remember(uid: string, indexer: any, retriever: any) {
  const { Document } = await import('genkit/retriever');
  await ai.index({ indexer, documents: [Document.fromText(await describe(uid))] }); // <- unverified-knowledge-base
  const docs = await ai.retrieve({ retriever, query: 'chest', options: { k: 3 } });
  return ai.generate({ prompt: `Answer from ${docs.map((doc) => doc.text).join('\n')}` }); // <- stored-untrusted-context
}

// VoltAgent, Strands, AgentKit
const voltTool = createVoltTool({
  name: 'describe',
  description: 'Describes a study',
  parameters: z.object({ uid: z.string() }),
  execute: async ({ uid }) => describe(uid), // <- untrusted-tool-result
});
const volt = new VoltAgent({ name: 'studies', instructions: 'Describe studies.', tools: [voltTool] });
const strands = new StrandsAgent({
  systemPrompt: 'Describe studies.',
  tools: [strandsTool({
    name: 'describe',
    description: 'Describes a study',
    inputSchema: z.object({ uid: z.string() }),
    callback: async ({ uid }) => describe(uid), // <- untrusted-tool-result
  })],
});
const kit = createAgent({
  name: 'studies',
  system: 'Describe studies.',
  tools: [createTool({
    name: 'describe',
    parameters: z.object({ uid: z.string() }),
    handler: async ({ uid }) => describe(uid), // <- untrusted-tool-result
  })],
});
export async function others(uid: string) {
  const text = await describe(uid);
  await volt.generateText(text); // <- untrusted-text-in-prompt
  await volt.generateText('Which studies are new?');
  await strands.invoke(`Explain ${text}`); // <- untrusted-text-in-prompt
  await kit.run(text); // <- untrusted-text-in-prompt
  return new VoltAgent({ name: 'one', instructions: `You know ${text}` }); // <- untrusted-text-in-system-prompt
}
