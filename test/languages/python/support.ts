import type { ModuleIR } from '../../../src/ir/ir.ts';
import { printModule } from '../../../src/ir/printer.ts';
import { checkIR } from '../../../src/ir/validate.ts';
import { python } from '../../../src/languages/python/python.ts';
import { parseToTree } from '../../../src/syntax/parse.ts';
import assert from 'node:assert/strict';

/** Lowers a snippet; fails on IR that is not well formed. Needs `prepareSyntax`. */
export function lower(text: string): ModuleIR {
  const module = python.lower({ tree: parseToTree('python', text), file: 'snippet.py', contentHash: '' });
  assert.deepEqual(checkIR(module, text.length), []);
  return module;
}

/** Printed IR without the indentation of the snippet. */
export const printed = (text: string): string => printModule(lower(dedent(text)));

/** Text without the indentation of its first line, so that snippets can be indented with the test. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n/, '').split('\n');
  const indent = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return lines.map((line) => line.slice(Math.min(indent, /^ */.exec(line)?.[0].length ?? 0))).join('\n');
}
