import {
  createAgentUIStreamResponse, embed, experimental_createMCPClient as createMCPClient, experimental_generateImage as generateImage,
  experimental_transcribe as transcribe, generateText, Output, stepCountIs, streamText, tool, ToolLoopAgent,
} from 'ai';
import { createOpenAI, openai } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { createOllama, ollama } from 'ollama-ai-provider-v2';
import { z } from 'zod';
import { parseDicom } from 'dicom-parser';

const gateway = createOpenAI({ baseURL: 'http://localhost:4000/v1', apiKey: 'none' });
const proxy = createOpenAI({ baseURL: 'https://llm.example.org/v1' });
const lmstudio = createOpenAICompatible({ name: 'lmstudio', baseURL: 'http://127.0.0.1:1234/v1' });
const farOllama = createOllama({ baseURL: 'https://ollama.example.org/api' });

function commentsOf(bytes: Uint8Array) {
  return parseDicom(bytes).string('x00104000') ?? '';
}

export async function whereModelsRun(bytes: Uint8Array) {
  const comments = commentsOf(bytes);
  await generateText({ model: openai('gpt-5'), prompt: comments }); // <- untrusted-text-in-prompt, phi-to-external-model
  await generateText({ model: gateway('gpt-5'), prompt: comments }); // <- untrusted-text-in-prompt
  await generateText({ model: proxy.chat('gpt-5'), prompt: comments }); // <- untrusted-text-in-prompt, phi-to-external-model
  await generateText({ model: lmstudio('medgemma'), prompt: comments }); // <- untrusted-text-in-prompt
  await generateText({ model: ollama('llama3.2'), prompt: comments }); // <- untrusted-text-in-prompt
  await generateText({ model: farOllama('llama3.2'), prompt: comments }); // <- untrusted-text-in-prompt, phi-to-external-model
  await generateText({ model: openai('gpt-5'), prompt: 'What is a nodule?', stopWhen: stepCountIs(3) });
}

export async function inAForm(box: HTMLElement) {
  const { output } = await generateText({
    model: openai('gpt-5'),
    prompt: 'Name a side and describe it.',
    output: Output.object({ schema: z.object({ side: z.enum(['left', 'right']), words: z.string() }) }),
  });
  box.innerHTML = `<b>${output.side}</b>`;
  box.innerHTML = output.words; // <- model-output-to-code
}

export async function otherCalls(bytes: Uint8Array, audio: Uint8Array) {
  const comments = commentsOf(bytes);
  await generateImage({ model: openai.image('gpt-image-1'), prompt: `A drawing of ${comments}` }); // <- untrusted-text-in-prompt, phi-to-external-model
  const { embedding } = await embed({ model: openai.embedding('text-embedding-3-small'), value: comments }); // <- phi-to-external-model
  await generateText({ model: openai('gpt-5'), prompt: `The vector has ${embedding.length} numbers` });
  const dictation = await transcribe({ model: openai.transcription('whisper-1'), audio });
  return dictation.text;
}

export async function remoteTools(messages: any[]) {
  const client = await createMCPClient({ transport: { type: 'sse', url: 'http://tools.example.org/sse' } }); // <- broad-mcp-scope
  const result = streamText({ model: openai('gpt-5'), messages, tools: await client.tools() });
  return result.textStream;
}

const reader = new ToolLoopAgent({
  model: openai('gpt-5'),
  instructions: 'You answer questions about studies.',
  tools: {
    comments: tool({
      description: 'The comments of a study',
      inputSchema: z.object({ id: z.string() }),
      execute: async ({ id }) => {
        const answer = await fetch(`https://pacs.example.org/dicom-web/instances/${id}`);
        return commentsOf(new Uint8Array(await answer.arrayBuffer())); // <- untrusted-tool-result
      },
    }),
  },
});

export async function POST(request: Request) {
  const { messages } = await request.json();
  return createAgentUIStreamResponse({ agent: reader, uiMessages: messages });
}

export async function withStudy(bytes: Uint8Array) {
  const uiMessages = [{ id: '1', role: 'user', parts: [{ type: 'text', text: commentsOf(bytes) }] }]; // <- untrusted-text-in-prompt, phi-to-external-model
  return createAgentUIStreamResponse({ agent: reader, uiMessages });
}
