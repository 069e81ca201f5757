import { ArgKind, type Arg, type Reg } from '../../ir/builder.ts';
import { childByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { dottedName, lowerExpression, lowerField } from './expressions.ts';
import { spanOf, textOf, type Lowering } from './lowering.ts';
import { isUnbound } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { typeOf } from './types.ts';

/** A call: of an attribute as a method call, of `super` as the base-class view, else of the value. */
export function lowerCall(lo: Lowering, node: number, flags?: number): Reg {
  const { tree, f } = lo;
  const span = spanOf(lo, node);
  const callee = childByField(tree, node, F.function);
  if (callee >= 0 && tree.kind[callee] === K.attribute) {
    const name = childByField(tree, callee, F.attribute);
    if (name >= 0) {
      const base = lowerField(lo, callee, F.object);
      return f.callMethod(base, textOf(lo, name), takesType(lo, callee) ? withType(lo, node) : lowerArguments(lo, node), span, flags);
    }
  }
  if (callee >= 0 && tree.kind[callee] === K.identifier && textOf(lo, callee) === 'super' && isUnbound(lo, 'super')) return f.super(span);
  const fn = lowerField(lo, node, F.function);
  return f.call(fn, callee >= 0 && takesType(lo, callee) ? withType(lo, node) : lowerArguments(lo, node), span, flags);
}

/** `TypeAdapter(T)` checks by a type that is written as its argument (https://docs.pydantic.dev/latest/concepts/type_adapter/). */
const takesType = (lo: Lowering, callee: number): boolean => /(^|\.)TypeAdapter$/.test(dottedName(lo, callee) ?? '');
/** Arguments of which the first keeps the type that it writes: `type[T]`. */
function withType(lo: Lowering, call: number): Arg[] {
  const list = childByField(lo.tree, call, F.arguments);
  const written = list < 0 ? undefined : namedChildren(lo.tree, list)[0];
  const [first, ...others] = lowerArguments(lo, call);
  if (written === undefined || first?.kind !== ArgKind.positional) return first ? [first, ...others] : others;
  return [{ ...first, reg: lo.f.cast(first.reg, { name: 'type', args: [typeOf(lo, written)] }, spanOf(lo, written)) }, ...others];
}

/** Arguments in the order in which they are written. */
export function lowerArguments(lo: Lowering, call: number): Arg[] {
  const { tree } = lo;
  const list = childByField(tree, call, F.arguments);
  if (list < 0) return [];
  if (tree.kind[list] === K.generator_expression) return [{ kind: ArgKind.positional, reg: lowerExpression(lo, list), span: spanOf(lo, list) }];
  return namedChildren(tree, list).map((argument) => lowerArgument(lo, argument));
}

/** One argument, with the keyword that it is written with. */
export function lowerArgument(lo: Lowering, node: number): Arg {
  const { tree } = lo;
  const span = spanOf(lo, node);
  switch (tree.kind[node]) {
    case K.keyword_argument: {
      const name = childByField(tree, node, F.name);
      const value = childByField(tree, node, F.value);
      const reg = lowerField(lo, node, F.value);
      return { kind: ArgKind.keyword, name: name < 0 ? '' : textOf(lo, name), reg, span: value < 0 ? span : spanOf(lo, value) };
    }
    case K.list_splat: return { kind: ArgKind.spread, reg: splatted(lo, node), span };
    case K.dictionary_splat: return { kind: ArgKind.keywordSpread, reg: splatted(lo, node), span };
    default: return { kind: ArgKind.positional, reg: lowerExpression(lo, node), span };
  }
}

function splatted(lo: Lowering, node: number): Reg {
  const inner = firstNamedChild(lo.tree, node);
  return inner < 0 ? lo.f.unknown('syntax-error', [], spanOf(lo, node)) : lowerExpression(lo, inner);
}
