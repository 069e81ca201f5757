import type { LanguageId } from '../base/words.ts';
import type { Language } from '../languages/language.ts';
import type { Policy } from '../policy/policy.ts';
import type { SyntaxTree } from '../syntax/tree.ts';

/** A code file that can be edited. */
export interface EditableFile { readonly file: string; readonly text: string; readonly tree: SyntaxTree; readonly language: Language }

/** What fixes see of a project. */
export interface FixContext {
  readonly policy: Policy;
  /** A code file with its tree; undefined for files that are no code, are not whole, or hold their code inside something else. */
  editable(file: string): EditableFile | undefined;
  /** Whether the project has a file of this name. */
  exists(file: string): boolean;
  /** Names of the project's files of a language. */
  files(language: LanguageId): readonly string[];
}
