import type { LanguageId } from '../base/words.ts';
import type { GuardHelper, Policy } from './policy.ts';

/** What the helper that the quick fixes write offers. Python and C# escape HTML by their own libraries, so that their helpers have no `escapeHtml`. */
export type HelperFunction = 'screen' | 'quote' | 'deidentify' | 'requireReview' | 'toolsFor' | 'containedPath' | 'screenImage' | 'escapeHtml';

const NAMES: Readonly<Record<LanguageId, Readonly<Record<Exclude<HelperFunction, 'screen'>, string>>>> = {
  python: { quote: 'quote_untrusted', deidentify: 'deidentify', requireReview: 'require_review', toolsFor: 'tools_for', containedPath: 'contained_path', screenImage: 'screen_image', escapeHtml: 'escape_html' },
  typescript: { quote: 'quoteUntrusted', deidentify: 'deidentify', requireReview: 'requireReview', toolsFor: 'toolsFor', containedPath: 'containedPath', screenImage: 'screenImage', escapeHtml: 'escapeHtml' },
  java: { quote: 'quoteUntrusted', deidentify: 'deidentify', requireReview: 'requireReview', toolsFor: 'toolsFor', containedPath: 'containedPath', screenImage: 'screenImage', escapeHtml: 'escapeHtml' },
  csharp: { quote: 'QuoteUntrusted', deidentify: 'Deidentify', requireReview: 'RequireReview', toolsFor: 'ToolsFor', containedPath: 'ContainedPath', screenImage: 'ScreenImage', escapeHtml: 'EscapeHtml' },
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
