import type { Span } from '../../base/words.ts';
import { FunctionBuilder, type ModuleBuilder, type Reg } from '../../ir/builder.ts';
import type { TypeRef } from '../../ir/ir.ts';
import { nodeSpan, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import type { JumpTarget } from '../cFamilyLoops.ts';
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

/** Lowering state of one callable. The functions of the other files of this folder take it as their first argument. */
export class FunctionContext {
  readonly file: FileContext;
  readonly tree: SyntaxTree;
  readonly f: FunctionBuilder;
  /** Function scopes between here and the module's. */
  readonly depth: number;
  readonly path: string;
  /** Class whose member this code belongs to. */
  readonly type: TypeScope | undefined;
  /** Enclosing function of a lambda; undefined for everything else. */
  readonly outer: FunctionContext | undefined;
  readonly isStatic: boolean;
  readonly jumps: JumpTarget[] = [];
  /** Labels of the statement that is being lowered. */
  labels: string[] = [];
  /** Current recursion depth, against `MAX_LOWERING_DEPTH`. */
  nesting: number;
  /** Classes that statements of this function declare. */
  readonly localTypes = new Map<string, TypeScope>();
  private readonly blocks: Map<string, Local>[] = [new Map()];
  private readonly slots = new Set<string>();

  constructor(file: FileContext, f: FunctionBuilder, place: {
    readonly depth: number; readonly path: string; readonly type: TypeScope | undefined; readonly outer?: FunctionContext;
    readonly isStatic: boolean; readonly nesting: number;
  }) {
    this.file = file; this.tree = file.tree; this.f = f;
    this.depth = place.depth; this.path = place.path; this.type = place.type; this.outer = place.outer;
    this.isStatic = place.isStatic; this.nesting = place.nesting;
  }

  span(node: number): Span { return nodeSpan(this.tree, node); }
  text(node: number): string { return nodeText(this.tree, node); }
  kind(node: number): number { return this.tree.kind[node]!; }

  /** A variable of the innermost block. */
  declare(name: string, type: TypeRef | undefined, reg = this.f.newVar(name)): Local {
    const slot = this.slots.has(name) ? `${name}@${reg}` : name;
    this.slots.add(slot);
    const local: Local = { name, reg, slot, type };
    this.blocks[this.blocks.length - 1]!.set(name, local);
    return local;
  }
  /** A variable of this function that is in scope here. */
  local(name: string): Local | undefined {
    for (let k = this.blocks.length - 1; k >= 0; k--) { const found = this.blocks[k]!.get(name); if (found) return found; }
    return undefined;
  }
  inBlock(run: () => void): void {
    this.blocks.push(new Map());
    try { run(); } finally { this.blocks.pop(); }
  }
}

/** Name under which an inner class finds the receiver of the function around it. */
export const THIS_SLOT = 'this';
