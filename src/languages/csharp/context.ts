import type { Span } from '../../base/words.ts';
import type { ModuleBuilder, Reg } from '../../ir/builder.ts';
import { PASSED_VALUE, type TypeRef } from '../../ir/ir.ts';
import type { SyntaxTree } from '../../syntax/tree.ts';
import { CallableContext } from '../callable.ts';
import type { TypeRegistry, TypeScope } from './declarations.ts';

/**
 * A local variable or parameter. `register`: its value is in `reg`; inner functions see a copy under `slot` in the scope object.
 * `scope`: the scope object holds it, because an inner function assigns it or is declared before it. `box`: a parameter passed by
 * reference; `reg` holds an object with the value.
 */
export interface Local { readonly name: string; readonly reg: Reg; readonly slot: string; readonly type: TypeRef | undefined; readonly home: 'register' | 'scope' | 'box' }

/** What the whole file shares. */
export interface FileContext {
  readonly tree: SyntaxTree;
  readonly module: ModuleBuilder;
  readonly registry: TypeRegistry;
  /** Top-level types by name. */
  readonly types: Map<string, TypeScope>;
  /** First parts of the namespaces that the file names. */
  readonly roots: ReadonlySet<string>;
  /** Types that declarations write with their namespace. */
  readonly qualified: Set<string>;
  /** By number of parts, the names that the file's tuple types give to positions. */
  readonly tupleNames: ReadonlyMap<number, readonly (readonly string[])[]>;
  /** Classes whose static members are visible: names in the module's scope. */
  readonly staticUsings: readonly string[];
}

/** Lowering state of one callable. */
export class FunctionContext extends CallableContext<FileContext, TypeScope, Local, FunctionContext> {
  /** Names whose variables live in the scope object. */
  shared: ReadonlySet<string> = new Set();
  /** Those of them that the body declares somewhere: local functions may mention them before. */
  pending: ReadonlySet<string> = new Set();
  /** Receivers of the conditional accesses (`a?.b`) around the expression that is being lowered. */
  readonly conditional: Reg[] = [];

  /** A variable of the innermost block. A given register already holds the value. */
  declare(name: string, type: TypeRef | undefined, span: Span, given?: Reg, isBox = false): Local {
    const reg = given ?? this.f.newVar(name);
    const local: Local = { name, reg, slot: this.slotOf(name, reg), type, home: isBox ? 'box' : this.shared.has(name) ? 'scope' : 'register' };
    if (local.home === 'scope' && given !== undefined) this.f.storeScope(0, local.slot, given, span);
    return this.enter(name, local);
  }
  /** Gives a variable of this function a value. */
  assign(local: Local, value: Reg, span: Span): void {
    if (local.home === 'scope') this.f.storeScope(0, local.slot, value, span);
    else if (local.home === 'box') this.f.set(local.reg, PASSED_VALUE, value, span);
    else this.f.move(local.reg, value, span);
  }
}
