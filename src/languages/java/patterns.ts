import { Operator, type Reg } from '../../ir/builder.ts';
import { childByKind, namedChildren } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { resolveType, scopedType, typeValue } from './names.ts';
import { K } from './nodeKinds.ts';
import { nameText } from './nodes.ts';
import { typeRef } from './types.ts';

/** Tests a value against `Type name` or `Type(pattern, …)`, binds the variables, and gives the condition. */
export function bindPattern(c: FunctionContext, node: number, value: Reg): Reg {
  const { f } = c;
  switch (c.kind(node)) {
    case K.pattern: {
      const [inner = -1] = namedChildren(c.tree, node);
      return inner < 0 ? f.const(true, c.span(node)) : bindPattern(c, inner, value);
    }
    case K.record_pattern: return bindRecord(c, node, value);
    case K.type_pattern: case K.record_pattern_component: return bindVariable(c, node, value);
    case K.underscore_pattern: return f.const(true, c.span(node));
    default: return f.binary(Operator.eq, value, lowerExpression(c, node), c.span(node));
  }
}

/** `Type name`: the last child is the variable, the one before it the type. */
function bindVariable(c: FunctionContext, node: number, value: Reg): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const parts = namedChildren(tree, node).filter((child) => c.kind(child) !== K.modifiers);
  const nested = parts.find((child) => c.kind(child) === K.record_pattern);
  if (nested !== undefined) return bindRecord(c, nested, value);
  const [typeNode = -1, name = -1] = parts;
  if (typeNode < 0) return f.const(true, span);
  const written = typeRef(tree, typeNode);
  const type = written.name === 'var' ? undefined : scopedType(c, written);
  if (name >= 0 && c.kind(name) === K.identifier) {
    const local = c.declare(nameText(tree, name), type);
    f.move(local.reg, type ? f.cast(value, type, span) : value, span);
  }
  return type ? f.binary(Operator.instanceOf, value, typeValue(c, type.name, span), span) : f.const(true, span);
}

/** `Type(pattern, …)`: the parts of a record of the file have names, those of others are known by their position. */
export function bindRecord(c: FunctionContext, node: number, value: Reg): Reg {
  const { f, tree } = c;
  if (c.kind(node) !== K.record_pattern) return bindPattern(c, node, value);
  const span = c.span(node);
  const [typeNode = -1] = namedChildren(tree, node);
  const type = typeNode < 0 ? undefined : scopedType(c, typeRef(tree, typeNode));
  const body = childByKind(tree, node, K.record_pattern_body);
  const components = type ? resolveType(c, type.name)?.components ?? [] : [];
  const record = type ? f.cast(value, type, span) : value;
  const tests: Reg[] = [];
  (body < 0 ? [] : namedChildren(tree, body)).forEach((part, position) => {
    const component = components[position];
    const at = c.span(part);
    const fits = bindPattern(c, part, component ? f.get(record, component.name, at) : f.getIndex(record, f.const(position, at), at));
    if (canFail(c, part, component?.type?.name)) tests.push(fits);
  });
  const whole = type ? f.binary(Operator.instanceOf, value, typeValue(c, type.name, span), span) : f.const(true, span);
  return tests.reduce((all, test) => f.andThen(all, span, () => test), whole);
}

/** Whether a part of a record pattern may not fit what the record declares there: `Pair(Size(int a), …)`, `Pair(Size s, …)` of a component `Part`. */
function canFail(c: FunctionContext, node: number, declared: string | undefined): boolean {
  const { tree } = c;
  const parts = namedChildren(tree, node).filter((child) => c.kind(child) !== K.modifiers);
  if (c.kind(node) === K.pattern || c.kind(node) === K.record_pattern_component) {
    const [only = -1] = parts;
    if (parts.length === 1 && (c.kind(only) === K.record_pattern || c.kind(only) === K.type_pattern || c.kind(only) === K.record_pattern_component)) return canFail(c, only, declared);
  }
  if (c.kind(node) === K.record_pattern || parts.some((part) => c.kind(part) === K.record_pattern)) return true;
  const [typeNode = -1] = parts;
  const written = typeNode < 0 || parts.length < 2 ? 'var' : typeRef(tree, typeNode).name;
  return declared !== undefined && written !== 'var' && written !== declared;
}
