import type { Span } from '../../base/words.ts';
import { FunctionBuilder, type ModuleBuilder, type Reg } from '../../ir/builder.ts';
import { PASSED_VALUE, type TypeRef } from '../../ir/ir.ts';
import { nodeSpan, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import type { JumpTarget } from '../cFamilyLoops.ts';
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
  /** Enclosing function of a lambda or local function; undefined for everything else. */
  readonly outer: FunctionContext | undefined;
  readonly isStatic: boolean;
  readonly jumps: JumpTarget[] = [];
  /** No loop has a label. */
  labels: string[] = [];
  /** Names whose variables live in the scope object. */
  shared: ReadonlySet<string> = new Set();
  /** Those of them that the body declares somewhere: local functions may mention them before. */
  pending: ReadonlySet<string> = new Set();
  /** Receivers of the conditional accesses (`a?.b`) around the expression that is being lowered. */
  readonly conditional: Reg[] = [];
  /** Current recursion depth, against `MAX_LOWERING_DEPTH`. */
  nesting: number;
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

  /** A variable of the innermost block. A given register already holds the value. */
  declare(name: string, type: TypeRef | undefined, span: Span, given?: Reg, isBox = false): Local {
    const reg = given ?? this.f.newVar(name);
    const slot = this.slots.has(name) ? `${name}@${reg}` : name;
    this.slots.add(slot);
    const local: Local = { name, reg, slot, type, home: isBox ? 'box' : this.shared.has(name) ? 'scope' : 'register' };
    if (local.home === 'scope' && given !== undefined) this.f.storeScope(0, slot, given, span);
    this.blocks[this.blocks.length - 1]!.set(name, local);
    return local;
  }
  /** Gives a variable of this function a value. */
  assign(local: Local, value: Reg, span: Span): void {
    if (local.home === 'scope') this.f.storeScope(0, local.slot, value, span);
    else if (local.home === 'box') this.f.set(local.reg, PASSED_VALUE, value, span);
    else this.f.move(local.reg, value, span);
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
