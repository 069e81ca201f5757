import OpenAI, { toFile } from 'openai';
import { zodFunction } from 'openai/helpers/zod';
import { z } from 'zod';
import { parseDicom } from 'dicom-parser';
import fs from 'node:fs';

const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

interface Study { comments: string; uid: string; rows: number }

function readStudy(path: string): Study {
  const dataSet = parseDicom(fs.readFileSync(path)); // <- model-output-to-code
  return { comments: dataSet.string('x00104000') ?? '', uid: dataSet.string('x0020000d') ?? '', rows: dataSet.uint16('x00280010') ?? 0 };
}

export async function discuss(path: string, assistantId: string) {
  const study = readStudy(path);
  const thread = await openai.beta.threads.create({
    messages: [{ role: 'user', content: `Comments: ${study.comments}` }], // <- untrusted-text-in-prompt, phi-to-external-model
  });
  await openai.beta.threads.messages.create(thread.id, { role: 'user', content: `The image has ${study.rows} rows.` });
  let run = await openai.beta.threads.runs.createAndPoll(thread.id, {
    assistant_id: assistantId,
    additional_instructions: study.comments, // <- untrusted-text-in-system-prompt, phi-to-external-model
  });
  if (run.status === 'requires_action') {
    eval(run.required_action!.submit_tool_outputs.tool_calls[0].function.arguments); // <- model-output-to-code
    run = await openai.beta.threads.runs.submitToolOutputs(thread.id, run.id, {
      tool_outputs: [{ tool_call_id: 'a', output: study.comments }], // <- untrusted-text-in-prompt, phi-to-external-model
    });
  }
  await openai.beta.threads.createAndRunPoll({
    assistant_id: assistantId,
    instructions: 'You explain scans to patients.',
    thread: { messages: [{ role: 'user', content: study.comments }] }, // <- untrusted-text-in-prompt, phi-to-external-model
  });
  const stream = openai.beta.threads.runs.stream(thread.id, { assistant_id: assistantId, instructions: study.comments }); // <- phi-to-external-model, untrusted-text-in-system-prompt
  await stream.finalMessages();
  const messages = await openai.beta.threads.messages.list(thread.id);
  console.log(messages.data.length);
  return messages.data[0];
}

export async function converse(path: string) {
  const study = readStudy(path);
  const conversation = await openai.conversations.create({
    items: [{ type: 'message', role: 'system', content: 'You help in radiology.' }],
  });
  await openai.conversations.items.create(conversation.id, {
    items: [{ type: 'message', role: 'user', content: study.comments }], // <- untrusted-text-in-prompt, phi-to-external-model
  });
  return openai.responses.create({ model: 'gpt-5', conversation: conversation.id, input: 'Summarise what you know.' });
}

export async function storedPrompt(path: string) {
  const study = readStudy(path);
  await openai.responses.create({ prompt: { id: 'pmpt_123', variables: { rows: String(study.rows) } } });
  return openai.responses.create({
    prompt: { id: 'pmpt_123', variables: { comments: study.comments } }, // <- untrusted-text-in-prompt, phi-to-external-model
  });
}

export async function checks(path: string) {
  const study = readStudy(path);
  const verdict = await openai.moderations.create({ model: 'omni-moderation-latest', input: study.comments }); // <- phi-to-external-model
  console.log(verdict.results[0].flagged);
  return openai.images.generate({ model: 'gpt-image-1', prompt: `Draw ${study.comments}` }); // <- untrusted-text-in-prompt, phi-to-external-model
}

export async function withTools(path: string) {
  const tools = [
    zodFunction({
      name: 'read_comments',
      description: 'The comments of a study',
      parameters: z.object({ file: z.string() }),
      function: ({ file }) => readStudy(file).comments, // <- untrusted-tool-result
    }),
    zodFunction({ name: 'count_rows', parameters: z.object({ file: z.string() }), function: ({ file }) => readStudy(file).rows }),
  ];
  return openai.chat.completions.runTools({ model: 'gpt-5', messages: [{ role: 'user', content: 'What does it say?' }], tools }).finalContent();
}

export async function fileBatch(paths: string[], store: string) {
  const reports = paths.map((path) => readStudy(path).comments);
  const files = await Promise.all(reports.map((text, i) => toFile(Buffer.from(text), `${i}.txt`)));
  await openai.vectorStores.fileBatches.uploadAndPoll(store, { files }); // <- unverified-knowledge-base
  const found = await openai.vectorStores.search(store, { query: 'pneumothorax' });
  const context = found.data.map((hit) => hit.content[0].text).join('\n');
  return openai.responses.create({
    model: 'gpt-5',
    input: `Answer from this: ${context}`, // <- stored-untrusted-context
  });
}

export async function dictation(path: string) {
  const transcription = await openai.audio.transcriptions.create({ model: 'whisper-1', file: fs.createReadStream(path) });
  return transcription.text;
}
