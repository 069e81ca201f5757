import { readFile } from 'node:fs/promises';
import dicomParser from 'dicom-parser';
import OpenAI from 'openai';
import pino from 'pino';

const log = pino();
const RULES = 'You are a radiology assistant.';

interface Header {
  readonly comments: string;
  readonly history?: string | undefined;
}

async function headerOf(path: string): Promise<Header> {
  const dataSet = dicomParser.parseDicom(await readFile(path));
  log.info({ patient: dataSet.string('x00100010') }, 'read a header');
  return { comments: dataSet.string('x00104000') ?? '', history: dataSet.string('x001021b0') };
}

export class ReportService {
  private readonly client: OpenAI;

  constructor(client = new OpenAI()) {
    this.client = client;
  }

  async summarise(path: string): Promise<string> {
    const { comments, history = 'none' } = await headerOf(path);
    const answer = await this.client.chat.completions.create({
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: RULES },
        {
          role: 'user',
          // what the referrer wrote
          content: `Comments:
${comments}
History: ${history.trim()}`,
        },
      ],
    });
    return answer.choices[0]?.message.content ?? '';
  }

  async title(path: string): Promise<string> {
    return (await this.client.responses.create({ model: 'gpt-4o-mini', instructions: RULES + (await headerOf(path)).comments, input: 'Give it a title.' })).output_text;
  }
}
