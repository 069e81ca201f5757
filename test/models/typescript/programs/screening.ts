import RebuffSdk from 'rebuff';
import { RebuffSdk as NamedRebuff } from 'rebuff';
import { GuardrailsEngine, injectionGuard } from '@presidio-dev/hai-guardrails';
import { GuardrailsOpenAI } from '@openai/guardrails';
import { AsyncRedactor, SyncRedactor } from 'redact-pii';
import { DlpServiceClient } from '@google-cloud/dlp';
import OpenAI from 'openai';
import { parseDicom } from 'dicom-parser';

const openai = new OpenAI();
const commentsOf = (bytes: Uint8Array) => parseDicom(bytes).string('x00104000') ?? '';
const ask = (text: string) => openai.responses.create({ model: 'gpt-5', input: text }); // <- phi-to-external-model, untrusted-text-in-prompt

export async function rebuff(bytes: Uint8Array) {
  const text = commentsOf(bytes);
  const detector = new NamedRebuff({ openai: { apikey: 'k' } } as any);
  const result = await detector.detectInjection({ userInput: text });
  if (result.injectionDetected) return null;
  return openai.responses.create({ model: 'gpt-5', input: text }); // <- phi-to-external-model
}
export async function ignored(bytes: Uint8Array) {
  const text = commentsOf(bytes);
  const result = await new RebuffSdk({} as any).detectInjection({ userInput: text });
  console.log(result.injectionDetected);
  return ask(text);
}

const guards = new GuardrailsEngine({ guards: [injectionGuard({ roles: ['user'] }, { mode: 'heuristic', threshold: 0.7 })] });
export async function engine(bytes: Uint8Array) {
  const text = commentsOf(bytes);
  const result = await guards.run([{ role: 'user', content: text }]);
  if (!result.messagesWithGuardResult[0].messages[0].passed) throw new Error('rejected');
  return openai.responses.create({ model: 'gpt-5', input: text }); // <- phi-to-external-model
}

export async function guarded(bytes: Uint8Array) {
  const client = await GuardrailsOpenAI.create('guardrails.json');
  const answer = await client.chat.completions.create({ model: 'gpt-5', messages: [{ role: 'user', content: commentsOf(bytes) }] }); // <- phi-to-external-model
  eval(answer.choices[0].message.content); // <- model-output-to-code
}

// De-identification takes names away, not instructions.
export async function redacted(bytes: Uint8Array) {
  const text = commentsOf(bytes);
  const once = new SyncRedactor().redact(text);
  await openai.responses.create({ model: 'gpt-5', input: once }); // <- untrusted-text-in-prompt
  await openai.responses.create({ model: 'gpt-5', input: await new AsyncRedactor().redactAsync(text) }); // <- untrusted-text-in-prompt
  const [clean] = await new DlpServiceClient().deidentifyContent({ parent: 'p', item: { value: text } });
  await openai.responses.create({ model: 'gpt-5', input: clean.item!.value! }); // <- untrusted-text-in-prompt
}
