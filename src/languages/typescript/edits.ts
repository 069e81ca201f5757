import type { Span } from '../../base/words.ts';
import type { ImportEdit } from '../language.ts';
import { childByField, childByKind, firstNamedChild, namedChildren, nodeSpan, nodeText, pathAt, type SyntaxTree } from '../../syntax/tree.ts';
import { F, K } from './nodeKinds.ts';
import { constantString, hasToken, identifierText, stringValue } from './nodes.ts';
import { exportedName } from './scopes.ts';

/** An import of one module: its list of names, or -1. */
interface Existing { readonly node: number; readonly module: string; readonly source: number; readonly list: number }

/**
 * Adds `name` from `module`: to the list of an import that is there, else as a new line after the last import, else at the
 * top. Written as the file writes its imports: `import` or `require`, quotes, semicolons. Undefined when it is there already.
 */
export function addTypeScriptImport(text: string, tree: SyntaxTree, module: string, name: string): ImportEdit | undefined {
  const statements = namedChildren(tree, 0);
  const imports = statements.flatMap((node) => importOf(tree, node));
  const requires = statements.flatMap((node) => requireOf(tree, node));
  const isCommonJs = imports.length === 0 && (requires.length > 0 || usesCommonJs(tree)) && !statements.some((node) => tree.kind[node] === K.export_statement);
  const existing = isCommonJs ? requires : imports;
  const same = existing.filter((item) => item.module === module && item.list >= 0);
  if (same.some((item) => listedNames(tree, item.list).includes(name))) return undefined;
  const list = same[0]?.list ?? -1;
  if (list >= 0) return addToList(tree, list, name);

  const last = existing[existing.length - 1];
  const quote = last ? nodeText(tree, last.source)[0]! : preferredQuote(text);
  const end = usesSemicolons(text, tree, statements) ? ';' : '';
  const from = `${quote}${module}${quote}`;
  const line = isCommonJs ? `const { ${name} } = require(${from})${end}` : `import { ${name} } from ${from}${end}`;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  if (last) return { offset: tree.end[last.node]!, text: newline + line };
  const offset = afterDirectives(text, tree, statements);
  return offset === 0 ? { offset, text: line + newline } : { offset, text: newline + line };
}

function importOf(tree: SyntaxTree, node: number): Existing[] {
  const source = tree.kind[node] === K.import_statement ? childByField(tree, node, F.source) : -1;
  if (source < 0) return [];
  const clause = childByKind(tree, node, K.import_clause);
  // A value can't be added to the names of `import type`.
  const list = clause < 0 || hasToken(tree, node, K.type) ? -1 : childByKind(tree, clause, K.named_imports);
  return [{ node, module: stringValue(tree, source), source, list }];
}

/** `const x = require('m')` and `const { a } = require('m')` at the top of the file. */
function requireOf(tree: SyntaxTree, node: number): Existing[] {
  if (tree.kind[node] !== K.lexical_declaration && tree.kind[node] !== K.variable_declaration) return [];
  const declarator = firstNamedChild(tree, node);
  const call = declarator < 0 ? -1 : childByField(tree, declarator, F.value);
  if (call < 0 || tree.kind[call] !== K.call_expression) return [];
  const callee = childByField(tree, call, F.function);
  const list = childByField(tree, call, F.arguments);
  const source = list < 0 ? -1 : firstNamedChild(tree, list);
  if (callee < 0 || source < 0 || nodeText(tree, callee) !== 'require' || tree.kind[source] !== K.string) return [];
  const pattern = childByField(tree, declarator, F.name);
  return [{ node, module: stringValue(tree, source), source, list: pattern >= 0 && tree.kind[pattern] === K.object_pattern ? pattern : -1 }];
}

function listedNames(tree: SyntaxTree, list: number): string[] {
  return namedChildren(tree, list).map((item) => {
    const name = tree.kind[item] === K.import_specifier ? childByField(tree, item, F.name) : childByField(tree, item, F.key);
    return name < 0 ? identifierText(tree, item) : exportedName(tree, name);
  });
}

function addToList(tree: SyntaxTree, list: number, name: string): ImportEdit {
  const items = namedChildren(tree, list);
  const last = items[items.length - 1];
  // `{}` → `{ name }`
  return last === undefined ? { offset: tree.start[list]! + 1, text: ` ${name} ` } : { offset: tree.end[last]!, text: `, ${name}` };
}

function usesCommonJs(tree: SyntaxTree): boolean {
  return namedChildren(tree, 0).some((node) => /^(?:module\.)?exports\b/.test(tree.kind[node] === K.expression_statement ? nodeText(tree, node) : ''));
}

function preferredQuote(text: string): string {
  const count = (quote: string): number => text.split(quote).length;
  return count('"') > count("'") ? '"' : "'";
}

/** Whether most statements that can end in a semicolon do; yes for an empty file. */
function usesSemicolons(text: string, tree: SyntaxTree, statements: readonly number[]): boolean {
  const ending = statements.filter((node) => {
    const kind = tree.kind[node];
    return kind === K.import_statement || kind === K.expression_statement || kind === K.lexical_declaration || kind === K.variable_declaration;
  });
  const withSemicolon = ending.filter((node) => text[tree.end[node]! - 1] === ';').length;
  return withSemicolon * 2 >= ending.length;
}

/** Just past the `#!` line and directives such as `'use client'`; 0 without any. */
function afterDirectives(text: string, tree: SyntaxTree, statements: readonly number[]): number {
  let offset = 0;
  for (const node of statements) {
    const only = tree.kind[node] === K.expression_statement ? firstNamedChild(tree, node) : -1;
    const isDirective = only >= 0 && tree.kind[only] === K.string && constantString(tree, only) !== undefined;
    if (!isDirective && tree.kind[node] !== K.hash_bang_line) break;
    offset = tree.end[node]!;
  }
  return Math.min(offset, text.length);
}

const STATEMENTS: ReadonlySet<number> = new Set([
  K.expression_statement, K.lexical_declaration, K.variable_declaration, K.return_statement, K.throw_statement, K.if_statement,
  K.for_statement, K.for_in_statement, K.while_statement, K.do_statement, K.switch_statement, K.try_statement, K.with_statement,
  K.labeled_statement, K.break_statement, K.continue_statement, K.debugger_statement, K.import_statement, K.export_statement,
  K.function_declaration, K.generator_function_declaration, K.class_declaration, K.abstract_class_declaration, K.enum_declaration,
  K.interface_declaration, K.type_alias_declaration, K.public_field_definition, K.method_definition,
]);

/** Innermost statement, or class member, that contains the offset. */
export function typeScriptStatementAt(tree: SyntaxTree, offset: number): Span | undefined {
  const path = pathAt(tree, offset);
  for (let k = path.length - 1; k >= 0; k--) {
    const node = path[k]!;
    if (!STATEMENTS.has(tree.kind[node]!)) continue;
    // An exported declaration is one statement with its `export`.
    const parent = path[k - 1] ?? 0;
    return nodeSpan(tree, tree.kind[parent] === K.export_statement ? parent : node);
  }
  return undefined;
}

const FUNCTIONS: ReadonlySet<number> = new Set([K.arrow_function, K.function_expression, K.function_declaration, K.generator_function, K.generator_function_declaration, K.method_definition]);

/** Whether `await` may stand at an offset: in an async function, or outside of all functions of a module. */
export function typeScriptAwaitsAt(tree: SyntaxTree, offset: number): boolean {
  const around = pathAt(tree, offset).findLast((node) => FUNCTIONS.has(tree.kind[node]!) || tree.kind[node] === K.class_static_block || tree.kind[node] === K.public_field_definition);
  if (around !== undefined) return hasToken(tree, around, K.async);
  return namedChildren(tree, 0).some((node) => tree.kind[node] === K.import_statement || tree.kind[node] === K.export_statement);
}
