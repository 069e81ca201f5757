import type { LanguageId } from '../base/words.ts';
import type { GuardHelper, Policy } from './policy.ts';

/** What the helper that the quick fixes write offers, in the order in which its file does. */
export type HelperFunction = 'screen' | 'quote' | 'deidentify' | 'requireReview' | 'toolsFor';

const NAMES: Readonly<Record<LanguageId, Readonly<Record<Exclude<HelperFunction, 'screen'>, string>>>> = {
  python: { quote: 'quote_untrusted', deidentify: 'deidentify', requireReview: 'require_review', toolsFor: 'tools_for' },
  typescript: { quote: 'quoteUntrusted', deidentify: 'deidentify', requireReview: 'requireReview', toolsFor: 'toolsFor' },
  java: { quote: 'quoteUntrusted', deidentify: 'deidentify', requireReview: 'requireReview', toolsFor: 'toolsFor' },
  csharp: { quote: 'QuoteUntrusted', deidentify: 'Deidentify', requireReview: 'RequireReview', toolsFor: 'ToolsFor' },
};

/** Name of one of the helper's functions in a language. The screen's own name is the policy's choice. */
export function helperFunction(policy: Policy, language: LanguageId, which: HelperFunction): string {
  return which === 'screen' ? policy.guardHelper[language].name : NAMES[language][which];
}

/** Last part of the helper's module or class name: its file without folders and ending. */
export const helperModule = ({ file }: GuardHelper): string => file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, '');

/** Dotted name by which calls of a helper function are recognised. */
export function helperPath(policy: Policy, language: LanguageId, which: HelperFunction): string {
  return `${helperModule(policy.guardHelper[language])}.${helperFunction(policy, language, which)}`;
}
