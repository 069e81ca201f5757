import assert from 'node:assert/strict';
import type { ModuleIR } from '../../../src/ir/ir.ts';
import { printModule } from '../../../src/ir/printer.ts';
import { checkIR } from '../../../src/ir/validate.ts';
import type { ImportContext } from '../../../src/languages/language.ts';
import { java } from '../../../src/languages/java/java.ts';
import { parseToTree } from '../../../src/syntax/parse.ts';

/** Lowers a snippet; fails on IR that is not well formed. Needs `prepareSyntax`. */
export function lower(text: string): ModuleIR {
  const module = java.lower({ tree: parseToTree('java', text), file: 'src/org/example/Snippet.java', contentHash: '' });
  assert.deepEqual(checkIR(module, text.length), []);
  return module;
}

export const printed = (text: string): string => printModule(lower(text));

/** A project of the given files, for import resolution. */
export function project(files: Readonly<Record<string, string>>): ImportContext {
  return {
    exists: (file) => Object.hasOwn(files, file),
    readText: (file) => Object.hasOwn(files, file) ? files[file] : undefined,
    files: Object.keys(files).filter((file) => java.extensions.some((ending) => file.endsWith(ending))),
    memo: new Map(),
  };
}
