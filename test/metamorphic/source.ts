import { fileKind } from '../../src/session/fileKinds.ts';
import { grammarFor, kindName, parseToTree } from '../../src/syntax/parse.ts';
import type { Files } from './corpus.ts';

/** A node of a syntax tree, for edits of small files. */
export interface Node {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly parent: Node | null;
  readonly children: Node[];
}
export type Language = 'python' | 'typescript' | 'java' | 'csharp';
export interface Source { readonly file: string; readonly language: Language; readonly text: string; readonly root: Node; readonly all: readonly Node[] }

/** Parses a file; the grammars must be loaded. */
export function source(file: string, text: string): Source {
  const kind = fileKind(file);
  if (kind.kind !== 'code') throw new Error(`${file} is no code`);
  const id = grammarFor(kind.language, file);
  const tree = parseToTree(id, text);
  const all: Node[] = [];
  const build = (i: number, parent: Node | null): Node => {
    const start = tree.start[i]!, end = tree.end[i]!;
    const node: Node = { kind: kindName(id, tree.kind[i]!), start, end, text: text.slice(start, end), parent, children: [] };
    all.push(node);
    for (let child = i + 1; child < tree.next[i]!; child = tree.next[child]!) node.children.push(build(child, node));
    return node;
  };
  return { file, language: kind.language, text, root: build(0, null), all };
}
export const sources = (files: Files): readonly Source[] => Object.entries(files).map(([file, text]) => source(file, text));

export function ancestors(node: Node): readonly Node[] {
  const out: Node[] = [];
  for (let n = node.parent; n; n = n.parent) out.push(n);
  return out;
}
export function descendants(node: Node): readonly Node[] {
  return [node, ...node.children.flatMap(descendants)];
}

export interface Edit { readonly start: number; readonly end: number; readonly text: string }
/** The text with all edits, which must not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  let out = text;
  for (const { start, end, text: by } of [...edits].sort((a, b) => b.start - a.start)) out = out.slice(0, start) + by + out.slice(end);
  return out;
}

const IDENTIFIERS = new Set(['identifier', 'property_identifier', 'shorthand_property_identifier', 'shorthand_property_identifier_pattern', 'private_property_identifier', 'type_identifier']);
export const isIdentifier = (n: Node): boolean => IDENTIFIERS.has(n.kind);

/** A name that is read or called as such, not a member of something, a key, a keyword or a declaration. */
export function isPlainUse(n: Node): boolean {
  const p = n.parent;
  if (n.kind !== 'identifier' || !p) return false;
  const at = p.children.indexOf(n);
  switch (p.kind) {
    case 'attribute': case 'member_expression': case 'field_access': case 'member_access_expression': case 'qualified_name': case 'scoped_identifier': case 'member_binding_expression': case 'method_reference': return at === 0;
    case 'keyword_argument': case 'name_colon': case 'name_equals': case 'pair': case 'labeled_statement': case 'parameter': case 'formal_parameter': return at > 0 && !['parameter', 'formal_parameter'].includes(p.kind);
    case 'argument': return !(p.children[at + 1]?.text === ':');
    // The name under which a function is declared.
    case 'method_declaration': case 'constructor_declaration': case 'local_function_statement': case 'function_declaration': case 'function_definition': return false;
    case 'method_invocation': return p.children[at + 1]?.kind !== 'argument_list';
    default: return true;
  }
}

const FUNCTIONS: Readonly<Record<Language, readonly string[]>> = {
  python: ['function_definition'], typescript: ['function_declaration', 'method_definition', 'arrow_function', 'function_expression'],
  java: ['method_declaration', 'constructor_declaration'], csharp: ['method_declaration', 'local_function_statement', 'constructor_declaration'],
};
export const isFunction = (s: Source, n: Node): boolean => FUNCTIONS[s.language].includes(n.kind);
/** Functions that are inside of no other. */
export const outermostFunctions = (s: Source): readonly Node[] => s.all.filter((n) => isFunction(s, n) && !ancestors(n).some((a) => isFunction(s, a)));
export const nameOf = (fn: Node): Node | undefined => {
  // The name stands before the parameters; Java and C# write a type before it.
  const params = fn.children.findIndex((c) => ['parameters', 'formal_parameters', 'parameter_list', 'type_parameters', 'type_parameter', 'type_parameter_list'].includes(c.kind));
  const name = params > 0 ? fn.children[params - 1] : undefined;
  return name && (name.kind === 'identifier' || name.kind === 'property_identifier') ? name : undefined;
};
