import type { Reg } from '../../ir/builder.ts';
import type { AnnotationIR, FunctionIR } from '../../ir/ir.ts';
import type { Span } from '../../base/words.ts';
import { childByField, childrenByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { annotationOf } from './annotations.ts';
import { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { hasToken, identifierText } from './nodes.ts';
import { bindPattern } from './patterns.ts';
import { lowerPrototypeClass } from './prototypes.ts';
import type { FunctionScope } from './scopes.ts';
import { lowerStatements } from './statements.ts';
import { annotatedType } from './types.ts';

/** Spelling of a function without a name, in qualified names. */
const ANONYMOUS = '<anonymous>';

/** What the place of a function's definition decides about it. */
export interface FunctionDetails {
  readonly name: string;
  readonly kind: FunctionIR['kind'];
  readonly nameSpan: Span;
  /** Class that the function is a member of, and the qualified name of that class. */
  readonly classIndex?: number;
  readonly path?: string;
  readonly isStatic?: boolean;
  readonly annotations?: readonly AnnotationIR[];
  /** Base classes of a prototype class, as its functions call them. */
  readonly baseNames?: ReadonlySet<string>;
  /** Lowers the body instead of the ordinary way: constructors put field initialisers between the statements. */
  readonly lowerBody?: (inner: FunctionContext, body: number) => void;
}

/** Lowers a function, method or arrow function; returns its index. The caller makes the closure. */
export function lowerFunction(c: FunctionContext, node: number, details: FunctionDetails): number {
  const { tree } = c;
  const inner = openFunction(c, node, details, c.scopes.functions.get(node) ?? { depth: c.scope.depth + 1 });
  const { f } = inner;
  f.returnType = annotatedType(tree, node, F.return_type);
  lowerParameters(inner, node);
  const body = childByField(tree, node, F.body);
  if (details.lowerBody) details.lowerBody(inner, body);
  else if (body >= 0 && tree.kind[body] === K.statement_block) lowerStatements(inner, namedChildren(tree, body));
  else if (body >= 0) f.return(lowerExpression(inner, body), inner.span(body));
  return f.finish().index;
}

/** Starts a function below the current one. The caller must `finish` its builder. */
export function openFunction(c: FunctionContext, node: number, details: FunctionDetails, scope: FunctionScope): FunctionContext {
  const { tree } = c;
  const outerPath = details.path ?? c.path;
  const shown = details.name === '' ? ANONYMOUS : details.name;
  const qualifiedName = outerPath === '' ? shown : `${outerPath}.${shown}`;
  const kind = tree.kind[node];
  const f = c.module.newFunction({
    name: details.name, qualifiedName, kind: details.kind, parent: c.f.index,
    ...(details.classIndex === undefined ? {} : { classIndex: details.classIndex }),
    isAsync: hasToken(tree, node, K.async),
    isGenerator: kind === K.generator_function || kind === K.generator_function_declaration || (kind === K.method_definition && hasToken(tree, node, K['*'])),
    isStatic: details.isStatic ?? false, selfParam: false, span: c.span(node), nameSpan: details.nameSpan,
  });
  if (details.annotations) f.annotations.push(...details.annotations);
  const inner = new FunctionContext(c, f, scope, qualifiedName);
  inner.baseNames = details.baseNames;
  return inner;
}

/** A function where a value is expected. `name` is what it is assigned to. */
export function lowerFunctionExpression(c: FunctionContext, node: number, name: string | undefined): Reg {
  const own = childByField(c.tree, node, F.name);
  const shown = own >= 0 ? identifierText(c.tree, own) : name ?? '';
  // An arrow function has no receiver of its own.
  const closure = makeCallable(c, node, shown, c.kind(node) === K.arrow_function ? 'lambda' : 'function', c.span(own >= 0 ? own : node));
  // Its own name is visible inside only, from a scope around it.
  const binding = own >= 0 ? c.binding(own) : undefined;
  if (binding?.shared) c.write(binding, closure, c.span(node));
  return closure;
}

/** `function f() {}`, bound where its scope starts. */
export function lowerFunctionDeclaration(c: FunctionContext, node: number): Reg {
  const name = childByField(c.tree, node, F.name);
  const closure = makeCallable(c, node, name < 0 ? '' : identifierText(c.tree, name), 'function', c.span(name < 0 ? node : name));
  if (name >= 0) c.writeName(name, closure, c.span(name));
  return closure;
}

function makeCallable(c: FunctionContext, node: number, name: string, kind: 'function' | 'lambda', nameSpan: Span): Reg {
  const cls = c.prototypeClasses.get(node);
  if (cls) return lowerPrototypeClass(c, node, cls, name);
  return c.f.closure(lowerFunction(c, node, { name, kind, nameSpan }), [], c.span(node));
}

/** Role of a method by its keywords. */
export function methodKind(c: FunctionContext, node: number): 'method' | 'getter' | 'setter' {
  if (hasToken(c.tree, node, K.get)) return 'getter';
  return hasToken(c.tree, node, K.set) ? 'setter' : 'method';
}

function lowerParameters(c: FunctionContext, node: number): void {
  const single = childByField(c.tree, node, F.parameter);
  if (single >= 0) {
    const name = identifierText(c.tree, single);
    bindParameter(c, single, c.f.addParam({ name, kind: 'positional', span: c.span(single) }), -1);
  }
  const list = childByField(c.tree, node, F.parameters);
  if (list < 0) return;
  // All registers first, so that a default value can't come between the arguments.
  const parameters = namedChildren(c.tree, list).flatMap((parameter) => addParameter(c, parameter));
  if (c.scopes.usingArguments.has(c.scope) && c.kind(node) !== K.arrow_function) c.allArguments = collectArguments(c, c.span(list));
  for (const { parameter, reg, pattern, annotation } of parameters) {
    const fallback = childByField(c.tree, parameter, F.value);
    if (fallback >= 0) {
      const span = c.span(fallback);
      c.f.ifMissing(reg, span, () => c.f.move(reg, lowerExpression(c, fallback), span));
    }
    bindParameter(c, pattern, reg, annotation);
  }
}

/** `arguments`: the named parameters, then what a rest parameter holds; a hidden one where there is none. */
function collectArguments(c: FunctionContext, span: Span): Reg {
  const { f } = c;
  if (f.params.every((param) => param.kind !== 'rest')) f.addParam({ name: 'arguments', kind: 'rest', span });
  return f.alloc('list', f.params.map((param) => ({ value: param.reg, ...(param.kind === 'rest' ? { spread: true } : {}), span: param.span })), span);
}

interface Parameter { readonly parameter: number; readonly reg: Reg; readonly pattern: number; readonly annotation: number }

function addParameter(c: FunctionContext, parameter: number): Parameter[] {
  const { tree } = c;
  if (c.kind(parameter) !== K.required_parameter && c.kind(parameter) !== K.optional_parameter) return [];
  const written = childByField(tree, parameter, F.pattern);
  if (written < 0 || tree.kind[written] === K.this) return [];
  const isRest = tree.kind[written] === K.rest_pattern;
  const pattern = isRest ? firstNamedChild(tree, written) : written;
  if (pattern < 0) return [];
  const annotation = childByField(tree, parameter, F.type);
  const type = annotatedType(tree, parameter);
  const annotations = childrenByField(tree, parameter, F.decorator).map((decorator) => annotationOf(tree, decorator));
  const optional = tree.kind[parameter] === K.optional_parameter || childByField(tree, parameter, F.value) >= 0;
  // A destructured parameter has no name; its position is shown instead.
  const name = tree.kind[pattern] === K.identifier ? identifierText(tree, pattern) : `#${c.f.params.length + 1}`;
  const reg = c.f.addParam({
    name, kind: isRest ? 'rest' : 'positional', span: c.span(pattern),
    ...(type ? { type } : {}), ...(optional ? { optional } : {}), ...(annotations.length > 0 ? { annotations } : {}),
  });
  return [{ parameter, reg, pattern, annotation }];
}

/** A plain parameter's register is the variable itself; a captured one is copied into the scope object. */
function bindParameter(c: FunctionContext, pattern: number, reg: Reg, annotation: number): void {
  const binding = c.kind(pattern) === K.identifier ? c.binding(pattern) : undefined;
  if (binding && !binding.shared && binding.reg < 0) binding.reg = reg;
  else bindPattern(c, pattern, reg, c.span(pattern), annotation);
}
