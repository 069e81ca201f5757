import type { Span } from '../base/words.ts';
import type { FunctionBuilder } from '../ir/builder.ts';
import { nodeSpan, nodeText, type SyntaxTree } from '../syntax/tree.ts';
import type { JumpTarget } from './cFamilyLoops.ts';

/** Where a callable stands. */
interface Standing<Type, Self> {
  readonly depth: number;
  readonly path: string;
  readonly type: Type | undefined;
  readonly outer?: Self;
  readonly isStatic: boolean;
  readonly nesting: number;
}

/**
 * Lowering state of one callable, in languages whose code stands in classes and whose variables are those of blocks (Java, C#). The
 * functions of their folders take it as their first argument.
 */
export abstract class CallableContext<File extends { readonly tree: SyntaxTree }, Type, Local, Self> {
  readonly file: File;
  readonly tree: SyntaxTree;
  readonly f: FunctionBuilder;
  /** Function scopes between here and the module's. */
  readonly depth: number;
  readonly path: string;
  /** Class whose member this code belongs to. */
  readonly type: Type | undefined;
  /** Enclosing function of a lambda or local function; undefined for everything else. */
  readonly outer: Self | undefined;
  readonly isStatic: boolean;
  readonly jumps: JumpTarget[] = [];
  /** Labels of the statement that is being lowered. */
  labels: string[] = [];
  /** Current recursion depth, against `MAX_LOWERING_DEPTH`. */
  nesting: number;
  private readonly blocks: Map<string, Local>[] = [new Map()];
  private readonly slots = new Set<string>();

  constructor(file: File, f: FunctionBuilder, standing: Standing<Type, Self>) {
    this.file = file; this.tree = file.tree; this.f = f;
    this.depth = standing.depth; this.path = standing.path; this.type = standing.type; this.outer = standing.outer;
    this.isStatic = standing.isStatic; this.nesting = standing.nesting;
  }

  span(node: number): Span { return nodeSpan(this.tree, node); }
  text(node: number): string { return nodeText(this.tree, node); }
  kind(node: number): number { return this.tree.kind[node]!; }

  /** A name of its own in the scope object for a variable, which inner functions see it by. */
  protected slotOf(name: string, reg: number): string {
    const slot = this.slots.has(name) ? `${name}@${reg}` : name;
    this.slots.add(slot);
    return slot;
  }
  /** Makes a variable known in the innermost block. */
  protected enter(name: string, local: Local): Local {
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
