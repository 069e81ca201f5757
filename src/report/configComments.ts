import type { Span } from '../base/words.ts';

/** Strings come first in each alternation, so that a comment mark inside one is passed over. */
const SLASHES = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/g;
const HASHES = /"(?:[^"\\]|\\.)*"|'(?:[^'\n]|'')*'|((?<![^\s])#[^\n]*)/g;
const DASHES = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(--[^\n]*)/g;
const MARKUP = /(<!--[\s\S]*?(?:-->|$))/g;
const SEMICOLONS = /((?<![^\n])[ \t]*[#;][^\n]*)/g;

/** Comments of a settings file, by the ending of its name. JSON is read as the JSONC that most tools accept. */
export function* configComments(file: string, text: string): Iterable<Span> {
  for (const match of text.matchAll(syntaxOf(file))) {
    const comment = match[1];
    if (comment !== undefined) yield { start: match.index, end: match.index + comment.length };
  }
}

function syntaxOf(file: string): RegExp {
  if (/\.(json[c5]?|code-workspace)$/i.test(file)) return SLASHES;
  if (/\.lua$/i.test(file)) return DASHES;
  if (/\.(md|mdc|xml|csproj|config)$/i.test(file)) return MARKUP;
  if (/\.(ini|cfg|conf|properties)$/i.test(file)) return SEMICOLONS;
  return HASHES;
}
