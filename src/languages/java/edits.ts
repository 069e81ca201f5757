import type { Span } from '../../base/words.ts';
import { namedChildren, nodeSpan, pathAt, type SyntaxTree } from '../../syntax/tree.ts';
import type { ImportEdit } from '../language.ts';
import { readImport } from './imports.ts';
import { K } from './nodeKinds.ts';
import { isTypeDeclaration } from './nodes.ts';

/** An import of class `name` of package `module`, in the place where the sorted list of imports has it. */
export function addJavaImport(text: string, tree: SyntaxTree, module: string, name: string): ImportEdit | undefined {
  const nodes = namedChildren(tree, 0);
  const imports = nodes.filter((node) => tree.kind[node] === K.import_declaration).flatMap((node) => readImport(tree, node) ?? []);
  const isThere = imports.some((one) => !one.isStatic && one.packageName === module && (one.names.length === 0 || (!one.isStar && one.names.join('.') === name)));
  if (isThere) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const statement = `import ${module === '' ? '' : `${module}.`}${name};`;
  const plain = imports.filter((one) => !one.isStatic);
  const wanted = `${module}.${name}`;
  const before = plain.filter((one) => `${one.packageName}.${one.names.join('.')}` < wanted).pop();
  if (before) return { offset: tree.end[before.node]!, text: eol + statement };
  const [first] = imports;
  if (first) return { offset: tree.start[first.node]!, text: statement + eol };
  const packageNode = nodes.find((node) => tree.kind[node] === K.package_declaration);
  if (packageNode !== undefined) return { offset: tree.end[packageNode]!, text: eol + eol + statement };
  const [start] = nodes;
  return { offset: start === undefined ? 0 : tree.start[start]!, text: statement + eol + eol };
}

const STATEMENTS: ReadonlySet<number> = new Set([
  K.expression_statement, K.local_variable_declaration, K.return_statement, K.throw_statement, K.yield_statement, K.if_statement, K.for_statement,
  K.enhanced_for_statement, K.while_statement, K.do_statement, K.switch_expression, K.try_statement, K.try_with_resources_statement,
  K.labeled_statement, K.break_statement, K.continue_statement, K.synchronized_statement, K.assert_statement, K.explicit_constructor_invocation,
  K.import_declaration, K.package_declaration, K.field_declaration, K.constant_declaration, K.method_declaration, K.constructor_declaration,
  K.compact_constructor_declaration, K.static_initializer,
]);

/** Innermost statement, or class member, that contains the offset. */
export function javaStatementAt(tree: SyntaxTree, offset: number): Span | undefined {
  const path = pathAt(tree, offset);
  for (let k = path.length - 1; k >= 0; k--) {
    const node = path[k]!;
    const kind = tree.kind[node]!;
    // A `switch` among the operands of another statement is no statement.
    if (kind === K.switch_expression && tree.kind[path[k - 1] ?? 0] !== K.block && tree.kind[path[k - 1] ?? 0] !== K.switch_block_statement_group) continue;
    if (STATEMENTS.has(kind) || isTypeDeclaration(kind)) return nodeSpan(tree, node);
  }
  return undefined;
}
