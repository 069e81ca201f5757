import type { Span } from '../../base/words.ts';
import { namedChildren, nodeSpan, pathAt, type SyntaxTree } from '../../syntax/tree.ts';
import type { ImportEdit } from '../language.ts';
import { readUsing } from './imports.ts';
import { K } from './nodeKinds.ts';
import { isTypeDeclaration } from './nodes.ts';

/** A using directive for the namespace `module`, in the place where the sorted list of directives has it. */
export function addUsing(text: string, tree: SyntaxTree, module: string, _name: string): ImportEdit | undefined {
  if (module === '') return undefined;
  const nodes = namedChildren(tree, 0);
  const usings = nodes.filter((node) => tree.kind[node] === K.using_directive).map((node) => ({ node, using: readUsing(tree, node) }));
  const plain = usings.filter(({ using }) => using && !using.isStatic && using.alias === undefined);
  if (plain.some(({ using }) => using!.name === module)) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const statement = `using ${module};`;
  const before = plain.filter(({ using }) => using!.name < module).pop();
  if (before) return { offset: tree.end[before.node]!, text: eol + statement };
  const [first] = usings;
  if (first) return { offset: tree.start[first.node]!, text: statement + eol };
  const [start] = nodes;
  return { offset: start === undefined ? 0 : tree.start[start]!, text: statement + eol + eol };
}

const STATEMENTS: ReadonlySet<number> = new Set([
  K.expression_statement, K.local_declaration_statement, K.local_function_statement, K.return_statement, K.throw_statement, K.yield_statement, K.if_statement,
  K.for_statement, K.foreach_statement, K.while_statement, K.do_statement, K.switch_statement, K.try_statement, K.using_statement, K.lock_statement,
  K.labeled_statement, K.break_statement, K.continue_statement, K.goto_statement, K.using_directive, K.field_declaration, K.property_declaration,
  K.event_field_declaration, K.method_declaration, K.constructor_declaration, K.indexer_declaration, K.operator_declaration,
]);

/** Innermost statement, or member of a type, that contains the offset. */
export function csharpStatementAt(tree: SyntaxTree, offset: number): Span | undefined {
  const path = pathAt(tree, offset);
  for (let k = path.length - 1; k >= 0; k--) {
    const kind = tree.kind[path[k]!]!;
    if (STATEMENTS.has(kind) || isTypeDeclaration(kind)) return nodeSpan(tree, path[k]!);
  }
  return undefined;
}
