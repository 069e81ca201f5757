import OpenAI from 'openai';
import { triageMessages } from './prompt.js';
import { readStudy } from './study.js';

export class Triage {
  /** A model of the department's own, on this machine. */
  readonly #client = new OpenAI({ baseURL: 'http://localhost:11434/v1', apiKey: 'none' });

  /** Urgency of a study, as a line for the worklist. */
  async row(path: string): Promise<string> {
    const study = readStudy(path);
    const answer = await this.#client.chat.completions.create({ model: 'llama3.1', messages: triageMessages(study) });
    return answer.choices[0]?.message.content ?? '';
  }
}

/** Shows the urgency in the worklist of the reading room. */
export async function show(path: string, cell: HTMLElement): Promise<void> {
  cell.textContent = await new Triage().row(path);
}
