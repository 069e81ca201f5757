import type { TypeRef } from '../../ir/ir.ts';
import { MAX_TYPE_DEPTH } from '../../base/limits.ts';
import { childByField, firstNamedChild, namedChildren, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import { F, K } from './nodeKinds.ts';
import { dottedParts, nameText } from './nodes.ts';

const UNKNOWN_TYPE: TypeRef = { name: 'object' };

/** Written types whose values are text or nothing in particular: asserting them says nothing about what a value is. */
const PLAIN = new Set(['string', 'String', 'object', 'Object', 'dynamic', 'void', 'StringBuilder', 'Action', 'Func', 'T']);
const CONTAINERS = new Set(['Array', 'List', 'IList', 'IEnumerable', 'ICollection', 'IReadOnlyList', 'Dictionary', 'IDictionary', 'Task', 'ValueTask', 'Nullable', 'HashSet', 'IAsyncEnumerable']);
export function saysNothing(type: TypeRef): boolean {
  return PLAIN.has(type.name) || (CONTAINERS.has(type.name) && (type.args ?? []).every(saysNothing));
}

/** Type of a declaration; undefined for `var`. */
export function declaredType(tree: SyntaxTree, node: number): TypeRef | undefined {
  const type = childByField(tree, node, F.type);
  return type < 0 || tree.kind[type] === K.implicit_type ? undefined : typeRef(tree, type);
}

/** A written type, by the name that stands in the source. */
export function typeRef(tree: SyntaxTree, node: number, depth = 0): TypeRef {
  if (depth > MAX_TYPE_DEPTH) return UNKNOWN_TYPE;
  const inner = (field: number): TypeRef => {
    const at = childByField(tree, node, field);
    return at < 0 ? UNKNOWN_TYPE : typeRef(tree, at, depth + 1);
  };
  switch (tree.kind[node]) {
    case K.identifier: case K.alias_qualified_name: return { name: nameText(tree, node) };
    case K.predefined_type: return { name: nodeText(tree, node).trim() };
    case K.qualified_name: {
      const name = childByField(tree, node, F.name);
      const last = name < 0 ? UNKNOWN_TYPE : typeRef(tree, name, depth + 1);
      return { ...last, name: dottedParts(tree, node)?.join('.') ?? last.name };
    }
    case K.member_access_expression: return { name: dottedParts(tree, node)?.join('.') ?? UNKNOWN_TYPE.name };
    case K.generic_name: return { name: nameText(tree, node), args: typeArguments(tree, node, depth) };
    case K.array_type: return { name: 'Array', args: [inner(F.type)] };
    case K.nullable_type: return { name: 'Nullable', args: [inner(F.type)] };
    case K.ref_type: case K.scoped_type: case K.pointer_type: return inner(F.type);
    case K.tuple_type: return { name: 'ValueTuple', args: namedChildren(tree, node).map((element) => tupleElement(tree, element)) };
    case K.primary_constructor_base_type: return inner(F.type);
    default: return UNKNOWN_TYPE;
  }
}

/** Type of a part of a tuple; its name stands beside it. */
function tupleElement(tree: SyntaxTree, element: number): TypeRef {
  const type = declaredType(tree, element) ?? UNKNOWN_TYPE;
  const name = childByField(tree, element, F.name);
  return name < 0 ? type : { ...type, constraints: { name: nameText(tree, name) } };
}

/** Names that a file's tuple types give to their positions, by number of parts; a name that stands at two positions is left out. */
export function readTupleNames(tree: SyntaxTree): Map<number, string[][]> {
  const out = new Map<number, string[][]>();
  for (let node = 0; node < tree.kind.length; node++) {
    if (tree.kind[node] !== K.tuple_type) continue;
    const parts = namedChildren(tree, node);
    const names = out.get(parts.length) ?? parts.map(() => []);
    parts.forEach((part, position) => {
      const at = childByField(tree, part, F.name);
      const name = at < 0 ? '' : nameText(tree, at);
      if (name !== '' && !names[position]!.includes(name)) names[position]!.push(name);
    });
    out.set(parts.length, names);
  }
  for (const [count, names] of out) {
    const all = names.flat();
    out.set(count, names.map((given) => given.filter((name) => all.indexOf(name) === all.lastIndexOf(name))));
  }
  return out;
}

/** Types between the angle brackets of a generic name. */
export function typeArguments(tree: SyntaxTree, node: number, depth = 0): TypeRef[] {
  const list = namedChildren(tree, node).find((child) => tree.kind[child] === K.type_argument_list);
  return list === undefined || firstNamedChild(tree, list) < 0 ? [] : namedChildren(tree, list).map((child) => typeRef(tree, child, depth + 1));
}

const KEYWORD_TYPES: Readonly<Record<string, string>> = {
  int: 'Int32', long: 'Int64', short: 'Int16', byte: 'Byte', sbyte: 'SByte', uint: 'UInt32', ulong: 'UInt64', ushort: 'UInt16', double: 'Double',
  float: 'Single', decimal: 'Decimal', bool: 'Boolean', char: 'Char', string: 'String', object: 'Object',
};
/** Class that a keyword of the language stands for: `string` is `System.String`. */
export const libraryName = (name: string): string => KEYWORD_TYPES[name] ?? name;
