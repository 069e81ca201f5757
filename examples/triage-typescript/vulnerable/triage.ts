import OpenAI from 'openai';
import { triageMessages } from './prompt.js';
import { readStudy } from './study.js';

export class Triage {
  readonly #client = new OpenAI();

  /** Urgency of a study, as a line for the worklist. */
  async row(path: string): Promise<string> {
    const study = readStudy(path);
    const answer = await this.#client.chat.completions.create({ model: 'gpt-4o', messages: triageMessages(study) });
    return answer.choices[0]?.message.content ?? '';
  }
}

/** Shows the urgency in the worklist of the reading room. */
export async function show(path: string, cell: HTMLElement): Promise<void> {
  cell.innerHTML = await new Triage().row(path);
}
