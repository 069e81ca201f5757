import type { LanguageId } from '../base/words.ts';
import type { Language } from '../languages/language.ts';
import { csharp } from '../languages/csharp/csharp.ts';
import { java } from '../languages/java/java.ts';
import { python } from '../languages/python/python.ts';
import { typescript } from '../languages/typescript/typescript.ts';

const FRONT_ENDS: Partial<Record<LanguageId, Language>> = { python, typescript, java, csharp };

/** Front end of a language; undefined while there is none. */
export const frontEnd = (language: LanguageId): Language | undefined => FRONT_ENDS[language];
