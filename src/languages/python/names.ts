import type { Span } from '../../base/words.ts';
import type { Reg } from '../../ir/builder.ts';
import type { ClassFrame, Lowering } from './lowering.ts';
import { resolveName, type Binding, type Scope } from './scopes.ts';

/** Value of a name at this point. Names that nothing here binds are loaded from the module scope (star imports, builtins). */
export function loadName(lo: Lowering, name: string, span: Span): Reg {
  if (lo.defaultsOf?.assigned.has(name)) return lo.f.get(loadClass(lo, lo.defaultsOf, span), name, span);
  const { scope, hops } = resolveName(lo.scope, name, (cls) => classHolds(lo, cls, name));
  if (scope.kind === 'class') return lo.f.get(frameOf(lo, scope)?.reg ?? -1, name, span);
  if (scope.kind === 'module') return lo.f.loadScope(hops, name, span);
  const binding = scope.bind(name);
  return binding.captured || hops > 0 ? lo.f.loadScope(hops, binding.slot, span) : variable(lo, binding, name);
}

/** Assigns to a name as a statement here does. */
export function storeName(lo: Lowering, name: string, value: Reg, span: Span): void {
  store(lo, lo.scope, name, value, span);
}

/** Assigns as `:=` does: past the comprehensions, to the scope around them. */
export function storeWalrus(lo: Lowering, name: string, value: Reg, span: Span): void {
  let scope = lo.scope;
  while (scope.kind === 'comprehension' && scope.parent) scope = scope.parent;
  store(lo, scope, name, value, span);
}

/** Gives a parameter's register its name, or copies it to the scope object where nested functions use it. */
export function bindParameter(lo: Lowering, name: string, reg: Reg, span: Span): void {
  const binding = lo.scope.bind(name);
  if (binding.captured) lo.f.storeScope(0, binding.slot, reg, span);
  else binding.reg = reg;
}

/** True where nothing in this file binds the name, so that it can only be a builtin or come from a star import. */
export function isUnbound(lo: Lowering, name: string): boolean {
  const { scope } = resolveName(lo.scope, name, (cls) => classHolds(lo, cls, name));
  return scope.kind === 'module' && !scope.names.has(name);
}

function store(lo: Lowering, from: Scope, name: string, value: Reg, span: Span): void {
  let scope = from;
  while (scope.kind === 'comprehension' && !scope.names.has(name) && scope.parent) scope = scope.parent;
  if (scope.kind === 'module') { lo.f.storeScope(0, name, value, span); return; }
  if (scope.globals.has(name)) { lo.f.storeScope(hopsToModule(scope), name, value, span); return; }
  if (scope.nonlocals.has(name)) {
    const outer = resolveName(scope, name, () => false);
    lo.f.storeScope(outer.hops, outer.scope.names.get(name)?.slot ?? name, value, span);
    return;
  }
  if (scope.kind === 'class') {
    const frame = frameOf(lo, scope);
    if (frame) { lo.f.set(frame.reg, name, value, span); frame.assigned.add(name); }
    return;
  }
  const binding = scope.bind(name);
  if (binding.captured) lo.f.storeScope(0, binding.slot, value, span);
  else lo.f.move(variable(lo, binding, name), value, span);
}

function variable(lo: Lowering, binding: Binding, name: string): Reg {
  if (binding.reg < 0) binding.reg = lo.f.newVar(name);
  return binding.reg;
}

function hopsToModule(from: Scope): number {
  let hops = 0;
  for (let scope: Scope | undefined = from; scope; scope = scope.parent) if (scope.kind === 'function') hops++;
  return hops;
}

function frameOf(lo: Lowering, scope: Scope): ClassFrame | undefined {
  for (let frame = lo.frame; frame; frame = frame.outer) if (frame.scope === scope) return frame;
  return undefined;
}

const classHolds = (lo: Lowering, scope: Scope, name: string): boolean => frameOf(lo, scope)?.assigned.has(name) ?? false;

/** The class object, from inside one of its methods: by its name, through the classes around it. */
function loadClass(lo: Lowering, frame: ClassFrame, span: Span): Reg {
  const outer = frame.outer;
  if (outer && frame.scope.parent === outer.scope) return lo.f.get(loadClass(lo, outer, span), frame.name, span);
  const { scope, hops } = resolveName(lo.scope, frame.name, () => false);
  return lo.f.loadScope(hops, scope.names.get(frame.name)?.slot ?? frame.name, span);
}
