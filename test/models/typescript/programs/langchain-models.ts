import { ChatAnthropic } from '@langchain/anthropic';
import { ChatOllama } from '@langchain/ollama';
import { ChatOpenAI } from '@langchain/openai';
import { ChatLlamaCpp } from '@langchain/community/chat_models/llama_cpp';
import { AIMessage, ChatMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { AIMessagePromptTemplate, ChatPromptTemplate, HumanMessagePromptTemplate, SystemMessagePromptTemplate } from '@langchain/core/prompts';
import { RunnableParallel, RunnablePassthrough } from '@langchain/core/runnables';
import { StringOutputParser } from '@langchain/core/output_parsers';
import * as hub from 'langchain/hub';
import FHIR from 'fhirclient';

const claude = new ChatAnthropic({ model: 'claude-sonnet-4-5' });
const proxied = new ChatAnthropic({ model: 'claude-sonnet-4-5', anthropicApiUrl: 'http://localhost:4000' });
const local = new ChatOllama({ model: 'llama3.2' });
const remote = new ChatOllama({ model: 'llama3.2', baseUrl: 'https://ollama.example.org' });
const vllm = new ChatOpenAI({ model: 'medgemma', configuration: { baseURL: 'http://127.0.0.1:8000/v1' } });
const inProcess = await ChatLlamaCpp.initialize({ modelPath: 'models/medgemma.gguf' });

async function conclusionOf(id: string): Promise<string> {
  const client = await FHIR.oauth2.ready();
  const report = await client.request(`DiagnosticReport/${id}`);
  return report.conclusion;
}

export async function whereModelsRun(id: string) {
  const conclusion = await conclusionOf(id);
  await claude.invoke([new HumanMessage(conclusion)]); // <- untrusted-text-in-prompt, phi-to-external-model
  await proxied.invoke([new HumanMessage(conclusion)]); // <- untrusted-text-in-prompt
  await local.invoke(conclusion); // <- untrusted-text-in-prompt
  await remote.invoke(conclusion); // <- untrusted-text-in-prompt, phi-to-external-model
  await vllm.invoke(conclusion); // <- untrusted-text-in-prompt
  await inProcess.invoke(conclusion); // <- untrusted-text-in-prompt
  await local.batch([conclusion, 'Hello']); // <- untrusted-text-in-prompt
  const tokens = await local.getNumTokens(conclusion);
  await claude.invoke(`It has ${tokens} tokens`);
}

export async function messages(id: string) {
  const conclusion = await conclusionOf(id);
  await local.invoke([new HumanMessage('Explain.'), new AIMessage(conclusion)]); // <- untrusted-text-in-prompt
  await local.invoke([new ToolMessage({ content: conclusion, tool_call_id: '1' })]); // <- untrusted-text-in-prompt
  await local.invoke([new ChatMessage(conclusion, 'system')]); // <- untrusted-text-in-system-prompt
  await local.invoke([new ChatMessage({ content: conclusion, role: 'user' })]); // <- untrusted-text-in-prompt
}

export async function templates(id: string) {
  const conclusion = await conclusionOf(id);
  const prompt = ChatPromptTemplate.fromMessages([
    SystemMessagePromptTemplate.fromTemplate('You explain reports in {language}.'),
    HumanMessagePromptTemplate.fromTemplate('Report: {conclusion}'),
    AIMessagePromptTemplate.fromTemplate('{opening}'),
  ]);
  const chain = prompt.pipe(local).pipe(new StringOutputParser());
  await chain.invoke({ language: 'English', conclusion, opening: '' }); // <- untrusted-text-in-prompt
  await chain.invoke({ language: 'English', conclusion: 'Normal.', opening: conclusion }); // <- untrusted-text-in-prompt
  await chain.invoke({ language: conclusion, conclusion: 'Normal.', opening: '' }); // <- untrusted-text-in-system-prompt
  return chain.invoke({ language: 'English', conclusion: 'Normal.', opening: '' });
}

export async function assigned(id: string) {
  const conclusion = await conclusionOf(id);
  const explain = ChatPromptTemplate.fromTemplate('Explain {conclusion} in {language}').pipe(local);
  await RunnablePassthrough.assign({ conclusion: () => conclusion }).pipe(explain).invoke({ language: 'English' }); // <- untrusted-text-in-prompt
  await RunnablePassthrough.assign({ language: () => 'English' }).pipe(explain).invoke({ conclusion }); // <- untrusted-text-in-prompt
  await RunnableParallel.from({ conclusion: () => conclusion, language: () => 'English' }).pipe(explain).invoke({}); // <- untrusted-text-in-prompt
  await RunnableParallel.from({ conclusion: () => 'normal', language: () => 'English' }).pipe(explain).invoke({ conclusion });
}

export async function shared() {
  const prompt = await hub.pull<ChatPromptTemplate>('radiology/explain');
  return prompt.pipe(local).invoke({ report: 'Normal.' });
}
