import OpenAI from 'openai';
import { observeOpenAI } from '@langfuse/openai';
import { wrapOpenAI } from 'braintrust';
import Instructor from '@instructor-ai/instructor';
import Portkey from 'portkey-ai';
import { z } from 'zod';
import dcmjs from 'dcmjs';

const Triage = z.object({ urgency: z.enum(['routine', 'urgent']), reason: z.string() });

const local = observeOpenAI(new OpenAI({ baseURL: 'http://127.0.0.1:8000/v1', apiKey: 'none' }), { generationName: 'triage' });
const hosted = observeOpenAI(new OpenAI(), { generationName: 'triage' });
const traced = wrapOpenAI(new OpenAI());
const instructor = Instructor({ client: new OpenAI(), mode: 'TOOLS' });
const localInstructor = Instructor({ client: new OpenAI({ baseURL: 'http://localhost:11434/v1' }), mode: 'JSON' });
const portkey = new Portkey({ apiKey: 'pk', virtualKey: 'openai' });
const gateway = new Portkey({ apiKey: 'pk', baseURL: 'http://localhost:8787/v1' });

export async function triage(bytes: ArrayBuffer) {
  const dataset = dcmjs.data.DicomMetaDictionary.naturalizeDataset(dcmjs.data.DicomMessage.readFile(bytes).dict);
  const history = dataset.AdditionalPatientHistory;
  await local.chat.completions.create({ model: 'llama', messages: [{ role: 'user', content: history }] }); // <- untrusted-text-in-prompt
  await hosted.chat.completions.create({ model: 'gpt-5', messages: [{ role: 'user', content: history }] }); // <- untrusted-text-in-prompt, phi-to-external-model
  await traced.responses.create({ model: 'gpt-5', input: history }); // <- untrusted-text-in-prompt, phi-to-external-model
  const answer = await instructor.chat.completions.create({
    model: 'gpt-5',
    messages: [{ role: 'user', content: history }], // <- untrusted-text-in-prompt, phi-to-external-model
    response_model: { schema: Triage, name: 'Triage' },
  });
  await localInstructor.chat.completions.create({ model: 'llama', messages: [{ role: 'user', content: history }], response_model: { schema: Triage, name: 'Triage' } }); // <- untrusted-text-in-prompt
  await portkey.chat.completions.create({ model: 'gpt-5', messages: [{ role: 'user', content: history }] }); // <- untrusted-text-in-prompt, phi-to-external-model
  await gateway.chat.completions.create({ model: 'llama', messages: [{ role: 'system', content: history }] }); // <- untrusted-text-in-system-prompt
  await hosted.chat.completions.create({ model: 'gpt-5', messages: [{ role: 'user', content: `Modality ${dataset.BitsAllocated}` }] });
  return answer.urgency;
}
