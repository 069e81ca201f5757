import { type Arg, ArgKind, type Reg } from '../../ir/builder.ts';
import { PASSED_VALUE, type TypeRef } from '../../ir/ir.ts';
import type { Span } from '../../base/words.ts';
import { childByField, childByKind, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { askedByKey } from './attributes.ts';
import type { FunctionContext } from './context.ts';
import { conditionalReceiver, lowerExpression } from './expressions.ts';
import { lowerMethodGroup } from './lambdas.ts';
import { innermostType, methodHolder, readName, receiver, resolveMethod, resolveType, resolveVariable, typed, typeHere, typeValue } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { dottedParts, hasToken, nameText, operandOf, unwrap } from './nodes.ts';
import { target } from './operators.ts';
import { overloadName } from './overloads.ts';
import { declaredType, saysNothing, typeArguments } from './types.ts';

/** Arguments of a call, and what is to be done with the variables that were passed by reference once its result is known. */
export interface Arguments { readonly args: Arg[]; readonly finish: (result: Reg) => void }

/** The arguments, without as many in front as are `skipped`. */
export function lowerArgumentList(c: FunctionContext, list: number, skipped = 0): Arguments {
  const after: ((result: Reg) => void)[] = [];
  const written = (list < 0 ? [] : namedChildren(c.tree, list)).filter((child) => c.kind(child) === K.argument).slice(skipped);
  // A named argument before one without a name stands at its own position.
  const positions = written.findLastIndex((argument) => childByField(c.tree, argument, F.name) < 0);
  const args = written.map((argument, position): Arg => {
    const span = c.span(argument);
    const nameNode = position < positions ? -1 : childByField(c.tree, argument, F.name);
    const value = operandOf(c.tree, argument);
    const byReference = hasToken(c.tree, argument, K.out) || hasToken(c.tree, argument, K.ref);
    const reg = value < 0 ? c.f.const(null, span) : byReference ? passByReference(c, value, hasToken(c.tree, argument, K.ref), after) : lowerMethodGroup(c, value) ?? lowerExpression(c, value);
    const at = value < 0 ? span : c.span(value);
    return nameNode < 0 ? { kind: ArgKind.positional, reg, span: at } : { kind: ArgKind.keyword, name: nameText(c.tree, nameNode), reg, span: at };
  });
  return { args, finish: (result) => { for (const one of after) one(result); } };
}

/** `out x`, `out var x`, `ref x`: an object stands for the variable; code that is not seen is taken to fill it with its result. */
function passByReference(c: FunctionContext, node: number, hasValue: boolean, after: ((result: Reg) => void)[]): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  if (c.kind(node) === K.declaration_expression) {
    const nameNode = childByField(tree, node, F.name);
    const box = f.alloc('object', [], span);
    if (nameNode < 0) return box;
    const type = typeHere(c, declaredType(tree, node));
    const local = c.declare(nameText(tree, nameNode), type, span);
    after.push((result) => c.assign(local, typed(c, passed(c, box, result, span), type, span), span));
    return box;
  }
  if (c.kind(node) === K.discard || (c.kind(node) === K.identifier && nameText(tree, node) === '_')) return f.alloc('object', [], span);
  const variable = target(c, node, span);
  const box = f.alloc('object', hasValue ? [{ key: f.const(PASSED_VALUE, span), value: variable.read(), span }] : [], span);
  after.push((result) => variable.write(passed(c, box, result, span)));
  return box;
}

const passed = (c: FunctionContext, box: Reg, result: Reg, span: Span): Reg =>
  c.f.callMethod(box, PASSED_VALUE, [{ kind: ArgKind.positional, reg: result, span }], span);

/** Types between angle brackets of a called name: `GetRequiredService<IReader>()`. */
function calledTypes(c: FunctionContext, nameNode: number): TypeRef[] {
  return nameNode >= 0 && c.kind(nameNode) === K.generic_name ? typeArguments(c.tree, nameNode) : [];
}

/** Calls whose result is of the type that they are given. */
const GIVES_ITS_TYPE = /^(Get|TryGet|Read|Deserialize|Resolve|Parse|Convert|To|As|Single|Execute|Query|Find|Create|Load|Fetch|Send|Complete|Receive|Search)/;

/** Selections by type, which hand on what they are given. */
const SELECTIONS = new Set(['OfType', 'Cast', 'Select', 'Where', 'ToDictionary', 'First', 'FirstOrDefault', 'Single', 'SingleOrDefault']);

/** What a type argument says: it is a further argument called `T` (a second one `T2`), and for many calls the type of the result. */
function withTypes(c: FunctionContext, name: string, types: readonly TypeRef[], args: Arg[], span: Span): (result: Reg) => Reg {
  const [only, second] = types;
  // A service and the class that implements it.
  if (only && second && types.length === 2 && /^(Try)?Add/.test(name)) for (const [key, type] of [['T', only], ['T2', second]] as const) args.push({ kind: ArgKind.keyword, name: key, reg: typeValue(c, typeHere(c, type)!.name, span), span });
  if (!only || types.length > 1 || SELECTIONS.has(name)) return (result) => result;
  // A sequence of bytes may be a document.
  if (only.name === 'byte') return (result) => result;
  if (!saysNothing(only) && /^\p{Lu}/u.test(only.name)) args.push({ kind: ArgKind.keyword, name: 'T', reg: typeValue(c, typeHere(c, only)!.name, span), span });
  return (result) => GIVES_ITS_TYPE.test(name) ? typed(c, result, only, span) : result;
}

/** `base.Name(…)`, with the base computed already: what is called on, or the argument that a method extends. */
export function lowerMethodCall(c: FunctionContext, node: number, callee: number, base: Reg): Reg {
  const { tree } = c;
  const nameNode = childByField(tree, callee, F.name);
  return callNamed(c, node, nameNode, base, extendedArgument(c, node, callee) < 0 ? 0 : 1);
}

/** Classes of methods that extend sequences, and those of their methods that begin one. */
const SEQUENCE_CLASSES = /^(System\.Linq\.)?(Enumerable|Queryable|AsyncEnumerable)$/;
const BEGINNINGS = new Set(['Empty', 'Range', 'Repeat']);
/** Static methods of arrays that lists have as their own: `Array.Exists(xs, f)`. */
const ARRAY_CLASS = /^(System\.)?Array$/;
const ARRAY_METHODS = new Set(['Exists', 'Find', 'FindAll', 'FindLast', 'ForEach', 'ConvertAll', 'TrueForAll', 'Reverse', 'Sort']);

/** The first argument of `Enumerable.Select(pages, …)`, which is `pages.Select(…)`; -1 for other calls. */
export function extendedArgument(c: FunctionContext, node: number, callee: number): number {
  const { tree } = c;
  const list = childByField(tree, node, F.arguments);
  const on = dottedParts(tree, childByField(tree, callee, F.expression))?.join('.') ?? '';
  const name = nameText(tree, childByField(tree, callee, F.name));
  if (!(SEQUENCE_CLASSES.test(on) || (ARRAY_CLASS.test(on) && ARRAY_METHODS.has(name))) || resolveVariable(c, on) || resolveType(c.file, innermostType(c), on) || BEGINNINGS.has(name)) return -1;
  const [first = -1] = argumentNodes(c, list);
  return first < 0 || childByField(tree, first, F.name) >= 0 ? -1 : operandOf(tree, first);
}

const argumentNodes = (c: FunctionContext, list: number): number[] => (list < 0 ? [] : namedChildren(c.tree, list)).filter((child) => c.kind(child) === K.argument);

/** A call of a member; `skipped` arguments in front are part of `base`. */
function callNamed(c: FunctionContext, node: number, nameNode: number, base: Reg, skipped = 0): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const name = nameNode < 0 ? '' : nameText(tree, nameNode);
  const { args, finish } = lowerArgumentList(c, childByField(tree, node, F.arguments), skipped);
  const cast = withTypes(c, name, calledTypes(c, nameNode).map((type) => askedByKey(tree, name, argumentNodes(c, childByField(tree, node, F.arguments)), type)), args, span);
  // The delegate itself is what is called.
  const result = name === 'Invoke' ? f.call(base, args, span) : f.callMethod(base, name, args, span);
  finish(result);
  return cast(result);
}

/** A call that starts with a name of its own: of a variable, a method around the code, or an inherited one. */
export function lowerCall(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const callee = unwrap(tree, childByField(tree, node, F.function));
  const list = childByField(tree, node, F.arguments);
  if (c.kind(callee) === K.member_binding_expression) return callNamed(c, node, childByField(tree, callee, F.name), conditionalReceiver(c, node));
  if (c.kind(callee) === K.member_access_expression) return callNamed(c, node, childByField(tree, callee, F.name), lowerExpression(c, childByField(tree, callee, F.expression)));
  const through = c.kind(callee) === K.conditional_access_expression ? callThrough(c, node, callee) : undefined;
  if (through !== undefined) return through;
  const isName = c.kind(callee) === K.identifier || c.kind(callee) === K.generic_name;
  if (!isName) {
    const value = lowerExpression(c, callee);
    const { args, finish } = lowerArgumentList(c, list);
    const result = f.call(value, args, span);
    finish(result);
    return result;
  }
  const name = nameText(tree, callee);
  if (name === 'nameof' && list >= 0) return nameOf(c, list, span);
  const { args, finish } = lowerArgumentList(c, list);
  const cast = withTypes(c, name, calledTypes(c, callee), args, span);
  const result = callByName(c, name, args, argumentNodes(c, list), span, c.span(callee));
  finish(result);
  return cast(result);
}

/** `a?.Name(…)`, where the grammar takes `a?.Name` for what is called; undefined where that is no member. */
function callThrough(c: FunctionContext, node: number, access: number): Reg | undefined {
  const condition = childByField(c.tree, access, F.condition);
  const rest = namedChildren(c.tree, access).find((child) => child !== condition) ?? -1;
  const kind = rest < 0 ? -1 : c.kind(rest);
  if (condition < 0 || (kind !== K.member_binding_expression && kind !== K.member_access_expression && kind !== K.conditional_access_expression)) return undefined;
  c.conditional.push(lowerExpression(c, condition));
  const result = kind === K.conditional_access_expression ? callThrough(c, node, rest)
    : callNamed(c, node, childByField(c.tree, rest, F.name), kind === K.member_binding_expression ? conditionalReceiver(c, node) : lowerExpression(c, childByField(c.tree, rest, F.expression)));
  c.conditional.pop();
  return result;
}

function callByName(c: FunctionContext, name: string, args: readonly Arg[], nodes: readonly number[], span: Span, at: Span): Reg {
  const { f } = c;
  const variable = resolveVariable(c, name);
  if (variable) return f.call(readName(c, name, at), args, span);
  const own = resolveMethod(c, name);
  const hasNames = args.some((arg) => arg.kind === ArgKind.keyword);
  if (own) return f.callMethod(methodHolder(c, own, at), hasNames ? name : overloadName(c, name, own.overloads, nodes), args, span);
  const type = innermostType(c);
  const [using] = c.file.staticUsings;
  if (using !== undefined && !type?.bases.length) return f.callMethod(f.loadScope(c.depth, using, at), name, args, span);
  return type ? f.callMethod(receiver(c, undefined, at), name, args, span) : f.call(readName(c, name, at), args, span);
}

function nameOf(c: FunctionContext, list: number, span: Span): Reg {
  const argument = childByKind(c.tree, list, K.argument);
  const inner = argument < 0 ? -1 : firstNamedChild(c.tree, argument);
  return c.f.const(inner < 0 ? '' : dottedParts(c.tree, inner)?.pop() ?? c.text(inner), span);
}
