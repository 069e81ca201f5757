import type { Span } from '../../base/words.ts';
import type { AnnotationIR, FunctionIR, ParamKind } from '../../ir/ir.ts';
import type { Reg } from '../../ir/builder.ts';
import { childByField, childByKind, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { assignTo } from './assignments.ts';
import { annotationOf } from './constants.ts';
import { applyDecorators, type Decorator } from './decorators.ts';
import { lowerExpression } from './expressions.ts';
import { pathOf, spanOf, textOf, type ClassFrame, type Lowering } from './lowering.ts';
import { bindParameter, storeName } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { Scope } from './scopes.ts';
import { lowerBlock } from './statements.ts';
import { constantString } from './strings.ts';
import { annotatedMetadata, typeOf } from './types.ts';

/** A parameter as written. */
interface Parameter {
  readonly node: number;
  readonly name: string;
  readonly kind: ParamKind;
  readonly type: number;
  readonly value: number;
  /** Python 2: `def f((a, b)):`. */
  readonly pattern: number;
}

export interface FunctionShape {
  readonly node: number;
  readonly name: string;
  readonly kind: FunctionIR['kind'];
  /** Class that the function is a method of. */
  readonly frame?: ClassFrame;
  readonly isStatic?: boolean;
  readonly selfParam?: boolean;
  readonly decorators?: readonly Decorator[];
}

/** `def` outside a class body: closure, decorators, name. */
export function lowerFunctionDefinition(lo: Lowering, node: number, decorators: readonly Decorator[], span: Span): void {
  const name = childByField(lo.tree, node, F.name);
  if (name < 0) return;
  const text = textOf(lo, name);
  const built = buildFunction(lo, { node, name: text, kind: 'function', decorators });
  const closure = lo.f.closure(built.index, built.defaults, spanOf(lo, node));
  storeName(lo, text, applyDecorators(lo, decorators, closure), span);
}

export function lowerLambda(lo: Lowering, node: number): Reg {
  const built = buildFunction(lo, { node, name: '<lambda>', kind: 'lambda' });
  return lo.f.closure(built.index, built.defaults, spanOf(lo, node));
}

/**
 * Lowers a function into a builder of its own. Default values of plain functions are evaluated where the function is defined
 * and come back as registers; those of methods, which the class binds, are evaluated in the method where the argument is missing.
 */
export function buildFunction(lo: Lowering, shape: FunctionShape): { index: number; defaults: { param: number; reg: Reg }[] } {
  const { tree } = lo;
  const { node, frame } = shape;
  const nameNode = childByField(tree, node, F.name);
  const list = childByField(tree, node, F.parameters);
  const parameters = list < 0 ? [] : readParameters(lo, list);
  const defaults = frame ? [] : parameters.flatMap((p, param) => {
    const given = p.value >= 0 ? p.value : annotatedDefault(lo, p.type);
    return given < 0 ? [] : [{ param, reg: lowerExpression(lo, given) }];
  });

  const f = lo.module.newFunction({
    name: shape.name, qualifiedName: pathOf(lo, shape.name), kind: shape.kind, parent: lo.f.index,
    isAsync: tree.kind[node] === K.function_definition && childByKind(tree, node, K.async) >= 0,
    isStatic: shape.isStatic ?? false, selfParam: shape.selfParam ?? false,
    span: spanOf(lo, node), nameSpan: spanOf(lo, nameNode < 0 ? node : nameNode), ...(frame ? { classIndex: frame.index } : {}),
  });
  f.annotations.push(...(shape.decorators ?? []).flatMap((d) => (d.annotation ? [d.annotation] : [])));
  const returnType = childByField(tree, node, F.return_type);
  if (returnType >= 0) f.returnType = typeOf(lo, returnType);

  const body = childByField(tree, node, F.body);
  const scope = lo.scopes.of(node) ?? new Scope('function', lo.scope);
  const outer = { f: lo.f, scope: lo.scope, jumps: lo.jumps, path: lo.path, defaultsOf: lo.defaultsOf };
  scope.parent = lo.scope;
  lo.f = f;
  lo.jumps = [];
  lo.path = pathOf(lo, shape.name);
  lo.defaultsOf = undefined;

  const registers = parameters.map((p) => addParameter(lo, p));
  if (frame) methodDefaults(lo, parameters, registers, frame);
  lo.scope = scope;
  parameters.forEach((p, i) => {
    const at = spanOf(lo, p.node);
    if (p.pattern >= 0) assignTo(lo, p.pattern, registers[i]!, at);
    else bindParameter(lo, p.name, registers[i]!, at);
  });
  if (body >= 0 && shape.kind === 'lambda') f.return(lowerExpression(lo, body), spanOf(lo, body));
  else if (body >= 0) {
    const doc = docString(lo, body);
    if (doc !== undefined) f.doc = doc;
    lowerBlock(lo, body);
  }
  f.finish();
  Object.assign(lo, outer);
  return { index: f.index, defaults };
}

/** Text of a string that stands first in a body. */
export function docString(lo: Lowering, body: number): string | undefined {
  const first = firstNamedChild(lo.tree, body);
  if (first < 0 || lo.tree.kind[first] !== K.expression_statement) return undefined;
  const only = firstNamedChild(lo.tree, first);
  if (only < 0 || (lo.tree.kind[only] !== K.string && lo.tree.kind[only] !== K.concatenated_string)) return undefined;
  return constantString(lo, only);
}

/** A call beside the type in `Annotated[T, make()]` says where a framework takes the argument from, as a default value does. */
function annotatedDefault(lo: Lowering, type: number): number {
  return annotatedMetadata(lo, type).findLast((part) => lo.tree.kind[part] === K.call) ?? -1;
}

function addParameter(lo: Lowering, p: Parameter): Reg {
  const metadata = annotatedMetadata(lo, p.type);
  if (p.value >= 0 && lo.tree.kind[p.value] === K.call) metadata.push(p.value);
  const annotations = metadata.map((m) => annotationOf(lo, m)).filter((a): a is AnnotationIR => a !== undefined);
  return lo.f.addParam({
    name: p.name, kind: p.kind, span: spanOf(lo, p.node),
    ...(p.type < 0 ? {} : { type: typeOf(lo, p.type) }),
    ...(p.value < 0 ? {} : { optional: true }),
    ...(annotations.length > 0 ? { annotations } : {}),
  });
}

/** Default values see the scope around the function and the names of the class body, not the other parameters. */
function methodDefaults(lo: Lowering, parameters: readonly Parameter[], registers: readonly Reg[], frame: ClassFrame): void {
  const outer = lo.scope;
  lo.scope = new Scope('function', outer);
  lo.defaultsOf = frame;
  parameters.forEach((p, i) => {
    if (p.value < 0) return;
    const at = spanOf(lo, p.value);
    lo.f.ifMissing(registers[i]!, at, () => lo.f.move(registers[i]!, lowerExpression(lo, p.value), at));
  });
  lo.defaultsOf = undefined;
  lo.scope = outer;
}

function readParameters(lo: Lowering, list: number): Parameter[] {
  const { tree } = lo;
  const found: Parameter[] = [];
  let kind: ParamKind = 'positional';
  for (const node of namedChildren(tree, list)) {
    const isTyped = tree.kind[node] === K.typed_parameter || tree.kind[node] === K.typed_default_parameter;
    const type = isTyped ? childByField(tree, node, F.type) : -1;
    switch (tree.kind[node]) {
      case K.keyword_separator: kind = 'keyword'; break;
      case K.positional_separator: break;
      case K.default_parameter: case K.typed_default_parameter: {
        const name = childByField(tree, node, F.name);
        const isPattern = name >= 0 && tree.kind[name] === K.tuple_pattern;
        found.push({ node, name: name < 0 ? '' : textOf(lo, name), kind, type, value: childByField(tree, node, F.value), pattern: isPattern ? name : -1 });
        break;
      }
      case K.tuple_pattern: found.push({ node, name: '', kind, type: -1, value: -1, pattern: node }); break;
      default: {
        const inner = tree.kind[node] === K.typed_parameter ? firstNamedChild(tree, node) : node;
        if (inner < 0) break;
        if (tree.kind[inner] === K.list_splat_pattern || tree.kind[inner] === K.dictionary_splat_pattern) {
          const name = firstNamedChild(tree, inner);
          const isRest = tree.kind[inner] === K.list_splat_pattern;
          found.push({ node, name: name < 0 ? '' : textOf(lo, name), kind: isRest ? 'rest' : 'keywordRest', type, value: -1, pattern: -1 });
          if (isRest) kind = 'keyword';
        } else if (tree.kind[inner] === K.identifier) found.push({ node, name: textOf(lo, inner), kind, type, value: -1, pattern: -1 });
      }
    }
  }
  return found;
}
