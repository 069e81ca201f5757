import { Mistral } from '@mistralai/mistralai';
import { CohereClient } from 'cohere-ai';
import Together from 'together-ai';
import { HfInferenceEndpoint, InferenceClient } from '@huggingface/inference';
import Replicate from 'replicate';
import { fal } from '@fal-ai/client';
import { OpenRouter } from '@openrouter/sdk';
import { WatsonXAI } from '@ibm-cloud/watsonx-ai';
import { parseDicom } from 'dicom-parser';

const mistral = new Mistral({ apiKey: process.env.MISTRAL_API_KEY });
const vllm = new Mistral({ serverURL: 'http://localhost:8000' });
const cohere = new CohereClient({ token: process.env.CO_API_KEY });
const together = new Together();
const hf = new InferenceClient(process.env.HF_TOKEN);
const tgi = hf.endpoint('http://127.0.0.1:8080/generate');
const localHf = new InferenceClient('none', { endpointUrl: 'http://localhost:8080' });
const oldEndpoint = new HfInferenceEndpoint('https://abc.endpoints.huggingface.cloud', process.env.HF_TOKEN);
const replicate = new Replicate();
const router = new OpenRouter({ apiKey: process.env.OPENROUTER_API_KEY });
const watsonx = WatsonXAI.newInstance({ version: '2024-05-31', serviceUrl: 'https://eu-de.ml.cloud.ibm.com' });

const commentsOf = (bytes: Uint8Array) => parseDicom(bytes).string('x00104000') ?? '';

export async function withMistral(bytes: Uint8Array, scan: string) {
  const comments = commentsOf(bytes);
  await mistral.fim.complete({ model: 'codestral-latest', prompt: comments, suffix: 'return' }); // <- untrusted-text-in-prompt, phi-to-external-model
  const started = await mistral.beta.conversations.start({
    model: 'mistral-medium-latest',
    instructions: 'You explain reports.',
    inputs: comments, // <- untrusted-text-in-prompt, phi-to-external-model
  });
  await mistral.beta.conversations.append({ conversationId: started.conversationId, conversationAppendRequest: { inputs: 'Shorter, please.' } });
  await mistral.beta.agents.create({ model: 'mistral-medium-latest', name: 'triage', instructions: `Patient: ${comments}` }); // <- untrusted-text-in-system-prompt, phi-to-external-model
  await vllm.chat.complete({ model: 'mistral', messages: [{ role: 'user', content: comments }] }); // <- untrusted-text-in-prompt
  const ocr = await mistral.ocr.process({ model: 'mistral-ocr-latest', document: { type: 'document_url', documentUrl: scan } });
  await mistral.chat.complete({
    model: 'mistral-small-latest',
    messages: [{ role: 'user', content: ocr.pages.map((page) => page.markdown).join('\n') }], // <- untrusted-text-in-prompt, phi-to-external-model
  });
  await mistral.ocr.process({ model: 'mistral-ocr-latest', document: { type: 'document_url', documentUrl: `data:text/plain,${comments}` } }); // <- phi-to-external-model
  const vectors = await mistral.embeddings.create({ model: 'mistral-embed', inputs: [comments] }); // <- phi-to-external-model
  await mistral.chat.complete({ model: 'mistral-small-latest', messages: [{ role: 'user', content: `${vectors.data.length} vectors` }] });
  await mistral.files.upload({ file: { fileName: 'train.jsonl', content: Buffer.from(comments) }, purpose: 'fine-tune' }); // <- training-on-identifiable-data, unverified-training-data
  await mistral.files.upload({ file: { fileName: 'scan.pdf', content: Buffer.from('x') }, purpose: 'ocr' });
}

export async function withCohere(bytes: Uint8Array) {
  const comments = commentsOf(bytes);
  await cohere.generate({ prompt: `Simplify: ${comments}` }); // <- untrusted-text-in-prompt, phi-to-external-model
  await cohere.summarize({ text: comments, length: 'short' }); // <- untrusted-text-in-prompt, phi-to-external-model
  const vectors = await cohere.embed({ texts: [comments], model: 'embed-v4.0', inputType: 'search_document' }); // <- phi-to-external-model
  const ranked = await cohere.rerank({ query: 'pneumothorax', documents: [comments, 'House rules.'], returnDocuments: true });
  await cohere.chat({ message: `Best: ${ranked.results[0].document?.text}` }); // <- untrusted-text-in-prompt, phi-to-external-model
  await cohere.chat({ message: `Vectors: ${vectors.embeddings}` });
}

export async function others(bytes: Uint8Array, image: Blob) {
  const comments = commentsOf(bytes);
  await together.completions.create({ model: 'meta-llama/Llama-3', prompt: comments }); // <- untrusted-text-in-prompt, phi-to-external-model
  await tgi.textGeneration({ inputs: comments }); // <- untrusted-text-in-prompt
  await localHf.chatCompletion({ messages: [{ role: 'user', content: comments }] }); // <- untrusted-text-in-prompt
  await oldEndpoint.textGeneration({ inputs: comments }); // <- untrusted-text-in-prompt, phi-to-external-model
  await hf.questionAnswering({ model: 'deepset/roberta', inputs: { question: 'What was found?', context: comments } }); // <- untrusted-text-in-prompt, phi-to-external-model
  await hf.imageToText({ model: 'microsoft/trocr', data: image });
  await hf.documentQuestionAnswering({ inputs: { image, question: `Is it like ${comments}?` } }); // <- untrusted-text-in-prompt, phi-to-external-model
  const labels = await hf.textClassification({ model: 'radbert', inputs: comments }); // <- phi-to-external-model
  await hf.textGeneration({ model: 'gpt2', inputs: `The class is ${labels[0].label}` });
  await replicate.predictions.create({ model: 'meta/llama', input: { prompt: comments, system_prompt: 'You are kind.' } }); // <- untrusted-text-in-prompt, phi-to-external-model
  await fal.subscribe('fal-ai/any-llm', { input: { prompt: comments } }); // <- untrusted-text-in-prompt, phi-to-external-model
  await router.chat.send({ chatRequest: { model: 'openai/gpt-5', messages: [{ role: 'user', content: comments }] } }); // <- untrusted-text-in-prompt, phi-to-external-model
  await router.chat.send({ model: 'openai/gpt-5', messages: [{ role: 'system', content: comments }] }); // <- untrusted-text-in-system-prompt, phi-to-external-model
  await router.callModel({ model: 'openai/gpt-5', input: 'Hello' }).getText();
  await watsonx.generateText({ modelId: 'ibm/granite', projectId: 'p', input: comments }); // <- untrusted-text-in-prompt, phi-to-external-model
  await watsonx.textChat({ modelId: 'ibm/granite', projectId: 'p', messages: [{ role: 'system', content: 'Help.' }, { role: 'user', content: comments }] }); // <- untrusted-text-in-prompt, phi-to-external-model
}
