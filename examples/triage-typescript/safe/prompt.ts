import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { Study } from './study.js';

const RULES = 'You sort radiology studies for reading. Answer with one word: routine, urgent or emergency.';

export function triageMessages(study: Study): ChatCompletionMessageParam[] {
  return [
    { role: 'system', content: RULES },
    { role: 'user', content: `${study.modality}: ${study.procedure}` },
  ];
}
