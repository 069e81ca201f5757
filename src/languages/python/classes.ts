import type { Span } from '../../base/words.ts';
import type { AnnotationIR, ClassIR, FunctionIR } from '../../ir/ir.ts';
import { ArgKind, type Arg } from '../../ir/builder.ts';
import { childByField, namedChildren } from '../../syntax/tree.ts';
import { lowerArgument } from './calls.ts';
import { applyDecorators, type Decorator } from './decorators.ts';
import { lowerExpression } from './expressions.ts';
import { buildFunction, docString } from './functions.ts';
import { pathOf, spanOf, textOf, type ClassFrame, type Lowering } from './lowering.ts';
import { storeName } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { Scope } from './scopes.ts';
import { lowerBlock } from './statements.ts';
import { typeOf } from './types.ts';

/** A class statement: the class object with its methods, then its body as assignments to the object, decorators, name. */
export function lowerClass(lo: Lowering, node: number, decorators: readonly Decorator[], span: Span): void {
  const { tree, f } = lo;
  const nameNode = childByField(tree, node, F.name);
  if (nameNode < 0) return;
  const name = textOf(lo, nameNode);
  const index = lo.module.newClassIndex();
  const qualifiedName = pathOf(lo, name);
  const bases = baseClasses(lo, node);
  const reg = f.class(index, bases.map((base) => lowerExpression(lo, genericBase(lo, base))), spanOf(lo, node));

  const body = childByField(tree, node, F.body);
  const scope = lo.scopes.of(node) ?? new Scope('class', lo.scope);
  scope.parent = lo.scope;
  const frame: ClassFrame = { index, name, reg, scope, methods: [], fields: [], assigned: new Set(), outer: lo.frame };
  const outer = { scope: lo.scope, frame: lo.frame, path: lo.path };
  lo.scope = scope;
  lo.frame = frame;
  lo.path = qualifiedName;
  const doc = body < 0 ? undefined : docString(lo, body);
  if (body >= 0) lowerBlock(lo, body);
  Object.assign(lo, outer);

  lo.module.addClass({
    index, name, qualifiedName, kind: 'class', bases: bases.map((base) => typeOf(lo, base)), methods: frame.methods, fields: frame.fields,
    annotations: decorators.map((d) => d.annotation).filter((a): a is AnnotationIR => a !== undefined),
    ...(doc === undefined ? {} : { doc }), span: spanOf(lo, node), nameSpan: spanOf(lo, nameNode),
  });
  // The class above is told of the new one when its body has run, with the keywords of the statement.
  if (bases.length) lo.f.callMethod(reg, '__init_subclass__', keywordsOf(lo, node), spanOf(lo, nameNode));
  lo.classFields.set(name, frame.fields.filter((field) => !field.isStatic).map((field) => field.name));
  storeName(lo, name, applyDecorators(lo, decorators, reg), span);
}

/** Positional bases. */
function baseClasses(lo: Lowering, node: number): number[] {
  const list = childByField(lo.tree, node, F.superclasses);
  if (list < 0) return [];
  return namedChildren(lo.tree, list).filter((child) => {
    const kind = lo.tree.kind[child];
    return kind !== K.keyword_argument && kind !== K.dictionary_splat && kind !== K.list_splat && kind !== K.ERROR;
  });
}

/** What a class statement hands to `__init_subclass__`: its keywords without `metaclass=`. */
function keywordsOf(lo: Lowering, node: number): Arg[] {
  const list = childByField(lo.tree, node, F.superclasses);
  return namedChildren(lo.tree, list).filter((child) => lo.tree.kind[child] === K.keyword_argument || lo.tree.kind[child] === K.dictionary_splat)
    .map((child) => lowerArgument(lo, child)).filter((argument) => argument.kind !== ArgKind.keyword || argument.name !== 'metaclass');
}

/** `Generic[T]`, `Base[int]`: the class before the brackets; the type arguments are in ClassIR.bases. */
function genericBase(lo: Lowering, node: number): number {
  const value = lo.tree.kind[node] === K.subscript ? childByField(lo.tree, node, F.value) : -1;
  return value < 0 ? node : value;
}

type Role = ClassIR['methods'][number]['role'];

const KIND_OF_ROLE: Readonly<Record<Role, FunctionIR['kind']>> = {
  method: 'method', static: 'method', classMethod: 'method', getter: 'getter', setter: 'setter', constructor: 'constructor',
};

/** Decorators that say what a method is; they are not calls. `undefined`: an ordinary decorator. `null`: the definition is only a declaration. */
function roleOf(decorator: Decorator): { role?: Role; suffix?: string } | null | undefined {
  const name = decorator.annotation?.name;
  if (name === undefined) return undefined;
  const last = name.slice(name.lastIndexOf('.') + 1);
  switch (last) {
    case 'staticmethod': return { role: 'static' };
    case 'classmethod': return { role: 'classMethod' };
    case 'property': case 'cached_property': case 'abstractproperty': return { role: 'getter' };
    case 'abstractmethod': case 'override': case 'final': return {};
    case 'overload': return null;
    case 'setter': return name === last ? undefined : { role: 'setter' };
    case 'getter': return name === last ? undefined : { role: 'getter' };
    case 'deleter': return name === last ? undefined : { role: 'method', suffix: '.deleter' };
    default: return undefined;
  }
}

/** `def` in a class body. The Class instruction binds the method; other decorators then replace the attribute by their result. */
export function lowerMethod(lo: Lowering, node: number, decorators: readonly Decorator[], frame: ClassFrame, span: Span): void {
  const nameNode = childByField(lo.tree, node, F.name);
  if (nameNode < 0) return;
  const name = textOf(lo, nameNode);
  let role: Role = name === '__init__' ? 'constructor' : name === '__new__' || name === '__class_getitem__' || name === '__init_subclass__' ? 'classMethod' : 'method';
  let stored = name;
  const calls: Decorator[] = [];
  for (const decorator of decorators) {
    const found = roleOf(decorator);
    if (found === null) return;
    if (found === undefined) { calls.push(decorator); continue; }
    role = found.role ?? role;
    stored = name + (found.suffix ?? '');
  }
  const built = buildFunction(lo, {
    node, name, kind: KIND_OF_ROLE[role], frame, isStatic: role === 'static', selfParam: role !== 'static', decorators,
  });
  frame.methods.push({ name: stored, fn: built.index, role });
  frame.assigned.add(name);
  // A property's value is what its getter returns: decorators around it see a descriptor, which no judgement needs.
  if (calls.length === 0 || role === 'getter' || role === 'setter') return;
  // Several methods of no name each go to their decorators only.
  if (name === '_') { applyDecorators(lo, calls, lo.f.closure(built.index, built.defaults, spanOf(lo, node))); return; }
  const method = lo.f.get(frame.reg, name, spanOf(lo, node));
  lo.f.set(frame.reg, name, applyDecorators(lo, calls, method), span);
}
