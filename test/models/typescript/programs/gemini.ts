import { createModelContent, createPartFromText, createUserContent, GoogleGenAI } from '@google/genai';
import { GoogleGenerativeAI } from '@google/generative-ai';
import { getAI, getGenerativeModel, GoogleAIBackend } from 'firebase/ai';
import { initializeApp } from 'firebase/app';
import { PDFParse } from 'pdf-parse';

const ai = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY });
const emulator = new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: 'http://localhost:9090' } });
const model = new GoogleGenerativeAI(process.env.GEMINI_API_KEY!).getGenerativeModel({ model: 'gemini-2.5-flash' });
const inBrowser = getGenerativeModel(getAI(initializeApp({}), { backend: new GoogleAIBackend() }), { model: 'gemini-2.5-flash' });

async function reportOf(data: Uint8Array) {
  const parser = new PDFParse({ data });
  const { text, total } = await parser.getText();
  await parser.destroy();
  return { text, total };
}

export async function explain(data: Uint8Array) {
  const { text, total } = await reportOf(data);
  await ai.models.generateContent({ model: 'gemini-2.5-flash', contents: createUserContent(['Explain:', createPartFromText(text)]) }); // <- untrusted-text-in-prompt, phi-to-external-model
  await ai.models.generateContent({ model: 'gemini-2.5-flash', contents: [createUserContent(`${total} pages`), createModelContent(text)] }); // <- untrusted-text-in-prompt, phi-to-external-model
  await emulator.models.generateContent({ model: 'gemma', contents: text }); // <- untrusted-text-in-prompt
  await ai.interactions.create({ model: 'gemini-3-flash', input: text, system_instruction: 'You explain reports.' }); // <- untrusted-text-in-prompt, phi-to-external-model
  await ai.interactions.create({ model: 'gemini-3-flash', input: `It has ${total} pages.` });
  await ai.models.generateImages({ model: 'imagen-4', prompt: `A drawing of ${text}` }); // <- untrusted-text-in-prompt, phi-to-external-model
  const { totalTokens } = await ai.models.countTokens({ model: 'gemini-2.5-flash', contents: text });
  const vectors = await ai.models.embedContent({ model: 'gemini-embedding-001', contents: text }); // <- phi-to-external-model
  await ai.models.generateContent({ model: 'gemini-2.5-flash', contents: `${totalTokens} tokens, ${vectors.embeddings?.length} vectors` });
}

export async function longLived(data: Uint8Array) {
  const { text } = await reportOf(data);
  const file = await ai.files.upload({ file: new Blob([text], { type: 'text/plain' }), config: { mimeType: 'text/plain' } }); // <- phi-to-external-model
  const cache = await ai.caches.create({ model: 'gemini-2.5-flash', config: { contents: createUserContent(text), systemInstruction: 'You read reports.' } }); // <- untrusted-text-in-prompt, phi-to-external-model
  const session = await ai.live.connect({ model: 'gemini-live', config: { systemInstruction: text }, callbacks: { onmessage: () => {} } }); // <- untrusted-text-in-system-prompt, phi-to-external-model
  session.sendClientContent({ turns: [{ role: 'user', parts: [{ text }] }], turnComplete: true }); // <- untrusted-text-in-prompt, phi-to-external-model
  session.sendRealtimeInput({ text: 'Go on.' });
  await ai.tunings.tune({
    baseModel: 'gemini-2.5-flash',
    trainingDataset: { examples: [{ textInput: 'Explain', output: text }] }, // <- training-on-identifiable-data, unverified-training-data
  });
  return { file: file.name, cache: cache.name };
}

export async function older(data: Uint8Array) {
  const { text } = await reportOf(data);
  const chat = model.startChat({ history: [{ role: 'user', parts: [{ text }] }] }); // <- untrusted-text-in-prompt, phi-to-external-model
  await chat.sendMessage('Is it urgent?');
  const vector = await model.embedContent(text); // <- phi-to-external-model
  await model.generateContent(`The vector has ${vector.embedding.values.length} numbers`);
  await inBrowser.generateContent(`Explain ${text}`); // <- untrusted-text-in-prompt, phi-to-external-model
}
