import { Parser } from 'web-tree-sitter';
import { MAX_SOURCE_CHARS, PARSE_STEPS_BASE, PARSE_STEPS_PER_CHAR } from '../base/limits.ts';
import { toColumns } from './columns.ts';
import { type GrammarId, grammar } from './grammars.ts';
import type { SyntaxTree } from './tree.ts';

export { GRAMMARS, type GrammarId, grammarFor, initSyntax, isLoaded, kindName, loadGrammar } from './grammars.ts';

export interface ParseOptions {
  /** Give up after this many milliseconds. For an editor that waits; leave it out where results must not depend on the machine. */
  readonly deadlineMs?: number;
}

/** A text that was not parsed because of a limit; `limit` says which. The file is skipped, the run goes on. */
export class ParseLimitError extends Error {
  override readonly name = 'ParseLimitError';
  readonly limit: 'source-size' | 'parse-steps' | 'deadline';

  constructor(limit: ParseLimitError['limit'], message: string) {
    super(message);
    this.limit = limit;
  }
}

/**
 * Syntax that a grammar lacks, written with as many characters in a way that it has. Only the parser sees it: the tree's places are those of
 * the text itself.
 */
const KNOWN_TO_GRAMMAR: Partial<Record<GrammarId, (text: string) => string>> = {
  // A record pattern of a member type: `case Outer.Inner(String s)`.
  java: (text) => text.replace(/\b(?:case|instanceof)\s+(?:\w+\.)+\w+(?=\s*\()/g, (head) => head.replaceAll('.', '_')),
  // A slice with a name in a list pattern: `[var first, .. var rest]`.
  csharp: (text) => text.replace(/\.\.(?=\s*var\s+\w+\s*[\],])/g, '  '),
};

let parser: Parser | undefined;

/**
 * Parses a text with a loaded grammar. Text that is not in the language still gives a tree, with `errors`; the only
 * exceptions are `ParseLimitError` and a grammar that is not loaded.
 */
export function parseToTree(id: GrammarId, text: string, options: ParseOptions = {}): SyntaxTree {
  const loadedGrammar = grammar(id);
  if (text.length > MAX_SOURCE_CHARS) {
    throw new ParseLimitError('source-size', `longer than ${MAX_SOURCE_CHARS} characters`);
  }
  parser ??= new Parser();
  parser.setLanguage(loadedGrammar.language);

  const budget = PARSE_STEPS_BASE + text.length * PARSE_STEPS_PER_CHAR;
  const deadline = options.deadlineMs === undefined ? Infinity : Date.now() + options.deadlineMs;
  let steps = 0;
  let stopped: ParseLimitError | undefined;
  const progressCallback = (): boolean => {
    if (++steps > budget) stopped = new ParseLimitError('parse-steps', `needs more than ${Math.floor(budget)} parser steps`);
    // Reading the clock costs more than the step count, so only now and then.
    else if ((steps & 63) === 0 && Date.now() > deadline) stopped = new ParseLimitError('deadline', `not parsed within ${options.deadlineMs} ms`);
    return stopped !== undefined;
  };

  let tree;
  try {
    tree = parser.parse(KNOWN_TO_GRAMMAR[id]?.(text) ?? text, null, { progressCallback });
  } catch (error) {
    // After a fault in wasm the parser's state is unknown: the next file gets a new one.
    parser = undefined;
    throw error;
  }
  if (!tree) {
    parser.reset();
    throw stopped ?? new Error('the parser gave no tree');
  }
  try {
    return toColumns(tree, text, loadedGrammar);
  } finally {
    tree.delete();
  }
}
