import { ArgKind, CallFlag, type Reg } from '../../ir/builder.ts';
import type { TypeRef } from '../../ir/ir.ts';
import type { Span } from '../../base/words.ts';
import { childByField, childByKind, namedChildren } from '../../syntax/tree.ts';
import { FunctionContext } from './context.ts';
import { parameterName, parameterType } from './declarations.ts';
import { lowerExpression } from './expressions.ts';
import { capture, innermostType, isStaticCode, receiver, resolveType, resolveVariable, scopedType, typeValue } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { dottedParts, looksLikeType, nameText, splitQualified } from './nodes.ts';
import { lowerStatements } from './statements.ts';
import { typeRef } from './types.ts';

/** Starts a lambda below the current function. The caller must `finish` its builder. */
function openLambda(c: FunctionContext, node: number): FunctionContext {
  const name = '<lambda>';
  const path = c.path === '' ? name : `${c.path}.${name}`;
  const f = c.file.module.newFunction({
    name: '', qualifiedName: path, kind: 'lambda', parent: c.f.index, isStatic: isStaticCode(c), selfParam: false,
    span: c.span(node), nameSpan: c.span(node),
  });
  return new FunctionContext(c.file, f, { depth: c.depth + 1, path, type: innermostType(c), outer: c, isStatic: isStaticCode(c), nesting: c.nesting });
}

export function lowerLambda(c: FunctionContext, node: number): Reg {
  const { tree } = c;
  const span = c.span(node);
  const inner = openLambda(c, node);
  const parameters = childByField(tree, node, F.parameters);
  if (parameters >= 0 && c.kind(parameters) === K.identifier) addParameter(inner, nameText(tree, parameters), undefined, c.span(parameters));
  else for (const parameter of parameters < 0 ? [] : namedChildren(tree, parameters)) {
    if (c.kind(parameter) === K.identifier) addParameter(inner, nameText(tree, parameter), undefined, c.span(parameter));
    else addParameter(inner, parameterName(tree, parameter) ?? '', parameterType(tree, parameter), c.span(parameter));
  }
  const body = childByField(tree, node, F.body);
  if (body >= 0) {
    if (c.kind(body) === K.block) lowerStatements(inner, namedChildren(tree, body));
    else inner.f.return(lowerExpression(inner, body), c.span(body));
  }
  const { index } = inner.f.finish();
  capture(c, node, false, span);
  return c.f.closure(index, [], span);
}

function addParameter(c: FunctionContext, name: string, written: TypeRef | undefined, span: Span): void {
  const type = written?.name === 'var' ? undefined : scopedType(c, written);
  const reg = c.f.addParam({ name, kind: 'positional', span, ...(type ? { type } : {}) });
  c.declare(name, type, reg);
}

/** Names of static methods by convention: makers, parsers and checks. All other references are to methods of their argument. */
const STATIC_NAME = /^(valueOf|of|ofNullable|from\w*|parse\w*|format|join|copyOf|create\w*|build\w*|new\w*|is[A-Z]\w*Null|isNull|nonNull|requireNonNull\w*|compare|getInstance|getenv|getProperty|loadPDF|readString|readAllLines|readAllBytes|lines|println|print|decode\w*|encode\w*|escape\w*|unescape\w*|sanitize\w*|to[A-Z]\w*From\w*)$/;

/** Types of which the methods that are handed on are static: what they are asked of is given to them, `Character::isDigit`, `StringUtils::isNumeric`. */
const UTILITY_TYPE = /^(?:\w+\.)*(Character|Math|Objects|Files|[A-Z]\w*Utils)$/;

/** `Type::method`, `object::method`, `this::method`, `Type::new`. */
export function lowerMethodReference(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const [target = -1, member = -1] = namedChildren(tree, node).filter((child) => c.kind(child) !== K.type_arguments);
  if (target < 0) return f.unknown('method-reference', [], span);
  const name = member < 0 ? 'new' : nameText(tree, member);
  const isCreation = childByKind(tree, node, K.new) >= 0 || member < 0;
  if (c.kind(target) === K.array_type) return f.const(null, span);
  const type = typeName(c, target);
  if (isCreation) return type === undefined ? f.const(null, span) : typeValue(c, type, span);
  if (type === undefined) return objectReference(c, node, target, name);
  const own = resolveType(c, type.split('.')[0]!);
  const isStatic = own && !type.includes('.') && own.methods.has(name)
    ? own.methods.get(name)!.every((method) => method.isStatic)
    : STATIC_NAME.test(name) || UTILITY_TYPE.test(type);
  if (isStatic || isProjectType(c, type)) return f.get(typeValue(c, type, span), name, span);
  // The argument is the receiver.
  return wrap(c, node, (inner, first, rest) => inner.f.callMethod(first, name, [{ kind: ArgKind.spread, reg: rest, span }], span, CallFlag.none));
}

/** Dotted name of the type that a reference starts with; undefined for an object. */
function typeName(c: FunctionContext, target: number): string | undefined {
  const kind = c.kind(target);
  if (kind === K.generic_type || kind === K.scoped_type_identifier || kind === K.type_identifier) return typeRef(c.tree, target).name;
  const parts = dottedParts(c.tree, target);
  if (!parts || resolveVariable(c, parts[0]!)) return undefined;
  const { names } = splitQualified(parts);
  return names.length > 0 && looksLikeType(names[0]!) ? names.join('.') : undefined;
}

/** A class of the same project by its package: those the engine can tell whether the method is static. */
function isProjectType(c: FunctionContext, type: string): boolean {
  const from = c.file.importedFrom.get(type.split('.')[0]!);
  const own = c.file.packageName.split('.').slice(0, 2).join('.');
  return from !== undefined && own !== '' && (from === own || from.startsWith(`${own}.`));
}

/** The method of an object, as a function that calls it: library objects have no functions that could be taken out. */
function objectReference(c: FunctionContext, node: number, target: number, name: string): Reg {
  const { f } = c;
  const span = c.span(node);
  if (c.kind(target) === K.this) return f.get(receiver(c, undefined, span), name, span);
  if (c.kind(target) === K.super) return f.get(f.super(span), name, span);
  const object = lowerExpression(c, target);
  f.storeScope(0, `::${c.span(node).start}`, object, span);
  return wrap(c, node, (inner, first, rest) => {
    const base = inner.f.loadScope(1, `::${inner.span(node).start}`, span);
    return inner.f.callMethod(base, name, [{ kind: ArgKind.positional, reg: first, span }, { kind: ArgKind.spread, reg: rest, span }], span, CallFlag.none);
  });
}

function wrap(c: FunctionContext, node: number, result: (inner: FunctionContext, first: Reg, rest: Reg) => Reg): Reg {
  const span = c.span(node);
  const inner = openLambda(c, node);
  const first = inner.f.addParam({ name: 'argument', kind: 'positional', span });
  const rest = inner.f.addParam({ name: 'more', kind: 'rest', span });
  inner.f.return(result(inner, first, rest), span);
  return c.f.closure(inner.f.finish().index, [], span);
}

