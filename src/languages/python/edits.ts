import type { Span } from '../../base/words.ts';
import type { ImportEdit } from '../language.ts';
import { childByField, childByKind, childrenByField, firstNamedChild, namedChildren, nodeText, pathAt, type SyntaxTree } from '../../syntax/tree.ts';
import { F, K } from './nodeKinds.ts';

/**
 * Where and how to add `from module import name` (`import module` for an empty name): below the imports at the top of the file,
 * else below its docstring, else above its first statement. Undefined when the file has the import already.
 */
export function addPythonImport(text: string, tree: SyntaxTree, module: string, name: string): ImportEdit | undefined {
  const statements = namedChildren(tree, 0);
  if (statements.some((node) => imports(tree, node, module, name))) return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const line = name === '' ? `import ${module}` : `from ${module} import ${name}`;
  const after = lastOfHeader(tree, statements);
  if (after >= 0) {
    const end = lineEnd(text, tree.end[after]!);
    const hasBreak = end < text.length;
    return hasBreak ? { offset: end + breakLength(text, end), text: line + newline } : { offset: end, text: newline + line + newline };
  }
  const [first] = statements;
  if (first === undefined) return { offset: text.length, text: (text === '' || /[\r\n]$/.test(text) ? '' : newline) + line + newline };
  return { offset: lineStart(text, tree.start[first]!), text: line + newline + newline };
}

/** Last import of the first run of imports, else the docstring, or -1. In front of the imports there may be simple statements, such as settings. */
function lastOfHeader(tree: SyntaxTree, statements: readonly number[]): number {
  let last = -1;
  let isRun = false;
  for (const [i, node] of statements.entries()) {
    if (isImport(tree, node)) isRun = true;
    else if (i === 0 && isDocString(tree, node)) last = node;
    else if (isRun || (tree.kind[node] !== K.expression_statement && tree.kind[node] !== K.pass_statement)) break;
    if (isRun) last = node;
  }
  return last;
}

const isImport = (tree: SyntaxTree, node: number): boolean =>
  tree.kind[node] === K.import_statement || tree.kind[node] === K.import_from_statement || tree.kind[node] === K.future_import_statement;

function isDocString(tree: SyntaxTree, node: number): boolean {
  const only = tree.kind[node] === K.expression_statement ? firstNamedChild(tree, node) : -1;
  return only >= 0 && (tree.kind[only] === K.string || tree.kind[only] === K.concatenated_string);
}

function imports(tree: SyntaxTree, node: number, module: string, name: string): boolean {
  if (tree.kind[node] === K.import_statement && name === '') {
    return childrenByField(tree, node, F.name).some((item) => nodeText(tree, item) === module);
  }
  if (tree.kind[node] !== K.import_from_statement || name === '') return false;
  const from = childByField(tree, node, F.module_name);
  if (from < 0 || nodeText(tree, from) !== module) return false;
  return childByKind(tree, node, K.wildcard_import) >= 0
    || childrenByField(tree, node, F.name).some((item) => nodeText(tree, item) === name);
}

const STATEMENTS: ReadonlySet<number> = new Set([
  K.expression_statement, K.return_statement, K.if_statement, K.for_statement, K.while_statement, K.try_statement, K.with_statement,
  K.match_statement, K.break_statement, K.continue_statement, K.function_definition, K.class_definition, K.decorated_definition,
  K.import_statement, K.import_from_statement, K.future_import_statement, K.raise_statement, K.assert_statement, K.delete_statement,
  K.print_statement, K.exec_statement, K.type_alias_statement, K.global_statement, K.nonlocal_statement, K.pass_statement,
]);

/** Span of the innermost statement that holds `offset`; a decorated definition counts from its first decorator. */
export function pythonStatementAt(tree: SyntaxTree, offset: number): Span | undefined {
  const path = pathAt(tree, offset);
  for (let i = path.length - 1; i > 0; i--) {
    if (!STATEMENTS.has(tree.kind[path[i]!]!)) continue;
    const outer = path[i - 1]!;
    const node = tree.kind[outer] === K.decorated_definition ? outer : path[i]!;
    return { start: tree.start[node]!, end: tree.end[node]! };
  }
  return undefined;
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

const breakLength = (text: string, at: number): number => (text.startsWith('\r\n', at) ? 2 : 1);
