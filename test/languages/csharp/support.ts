import assert from 'node:assert/strict';
import type { ModuleIR } from '../../../src/ir/ir.ts';
import { printModule } from '../../../src/ir/printer.ts';
import { checkIR } from '../../../src/ir/validate.ts';
import { csharp } from '../../../src/languages/csharp/csharp.ts';
import { parseToTree } from '../../../src/syntax/parse.ts';

/** Lowers a snippet; fails on IR that is not well formed. Needs `prepareSyntax`. */
export function lower(text: string): ModuleIR {
  const module = csharp.lower({ tree: parseToTree('csharp', text), file: 'src/Snippet.cs', contentHash: '' });
  assert.deepEqual(checkIR(module, text.length), []);
  return module;
}

/** The printed code of one function: the lines from its head to the next head. */
export function printed(text: string, name: string): string {
  const lines = printModule(lower(text)).split('\n');
  const at = lines.findIndex((line) => /^\S/.test(line) && line.includes(` ${name}(`));
  assert.ok(at >= 0, `no function ${name} in\n${lines.join('\n')}`);
  const end = lines.findIndex((line, i) => i > at && /^\S/.test(line));
  return lines.slice(at, end < 0 ? undefined : end).join('\n');
}
