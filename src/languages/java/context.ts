import type { ModuleBuilder, Reg } from '../../ir/builder.ts';
import type { TypeRef } from '../../ir/ir.ts';
import type { SyntaxTree } from '../../syntax/tree.ts';
import { CallableContext } from '../callable.ts';
import type { TypeRegistry, TypeScope } from './declarations.ts';

/** A local variable or parameter. Inner functions see the copy that stands under `slot` in the scope object. */
export interface Local { readonly name: string; readonly reg: Reg; readonly slot: string; readonly type: TypeRef | undefined }

/** What the whole file shares. */
export interface FileContext {
  readonly tree: SyntaxTree;
  readonly module: ModuleBuilder;
  readonly registry: TypeRegistry;
  /** Top-level types by name. */
  readonly types: Map<string, TypeScope>;
  /** Simple names that single imports bind, static ones included. */
  readonly imported: Set<string>;
  /** Packages of the imported types by simple name. */
  readonly importedFrom: Map<string, string>;
  /** Types that declarations write with their package. */
  readonly qualified: Set<string>;
  /** Classes whose static members are imported on demand: names in the module's scope. */
  readonly staticStars: string[];
  readonly packageName: string;
}

/** Lowering state of one callable. */
export class FunctionContext extends CallableContext<FileContext, TypeScope, Local, FunctionContext> {
  /** Classes that statements of this function declare. */
  readonly localTypes = new Map<string, TypeScope>();

  /** A variable of the innermost block. */
  declare(name: string, type: TypeRef | undefined, reg = this.f.newVar(name)): Local {
    return this.enter(name, { name, reg, slot: this.slotOf(name, reg), type });
  }
}

/** Name under which an inner class finds the receiver of the function around it. */
export const THIS_SLOT = 'this';
