import { readFile } from 'node:fs/promises';
import dicomParser from 'dicom-parser';
import OpenAI from 'openai';

const client = new OpenAI();

async function commentsOf(path: string): Promise<string> {
  const dataSet = dicomParser.parseDicom(await readFile(path));
  return dataSet.string('x00104000') ?? '';
}

export async function summarise(path: string): Promise<string | null> {
  const comments = await commentsOf(path);
  const response = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: 'You summarise imaging studies.' },
      { role: 'user', content: `Comments of the referrer: ${comments}` },
    ],
  });
  return response.choices[0]?.message.content ?? null;
}
