import { ModuleBuilder } from '../../ir/builder.ts';
import type { ModuleIR } from '../../ir/ir.ts';
import { namedChildren, nodeSpan } from '../../syntax/tree.ts';
import type { LowerInput } from '../language.ts';
import { FunctionContext } from './context.ts';
import { resolveScopes } from './scopes.ts';
import { lowerStatements } from './statements.ts';

/** Lowers a file of TypeScript or JavaScript. Never throws: what has no equivalent in the IR becomes Unknown. */
export function lowerModule({ tree, file, contentHash }: LowerInput): ModuleIR {
  const module = new ModuleBuilder(file, 'typescript');
  const span = nodeSpan(tree, 0);
  const scopes = resolveScopes(tree);
  const f = module.newFunction({ name: '', qualifiedName: '', kind: 'module', parent: -1, span, nameSpan: { start: span.start, end: span.start } });
  const c = new FunctionContext({ tree, scopes, module, depth: 0 }, f, scopes.module, '');
  lowerStatements(c, namedChildren(tree, 0));
  f.finish();
  return module.build([...tree.errors, ...tree.truncated], contentHash);
}
