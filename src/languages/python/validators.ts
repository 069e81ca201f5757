import { ENFORCED, type TypeRef } from '../../ir/ir.ts';
import { childByField, namedChildren } from '../../syntax/tree.ts';
import { dottedName } from './expressions.ts';
import { textOf, type Lowering } from './lowering.ts';
import { F, K } from './nodeKinds.ts';
import { literalValue } from './constants.ts';
import { constantString } from './strings.ts';
import { typeOf } from './types.ts';

/** How deep `and_` and `optional` are looked into. */
const MAX_NESTING = 4;

/**
 * The type that the class itself enforces on a field declared by attrs: what its `validator` admits or its `converter` gives
 * (https://www.attrs.org/en/stable/api.html#module-attrs.validators). Undefined where neither says anything of the type.
 */
export function enforcedType(lo: Lowering, call: number): TypeRef | undefined {
  const converter = keyword(lo, call, 'converter');
  const given = converter < 0 ? undefined : converted(lo, converter);
  const validator = keyword(lo, call, 'validator');
  const admitted = given ?? (validator < 0 ? undefined : checked(lo, validator, 0));
  return admitted && { ...admitted, constraints: { ...admitted.constraints, [ENFORCED]: true } };
}

function keyword(lo: Lowering, call: number, name: string): number {
  const list = childByField(lo.tree, call, F.arguments);
  for (const argument of list < 0 ? [] : namedChildren(lo.tree, list)) {
    if (lo.tree.kind[argument] !== K.keyword_argument) continue;
    const key = childByField(lo.tree, argument, F.name);
    if (key >= 0 && textOf(lo, key) === name) return childByField(lo.tree, argument, F.value);
  }
  return -1;
}

/** A class or function that is called with the value: `int`, an enumeration. A function of the program says nothing here. */
function converted(lo: Lowering, node: number): TypeRef | undefined {
  const name = dottedName(lo, node);
  return name === undefined ? undefined : { name };
}

function checked(lo: Lowering, node: number, depth: number): TypeRef | undefined {
  const { tree } = lo;
  if (depth > MAX_NESTING) return undefined;
  const narrowest = (nodes: readonly number[]): TypeRef | undefined => {
    const all = nodes.map((child) => checked(lo, child, depth + 1)).filter((found) => found !== undefined);
    // That it is a string says less than which.
    return all.find((found) => found.name !== 'str' || found.constraints) ?? all[0];
  };
  if (tree.kind[node] === K.list || tree.kind[node] === K.tuple) return narrowest(namedChildren(tree, node));
  if (tree.kind[node] !== K.call) return undefined;
  const callee = childByField(tree, node, F.function);
  const list = childByField(tree, node, F.arguments);
  const name = callee < 0 ? undefined : dottedName(lo, callee);
  const args = list < 0 ? [] : namedChildren(tree, list);
  const [argument] = args;
  if (name === undefined || argument === undefined) return undefined;
  switch (name.slice(name.lastIndexOf('.') + 1)) {
    case 'and_': return narrowest(args);
    case 'optional': case 'deep_iterable': return checked(lo, argument, depth + 1);
    case 'instance_of': return typeOf(lo, argument);
    case 'in_': return oneOf(lo, argument);
    case 'matches_re': {
      const pattern = constantString(lo, argument);
      const how = args[2] ?? keyword(lo, node, 'func');
      const isWhole = how < 0 || /(^|\.)fullmatch$/.test(dottedName(lo, how) ?? '');
      return pattern !== undefined && isWhole ? { name: 'str', constraints: { pattern } } : undefined;
    }
    default: return undefined;
  }
}

/** A collection that is written down here, or the name of a collection or an enumeration. */
function oneOf(lo: Lowering, node: number): TypeRef | undefined {
  const { tree } = lo;
  const kind = tree.kind[node];
  if (kind === K.list || kind === K.tuple || kind === K.set) {
    const values = namedChildren(tree, node).map((child) => literalValue(lo, child));
    return values.length && values.every((value) => value !== undefined) ? { name: 'Literal' } : undefined;
  }
  const name = dottedName(lo, node);
  return name === undefined ? undefined : { name };
}
