import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { GRAMMARS, type GrammarId, initSyntax, loadGrammar } from '../syntax/parse.ts';
import packageFiles from './grammar-files.json' with { type: 'json' };

/** Bytes of a grammar, or of the parser's runtime: from `grammars/` beside the bundle, or from the packages in a checkout. */
export async function loadGrammarBytes(name: GrammarId | 'runtime'): Promise<Uint8Array> {
  const bundled = fileURLToPath(new URL(`./grammars/${name}.wasm`, import.meta.url));
  return readFile(existsSync(bundled) ? bundled : createRequire(import.meta.url).resolve(packageFiles[name]));
}

/** Loads what is needed to parse with the given grammars, all by default. Cheap to call again. */
export async function prepareSyntax(grammars: Iterable<GrammarId> = GRAMMARS): Promise<void> {
  const wanted = new Set(grammars);
  // The parser's own memory is 32 MB.
  if (wanted.size === 0) return;
  if (wanted.has('typescript')) wanted.add('tsx');
  await initSyntax(await loadGrammarBytes('runtime'));
  // In the order of GRAMMARS: `tsx` comes before `typescript`, which takes its numbers from it.
  for (const id of GRAMMARS) if (wanted.has(id)) await loadGrammar(id, await loadGrammarBytes(id));
}
