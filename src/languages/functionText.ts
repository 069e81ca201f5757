import { childByField, namedChildren, nodeText, pathAt, type SyntaxTree } from '../syntax/tree.ts';

/** A function, for fixes that put a statement at the start of its body. */
export interface FunctionText {
  /** Empty for a function without a name. */
  readonly name: string;
  /** Names of the plain parameters, without the object that a method is called on. */
  readonly parameters: readonly string[];
  /** Offset of the first statement that does something. */
  readonly start: number;
}

/** Which nodes of a grammar are functions. */
export interface FunctionShapes {
  readonly functions: ReadonlySet<number>;
  readonly name: number;
  readonly parameters: number;
  readonly body: number;
  /** Kind of a body that is a block of statements. */
  readonly block: number;
  /** Kind of a statement that is an expression; one that is a text alone at the start of a body documents it. */
  readonly documentation?: { readonly statement: number; readonly text: number };
  /** Names that stand for the object or class of a method. */
  readonly receivers: ReadonlySet<string>;
}

/** The innermost function around an offset, if its body is a block with something in it. */
export function functionAt(tree: SyntaxTree, offset: number, shapes: FunctionShapes): FunctionText | undefined {
  const node = pathAt(tree, offset).findLast((one) => shapes.functions.has(tree.kind[one]!));
  return node === undefined ? undefined : functionOf(tree, node, shapes);
}

/** The first function that begins in a span: the one that a decorator is for, or that is handed over in a call. */
export function functionIn(tree: SyntaxTree, { start, end }: { readonly start: number; readonly end: number }, shapes: FunctionShapes): FunctionText | undefined {
  for (let node = 0; node < tree.size && tree.start[node]! < end; node++) if (tree.start[node]! >= start && shapes.functions.has(tree.kind[node]!)) return functionOf(tree, node, shapes);
  return undefined;
}

function functionOf(tree: SyntaxTree, node: number, { name, parameters, body, block, documentation, receivers }: FunctionShapes): FunctionText | undefined {
  const inner = childByField(tree, node, body);
  if (inner < 0 || tree.kind[inner] !== block) return undefined;
  const statements = namedChildren(tree, inner);
  const isText = (one: number): boolean => documentation !== undefined && tree.kind[one] === documentation.statement && tree.kind[namedChildren(tree, one)[0] ?? 0] === documentation.text;
  const first = statements.find((one, i) => i > 0 || !isText(one));
  const called = childByField(tree, node, name);
  const list = childByField(tree, node, parameters);
  const names = (list < 0 ? [] : namedChildren(tree, list)).flatMap((one) => parameterNames(nodeText(tree, one))).filter((one) => !receivers.has(one));
  return first === undefined ? undefined : { name: called < 0 ? '' : nodeText(tree, called), parameters: names, start: tree.start[first]! };
}

/** Names that a parameter binds: its own, or those of the properties that it is taken apart into. */
function parameterNames(text: string): readonly string[] {
  const bare = text.replace(/^(?:@\w+(?:\([^)]*\))?\s*|\[[^\]]*\]\s*|\b(?:final|readonly|private|public|this|params|ref|in|out)\s+)+/g, '');
  if (bare.startsWith('{')) return (/^\{([^}]*)\}/.exec(bare)?.[1] ?? '').split(',').flatMap((part) => /^\s*(?:\w+\s*:\s*)?([A-Za-z_$][\w$]*)\s*(?:=.*)?$/.exec(part)?.[1] ?? []);
  const typed = /^([A-Za-z_$][\w$]*)\s*\??\s*(?::|=|$)/.exec(bare) ?? /[\w>\]?]\s+([A-Za-z_]\w*)\s*(?:=.*)?$/.exec(bare);
  return typed?.[1] === undefined ? [] : [typed[1]];
}
