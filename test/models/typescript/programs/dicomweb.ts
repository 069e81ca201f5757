import { api, utils } from 'dicomweb-client';
import OpenAI from 'openai';
import ollama from 'ollama';

const client = new api.DICOMwebClient({ url: 'https://pacs.example.org/dicom-web' });
const openai = new OpenAI();

export async function render(study: string, series: string, instance: string) {
  const uids = { studyInstanceUID: study, seriesInstanceUID: series, sopInstanceUID: instance };
  const png = await client.retrieveInstanceRendered({ ...uids, mediaTypes: [{ mediaType: 'image/png' }] });
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [Buffer.from(png).toString('base64')] }); // <- unscreened-image
  const url = client.buildInstanceWadoURIUrl(uids);
  await ollama.generate({ model: 'llama3.2', prompt: `The address has ${url.length} characters in ${utils.getStudyInstanceUIDFromUri(url)}` });
  const instances = await client.searchForInstances({ studyInstanceUID: study });
  await ollama.generate({ model: 'llama3.2', prompt: instances.map((i) => i['00204000']?.Value?.[0]).join('\n') }); // <- untrusted-text-in-prompt
}

export async function store(instance: ArrayBuffer) {
  const text = (await openai.responses.create({ model: 'gpt-5', input: 'Write a report.' })).output_text;
  await client.storeInstances({ datasets: [new TextEncoder().encode(text).buffer] }); // <- model-output-to-clinical-system
  await client.storeInstances({ datasets: [instance] });
}
