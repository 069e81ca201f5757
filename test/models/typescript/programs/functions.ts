import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import busboy from 'busboy';
import express from 'express';
import { Elysia } from 'elysia';
import { chat } from '@tanstack/ai';
import { ollamaText } from '@tanstack/ai-ollama';
import { openaiText } from '@tanstack/ai-openai';
import { genkit } from 'genkit';
import { ollama as ollamaPlugin } from 'genkitx-ollama';
import { wrapOpenAI } from 'langsmith/wrappers';
import ContentSafetyClient from '@azure-rest/ai-content-safety';
import { ComprehendMedicalClient, DetectPHICommand } from '@aws-sdk/client-comprehendmedical';
import { findScu, startStoreScp, storeScu } from 'dicom-dimse-native';
import { AzureKeyCredential } from '@azure/core-auth';
import OpenAI from 'openai';
import { parseDicom } from 'dicom-parser';

const openai = new OpenAI();

export async function handler(event: APIGatewayProxyEventV2) {
  const { role } = JSON.parse(event.body!);
  return openai.responses.create({ model: 'gpt-5', instructions: role, input: 'Hello' }); // <- user-text-in-system-prompt
}

express().post('/upload', (req, res) => {
  const form = busboy({ headers: req.headers });
  form.on('file', (_name, stream) => {
    stream.on('data', (chunk: Buffer) => openai.responses.create({ model: 'gpt-5', input: chunk.toString() })); // <- untrusted-text-in-prompt
  });
  form.on('field', (_name, value) => openai.responses.create({ model: 'gpt-5', instructions: value, input: 'Hello' })); // <- user-text-in-system-prompt
  req.pipe(form);
  res.end();
});

new Elysia()
  .get('/', () => 'ok')
  .post('/ask', async ({ body }) => openai.responses.create({ model: 'gpt-5', instructions: (body as any).role, input: 'Hello' })) // <- user-text-in-system-prompt
  .listen({ port: 3000, hostname: '127.0.0.1' });

const commentsOf = (bytes: Uint8Array) => parseDicom(bytes).string('x00104000') ?? '';

export async function adapters(bytes: Uint8Array) {
  const comments = commentsOf(bytes);
  chat({ adapter: openaiText('gpt-5'), messages: [{ role: 'user', content: comments }] }); // <- phi-to-external-model, untrusted-text-in-prompt
  chat({ adapter: ollamaText('llama3.2'), messages: [{ role: 'user', content: comments }] }); // <- untrusted-text-in-prompt
  const ai = genkit({ plugins: [ollamaPlugin({ serverAddress: 'http://127.0.0.1:11434' })] });
  await ai.generate({ model: ollamaPlugin.model('llama3.2'), prompt: comments }); // <- untrusted-text-in-prompt
  const traced = wrapOpenAI(new OpenAI({ baseURL: 'http://localhost:8000/v1' }));
  await traced.responses.create({ model: 'llama', input: comments }); // <- untrusted-text-in-prompt
}

export async function screened(bytes: Uint8Array) {
  const comments = commentsOf(bytes);
  const client = ContentSafetyClient('https://safety.example.org', new AzureKeyCredential('key'));
  const asUser: any = await client.path('/text:shieldPrompt').post({ body: { userPrompt: comments } });
  if (asUser.body.userPromptAnalysis.attackDetected) return null;
  return openai.responses.create({ model: 'gpt-5', input: comments }); // <- phi-to-external-model
}
export async function screenedDocument(bytes: Uint8Array) {
  const comments = commentsOf(bytes);
  const client = ContentSafetyClient('https://safety.example.org', new AzureKeyCredential('key'));
  const result: any = await client.path('/text:shieldPrompt').post({ body: { documents: [comments] } });
  if (result.body.documentsAnalysis[0].attackDetected) return null;
  return openai.responses.create({ model: 'gpt-5', input: comments }); // <- phi-to-external-model
}

export async function detect(bytes: Uint8Array) {
  const client = new ComprehendMedicalClient({});
  await client.send(new DetectPHICommand({ Text: commentsOf(bytes) })); // <- phi-to-external-model
  await client.send(new DetectPHICommand({ Text: 'No names here.' }));
}

const peer = { source: { aet: 'ME', ip: '127.0.0.1', port: '9999' }, target: { aet: 'PACS', ip: 'pacs.example.org', port: '104' } };
export function find() {
  findScu(JSON.stringify({ ...peer, tags: [{ key: '00081030', value: '' }] }), (result) => {
    const [study] = JSON.parse(JSON.parse(result).container);
    openai.responses.create({ model: 'gpt-5', input: study['00081030'].Value[0] }); // <- phi-to-external-model, untrusted-text-in-prompt
  });
  startStoreScp(JSON.stringify(peer), (result) => {
    openai.responses.create({ model: 'gpt-5', input: JSON.parse(result).message }); // <- phi-to-external-model, untrusted-text-in-prompt
  });
  storeScu(JSON.stringify({ ...peer, sourcePath: '/data' }), () => {});
}
