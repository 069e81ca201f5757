import { AR } from './ar.ts';
import type { Lexicon } from './concepts.ts';
import { DE } from './de.ts';
import { EN } from './en.ts';
import { ES } from './es.ts';
import { FR } from './fr.ts';
import { IT } from './it.ts';
import { JA } from './ja.ts';
import { KO } from './ko.ts';
import { NL } from './nl.ts';
import { PT } from './pt.ts';
import { RU } from './ru.ts';
import { ZH } from './zh.ts';

/** All lexicons by language code. Their order decides nothing. */
export const LEXICONS: Readonly<Record<string, Lexicon>> = { en: EN, de: DE, fr: FR, es: ES, it: IT, pt: PT, nl: NL, ru: RU, ar: AR, zh: ZH, ja: JA, ko: KO };
