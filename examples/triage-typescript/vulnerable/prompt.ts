import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import type { Study } from './study.js';

const RULES = 'You sort radiology studies for reading. Answer with one word: routine, urgent or emergency.';

export function triageMessages(study: Study): ChatCompletionMessageParam[] {
  const notes = ['Notes of the referring physician:', study.comments].join('\n');
  return [
    { role: 'system', content: `${RULES} This study: ${study.modality}, ${study.description}` },
    { role: 'user', content: notes },
  ];
}
