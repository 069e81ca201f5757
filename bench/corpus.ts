import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_SOURCE_CHARS } from '../src/base/limits.ts';
import type { GrammarId } from '../src/syntax/parse.ts';
import { grammarOfSample, random, samplesBelow } from '../test/syntax/support.ts';

export interface SourceText { readonly grammar: GrammarId; readonly name: string; readonly text: string; readonly bytes: number }

/** Characters of generated source for each grammar: enough that a run takes longer than the timer's noise. */
const GENERATED_CHARS = 2_000_000;
const SKIPPED_FOLDERS = new Set(['node_modules', '.git', '.venv', 'venv', 'dist', 'build']);

/** Source files at or below the paths, in the order of their names. */
export function corpusFrom(paths: readonly string[]): SourceText[] {
  return paths.flatMap((path) => filesBelow(path)).flatMap((file) => {
    const grammar = grammarOfSample(file);
    const text = grammar && readFileSync(file, 'utf8');
    return grammar && text !== undefined && text.length <= MAX_SOURCE_CHARS ? [sourceText(grammar, file.replace(/^\/+/, ''), text)] : [];
  });
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => (entry.isDirectory() ? !SKIPPED_FOLDERS.has(entry.name) : entry.isFile()))
    .map((entry) => join(path, entry.name))
    .sort()
    .flatMap(filesBelow);
}

/** A corpus without any checkout: the test samples, repeated under changed names into files of the size that projects have. */
export function generatedCorpus(): SourceText[] {
  const below = random(1);
  return samplesBelow('test/syntax/corpus').flatMap(({ grammar, text }) => {
    const files: SourceText[] = [];
    for (let chars = 0; chars < GENERATED_CHARS;) {
      const copies = 1 + below(8);
      const file = Array.from({ length: copies }, () => rename(text, below(10_000))).join('\n');
      files.push(sourceText(grammar, `${grammar}/${files.length}`, file));
      chars += file.length;
    }
    return files;
  });
}

/** Other identifiers, so that no two copies are the same text. */
function rename(text: string, suffix: number): string {
  return text.replace(/\b(value|study|item|path|data|text)\b/g, `$1_${suffix}`);
}

function sourceText(grammar: GrammarId, name: string, text: string): SourceText {
  return { grammar, name, text, bytes: Buffer.byteLength(text) };
}
