import { readDicomEncapsulatedPdf, readDicomTags, readImageDicomFileSeries, structuredReportToText } from '@itk-wasm/dicom';
import mkFhir from 'fhir.js';
import ollama from 'ollama';
import OpenAI from 'openai';

export async function read(file: File) {
  const { tags } = await readDicomTags(file, { tagsToRead: { tags: ['0008|1030'] } });
  await ollama.generate({ model: 'llama3.2', prompt: JSON.stringify(tags) }); // <- untrusted-text-in-prompt
  const { outputText } = await structuredReportToText(file);
  await ollama.generate({ model: 'llama3.2', prompt: outputText }); // <- untrusted-text-in-prompt
  const { pdfBinaryOutput } = await readDicomEncapsulatedPdf(file);
  await ollama.generate({ model: 'llama3.2', prompt: new TextDecoder().decode(pdfBinaryOutput) }); // <- untrusted-text-in-prompt
  const { outputImage } = await readImageDicomFileSeries({ inputImages: [file] });
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [outputImage.data] }); // <- unscreened-image
}

export async function records(patient: string) {
  const client = mkFhir({ baseUrl: 'https://ehr.example.org/fhir' });
  const { data } = await client.search({ type: 'DiagnosticReport', query: { patient } });
  await ollama.generate({ model: 'llama3.2', prompt: data.entry[0].resource.conclusion }); // <- untrusted-text-in-prompt
  const text = (await new OpenAI().responses.create({ model: 'gpt-5', input: 'Write a note.' })).output_text;
  await client.create({ resource: { resourceType: 'Communication', note: text } }); // <- model-output-to-clinical-system
  await client.create({ resource: { resourceType: 'Communication', status: 'completed' } });
}
