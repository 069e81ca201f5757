import type { Span } from '../../base/words.ts';
import { ArgKind, type Arg, type Reg } from '../../ir/builder.ts';
import { childByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { lowerArguments } from './calls.ts';
import { annotationOf } from './constants.ts';
import { dottedName, lowerExpression, lowerField } from './expressions.ts';
import { spanOf, textOf, type Lowering } from './lowering.ts';
import { storeName } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { callConstraints, typeOf, withConstraints } from './types.ts';
import { enforcedType } from './validators.ts';

/** Functions whose call stands for a field's default and settings rather than for the value itself. */
const FIELD_FUNCTIONS = new Set(['field', 'Field', 'ib', 'attrib']);

/** Whether a value is a field's declaration without a type: `kind = attr.ib(…)`. */
export function isUntypedField(lo: Lowering, value: number): boolean {
  const callee = value >= 0 && lo.tree.kind[value] === K.call ? childByField(lo.tree, value, F.function) : -1;
  return callee >= 0 && /^attrs?\.(ib|attrib|field)$/.test(dottedName(lo, callee) ?? '');
}

export interface FieldDeclaration { readonly name: number; /** -1: none */ readonly type: number; /** -1: none */ readonly value: number; readonly span: Span }

/** `name: type = value` in a class body: a field, and the class attribute that holds its default. */
export function lowerFieldDeclaration(lo: Lowering, declaration: FieldDeclaration): void {
  const { tree, f, frame } = lo;
  const { value, span } = declaration;
  const name = textOf(lo, declaration.name);
  const written = typeOf(lo, declaration.type);
  const call = value >= 0 && tree.kind[value] === K.call ? value : -1;
  const annotation = call < 0 ? undefined : annotationOf(lo, call);
  const isField = annotation !== undefined && FIELD_FUNCTIONS.has(annotation.name.slice(annotation.name.lastIndexOf('.') + 1));
  const type = isField ? enforcedType(lo, call) ?? withConstraints(written, callConstraints(lo, call)) : written;
  frame?.fields.push({ name, type, isStatic: isClassVariable(lo, declaration.type), ...(annotation ? { annotations: [annotation] } : {}), span });
  if (value < 0) return;
  const initial = isField ? fieldDefault(lo, call) : lowerExpression(lo, value);
  if (initial !== undefined) storeName(lo, name, f.cast(initial, type, span), span);
}

function isClassVariable(lo: Lowering, type: number): boolean {
  const inner = type >= 0 && lo.tree.kind[type] === K.type ? firstNamedChild(lo.tree, type) : type;
  if (inner < 0) return false;
  const name = lo.tree.kind[inner] === K.generic_type ? textOf(lo, inner + 1)
    : lo.tree.kind[inner] === K.subscript ? dottedName(lo, childByField(lo.tree, inner, F.value)) : dottedName(lo, inner);
  return name !== undefined && /(^|\.)ClassVar$/.test(name);
}

/** Default of `Field(default, …)` / `field(default=…, default_factory=…)`; the call itself is kept for what it may do. */
function fieldDefault(lo: Lowering, call: number): Reg | undefined {
  const { f, tree } = lo;
  const span = spanOf(lo, call);
  const args = lowerArguments(lo, call);
  f.call(lowerField(lo, call, F.function), args, span);
  const keyword = (name: string): Arg | undefined => args.find((a) => a.kind === ArgKind.keyword && a.name === name);
  const factory = keyword('default_factory') ?? keyword('factory');
  if (factory) return f.call(factory.reg, [], factory.span);
  const [first] = args;
  const list = childByField(tree, call, F.arguments);
  const firstNode = list < 0 ? -1 : namedChildren(tree, list)[0] ?? -1;
  const isRequired = firstNode >= 0 && tree.kind[firstNode] === K.ellipsis;
  return keyword('default')?.reg ?? (first?.kind === ArgKind.positional && !isRequired ? first.reg : undefined);
}
