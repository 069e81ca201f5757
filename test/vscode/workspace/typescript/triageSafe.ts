import { readFile } from 'node:fs/promises';
import dicomParser from 'dicom-parser';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://127.0.0.1:8000/v1' });

const MODALITIES = new Set(['CT', 'MR', 'US', 'DX']);

export async function summarise(path: string): Promise<string | null> {
  const dataSet = dicomParser.parseDicom(await readFile(path));
  const modality = dataSet.string('x00080060') ?? '';
  if (!MODALITIES.has(modality)) throw new Error('unexpected modality');
  const response = await client.chat.completions.create({
    model: 'qwen3',
    messages: [
      { role: 'system', content: 'You say how long a study takes to read.' },
      { role: 'user', content: `A study of modality ${modality}.` },
    ],
  });
  return response.choices[0]?.message.content ?? null;
}
