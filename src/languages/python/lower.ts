import type { ModuleIR } from '../../ir/ir.ts';
import { ModuleBuilder } from '../../ir/builder.ts';
import type { LowerInput } from '../language.ts';
import { docString } from './functions.ts';
import type { Lowering } from './lowering.ts';
import { findScopes } from './scopes.ts';
import { lowerBlock } from './statements.ts';

/** Lowers one file. Never throws: skipped parts are lowered as far as they parse, the rest is Unknown with a feature name. */
export function lowerPython(input: LowerInput): ModuleIR {
  const { tree } = input;
  const module = new ModuleBuilder(input.file, 'python');
  const whole = { start: 0, end: tree.text.length };
  const f = module.newFunction({ name: '<module>', qualifiedName: '', kind: 'module', parent: -1, span: whole, nameSpan: { start: 0, end: 0 } });
  const scopes = findScopes(tree);
  const lo: Lowering = {
    tree, module, scopes, classFields: new Map(), typeAliases: new Map(), f, scope: scopes.module, frame: undefined, defaultsOf: undefined, jumps: [], path: '', depth: 0,
  };
  const doc = docString(lo, 0);
  if (doc !== undefined) f.doc = doc;
  lowerBlock(lo, 0);
  f.finish();
  for (let i = 0; i < tree.truncated.length; i++) module.noteUnsupported('too-deep');
  return module.build(tree.errors, input.contentHash);
}
