import type { Reg } from '../../ir/builder.ts';
import type { ClassIR } from '../../ir/ir.ts';
import { childByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { lowerFunction, methodKind } from './functions.ts';
import { F, K } from './nodeKinds.ts';
import { dottedName, identifierText, isFunctionDeclaration, propertyName, unwrapCasts } from './nodes.ts';
import type { Binding } from './scopes.ts';

/** A function that is a class by what is stored in its prototype. */
export interface PrototypeClass {
  readonly methods: { readonly name: string; readonly node: number; readonly nameNode: number }[];
  /** Expressions of the base classes, and the statement that names the last of them. */
  readonly bases: number[];
  derivedAt: number;
  /** Statements that said all this and do nothing else. */
  readonly statements: number[];
}

/** A base has its value only where it is named, which can be after the imports: the function becomes a class there. */
export const isDeferred = (c: FunctionContext, fn: number): boolean => (c.prototypeClasses.get(fn)?.derivedAt ?? -1) >= 0;

/**
 * Finds constructor functions among statements of one scope: `X.prototype.m = function …`, `X.prototype = { … }`,
 * `Object.assign(X.prototype, { … })` and `util.inherits(X, Base)`. Notes them, and the statements that say nothing more.
 */
export function findPrototypeClasses(c: FunctionContext, nodes: readonly number[]): void {
  if (!c.scopes.usesPrototypes) return;
  const found = new Map<Binding, PrototypeClass>();
  for (const node of nodes) {
    const expression = c.kind(node) === K.expression_statement ? firstNamedChild(c.tree, node) : -1;
    if (expression >= 0) addToClass(c, found, expression, node);
  }
  if (found.size === 0) return;
  for (const node of nodes) {
    for (const { name, fn } of functionsOf(c, node)) {
      const binding = c.binding(name);
      const cls = binding && found.get(binding);
      if (!cls) continue;
      // A second function of the name would be another class; the methods can be lowered only once.
      found.delete(binding);
      c.prototypeClasses.set(fn, cls);
      for (const statement of cls.statements) c.absorbed.set(statement, -1);
      if (cls.derivedAt >= 0 && isFunctionDeclaration(c.kind(fn))) c.absorbed.set(cls.derivedAt, fn);
    }
  }
}

/** The function as a class: its body is the constructor. */
export function lowerPrototypeClass(c: FunctionContext, node: number, cls: PrototypeClass, name: string): Reg {
  const { module } = c;
  const own = childByField(c.tree, node, F.name);
  const nameSpan = c.span(own < 0 ? node : own);
  const index = module.newClassIndex();
  const path = c.qualified(name);
  const bases = cls.bases.map((base) => lowerExpression(c, base));
  const baseNames = new Set(cls.bases.flatMap((base) => dottedName(c.tree, base) ?? []));
  const details = { classIndex: index, path, baseNames };
  const constructor = lowerFunction(c, node, { ...details, name: 'constructor', kind: 'constructor', nameSpan });
  const methods: ClassIR['methods'][number][] = [{ name: 'constructor', fn: constructor, role: 'constructor' }];
  for (const method of cls.methods) {
    const kind = c.kind(method.node) === K.method_definition ? methodKind(c, method.node) : 'method';
    const fn = lowerFunction(c, method.node, { ...details, name: method.name, kind, nameSpan: c.span(method.nameNode) });
    methods.push({ name: method.name, fn, role: kind });
  }
  module.addClass({
    index, name, qualifiedName: path, kind: 'class', methods, fields: [], annotations: [], span: c.span(node), nameSpan,
    bases: cls.bases.map((base) => ({ name: dottedName(c.tree, base) ?? 'unknown' })),
  });
  return c.f.class(index, bases, nameSpan);
}

/**
 * `Base.call(this, …)` and `Base.prototype.m.call(this, …)` in a prototype class: the base's method, `undefined` as its name
 * for the base's constructor.
 */
export function baseCall(c: FunctionContext, node: number): { method: string | undefined; args: readonly number[] } | undefined {
  const { tree, baseNames } = c;
  if (!baseNames || baseNames.size === 0) return undefined;
  const callee = childByField(tree, node, F.function);
  const list = childByField(tree, node, F.arguments);
  const [self = -1, ...args] = list < 0 ? [] : namedChildren(tree, list);
  const path = callee < 0 ? undefined : dottedName(tree, callee);
  if (self < 0 || c.kind(self) !== K.this || !path?.endsWith('.call')) return undefined;
  const target = path.slice(0, -'.call'.length);
  if (baseNames.has(target)) return { method: undefined, args };
  const [base = '', method] = target.split('.prototype.');
  return method !== undefined && baseNames.has(base) ? { method, args } : undefined;
}

/** Functions that a statement binds to a name. */
function functionsOf(c: FunctionContext, node: number): { name: number; fn: number }[] {
  const at = c.kind(node) === K.export_statement ? childByField(c.tree, node, F.declaration) : node;
  if (at < 0) return [];
  if (isFunctionDeclaration(c.kind(at))) {
    const name = childByField(c.tree, at, F.name);
    return name < 0 ? [] : [{ name, fn: at }];
  }
  if (c.kind(at) !== K.lexical_declaration && c.kind(at) !== K.variable_declaration) return [];
  return namedChildren(c.tree, at).flatMap((declarator) => {
    const name = childByField(c.tree, declarator, F.name);
    const value = childByField(c.tree, declarator, F.value);
    const fn = value < 0 ? -1 : unwrapCasts(c.tree, value);
    return name >= 0 && fn >= 0 && c.kind(fn) === K.function_expression ? [{ name, fn }] : [];
  });
}

/** Notes what an expression adds to the prototype of a function, if it does that. */
function addToClass(c: FunctionContext, found: Map<Binding, PrototypeClass>, expression: number, statement: number): void {
  const note = (binding: Binding | undefined, methods: PrototypeClass['methods'], base = -1): void => {
    if (!binding) return;
    let cls = found.get(binding);
    if (!cls) { cls = { methods: [], bases: [], derivedAt: -1, statements: [] }; found.set(binding, cls); }
    cls.methods.push(...methods);
    cls.statements.push(statement);
    if (base < 0) return;
    cls.bases.push(base);
    cls.derivedAt = statement;
  };
  if (c.kind(expression) === K.call_expression) noteCall(c, expression, note);
  else if (c.kind(expression) === K.assignment_expression) noteAssignment(c, expression, note);
}

type Note = (binding: Binding | undefined, methods: PrototypeClass['methods'], base?: number) => void;

/** `Object.assign(X.prototype, { … })`, `util.inherits(X, Base)`. */
function noteCall(c: FunctionContext, call: number, note: Note): void {
  const callee = childByField(c.tree, call, F.function);
  const list = childByField(c.tree, call, F.arguments);
  const [target = -1, value = -1] = list < 0 ? [] : namedChildren(c.tree, list);
  const name = callee < 0 ? undefined : dottedName(c.tree, callee);
  if (target < 0 || value < 0) return;
  if (name === 'Object.assign') {
    const methods = methodsIn(c, value);
    if (methods) note(prototypeOf(c, target), methods);
  } else if (name === 'inherits' || name === 'util.inherits') {
    note(c.kind(target) === K.identifier ? c.binding(target) : undefined, [], value);
  }
}

/** `X.prototype = …`, `X.prototype.m = function …`. */
function noteAssignment(c: FunctionContext, assignment: number, note: Note): void {
  const { tree } = c;
  const left = childByField(tree, assignment, F.left);
  const right = childByField(tree, assignment, F.right);
  if (left < 0 || right < 0 || c.kind(left) !== K.member_expression) return;
  const whole = prototypeOf(c, left);
  if (whole) {
    const methods = methodsIn(c, right);
    const base = methods ? -1 : baseOf(c, right);
    if (methods || base >= 0) note(whole, methods ?? [], base);
    return;
  }
  const object = childByField(tree, left, F.object);
  const binding = object < 0 ? undefined : prototypeOf(c, object);
  const nameNode = childByField(tree, left, F.property);
  if (!binding || nameNode < 0) return;
  const name = identifierText(tree, nameNode);
  const node = unwrapCasts(tree, right);
  // `X.prototype.constructor = X` repairs what assigning the whole prototype has lost.
  if (name === 'constructor') note(binding, []);
  else if (isMethodValue(c, node)) note(binding, [{ name, node, nameNode }]);
}

/** An arrow function keeps the receiver of the place where it is written, so it is no method. */
const isMethodValue = (c: FunctionContext, node: number): boolean => c.kind(node) === K.function_expression || c.kind(node) === K.generator_function;

/** Binding of the `X` in `X.prototype`. */
function prototypeOf(c: FunctionContext, node: number): Binding | undefined {
  if (c.kind(node) !== K.member_expression) return undefined;
  const object = childByField(c.tree, node, F.object);
  const property = childByField(c.tree, node, F.property);
  if (object < 0 || property < 0 || identifierText(c.tree, property) !== 'prototype') return undefined;
  return c.kind(object) === K.identifier ? c.binding(object) : undefined;
}

/** The functions of an object literal; undefined if it holds anything else. */
function methodsIn(c: FunctionContext, value: number): PrototypeClass['methods'] | undefined {
  const { tree } = c;
  const literal = unwrapCasts(tree, value);
  if (c.kind(literal) !== K.object) return undefined;
  const methods: PrototypeClass['methods'] = [];
  for (const child of namedChildren(tree, literal)) {
    const isMethod = c.kind(child) === K.method_definition;
    const nameNode = childByField(tree, child, isMethod ? F.name : F.key);
    const node = isMethod ? child : childByField(tree, child, F.value);
    const name = nameNode < 0 ? undefined : propertyName(tree, nameNode);
    if (name === 'constructor') continue;
    if (name === undefined || node < 0 || !(isMethod || isMethodValue(c, node))) return undefined;
    methods.push({ name, node, nameNode });
  }
  return methods;
}

/** The base in `Object.create(Base.prototype)` and `new Base()`, or -1. */
function baseOf(c: FunctionContext, value: number): number {
  const { tree } = c;
  if (c.kind(value) === K.new_expression) return childByField(tree, value, F.constructor);
  if (c.kind(value) !== K.call_expression) return -1;
  const callee = childByField(tree, value, F.function);
  const list = childByField(tree, value, F.arguments);
  const from = list < 0 ? -1 : firstNamedChild(tree, list);
  if (callee < 0 || from < 0 || dottedName(tree, callee) !== 'Object.create' || c.kind(from) !== K.member_expression) return -1;
  const property = childByField(tree, from, F.property);
  return property >= 0 && identifierText(tree, property) === 'prototype' ? childByField(tree, from, F.object) : -1;
}
