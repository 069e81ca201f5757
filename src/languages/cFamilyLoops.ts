/** Loops, conditions and jumps that Java, C#, TypeScript and JavaScript took from C, for their front ends. */
import type { Span } from '../base/words.ts';
import { LoopFlag, type Reg } from '../ir/builder.ts';
import { childByField } from '../syntax/tree.ts';
import type { Lowering } from './cFamily.ts';

/** Where `break`, `continue` and `yield` lead. Nestings are values of `FunctionBuilder.nesting` just inside the region. */
export interface JumpTarget {
  readonly labels: readonly string[];
  /** `break` without a label ends here: loops and `switch`. */
  readonly plain: boolean;
  readonly breakNesting: number;
  /** For loops: the region to leave or the loop to go round. */
  readonly continueNesting?: number;
  /** `continue` leaves a block around the body, so that what follows the block still runs. */
  readonly continueByBreak?: boolean;
  /** Variable that `yield` fills, for a `switch` that is an expression. */
  readonly result?: Reg;
}

/** What is needed of a front end's state of lowering. */
interface Flow extends Lowering {
  readonly jumps: JumpTarget[];
  /** Labels of the statement that is being lowered. */
  labels: string[];
  kind(node: number): number;
}

/** What differs between the grammars. */
interface Syntax<C> {
  /** The numbers of the grammar's fields. */
  readonly fields: { readonly condition: number; readonly body: number };
  readonly continueStatement: number;
  lower(c: C, expression: number): Reg;
  lowerBody(c: C, body: number): void;
  /** Whether a condition is written as a constant that holds. */
  isTrue(c: C, condition: number): boolean;
}

export class Loops<C extends Flow> {
  private readonly syntax: Syntax<C>;

  constructor(syntax: Syntax<C>) {
    this.syntax = syntax;
  }

  while(c: C, node: number): void {
    const { labels } = c;
    const { condition, endless } = this.condition(c, node);
    c.f.loop(c.span(node), () => {
      const breakNesting = c.f.nesting;
      if (condition >= 0 && !endless) this.leaveUnless(c, condition);
      this.body(c, node, labels, breakNesting, false);
    }, endless ? LoopFlag.infinite : LoopFlag.none);
  }

  do(c: C, node: number): void {
    const { labels } = c;
    const { condition, endless } = this.condition(c, node);
    c.f.loop(c.span(node), () => {
      const breakNesting = c.f.nesting;
      this.body(c, node, labels, breakNesting, true);
      if (condition >= 0 && !endless) this.leaveUnless(c, condition);
    }, LoopFlag.atLeastOnce);
  }

  /** Lowers the loop's body. `inBlock`: something runs after it in each round, which `continue` must not skip. */
  body(c: C, node: number, labels: readonly string[], breakNesting: number, inBlock: boolean): void {
    const { f, tree } = c;
    const body = childByField(tree, node, this.syntax.fields.body);
    const run = (): void => {
      c.jumps.push({ labels, plain: true, breakNesting, continueNesting: f.nesting, continueByBreak: inBlock });
      this.syntax.lowerBody(c, body);
      c.jumps.pop();
    };
    c.labels = [];
    if (inBlock && body >= 0 && this.mayContinue(c, body)) f.block(c.span(body), run);
    else run();
  }

  leaveUnless(c: C, condition: number): void {
    const span = c.span(condition);
    c.f.if(this.syntax.lower(c, condition), span, () => {}, () => c.f.break(0, span));
  }

  private condition(c: C, node: number): { readonly condition: number; readonly endless: boolean } {
    const condition = childByField(c.tree, node, this.syntax.fields.condition);
    return { condition, endless: condition >= 0 && this.syntax.isTrue(c, condition) };
  }

  /** Whether a `continue` is written anywhere inside; one that means an inner loop only costs a block. */
  private mayContinue(c: C, body: number): boolean {
    const end = c.tree.next[body]!;
    for (let node = body; node < end; node++) if (c.tree.kind[node] === this.syntax.continueStatement) return true;
    return false;
  }
}

/** `break` or `continue`, with a label or without. */
export function jump({ f, jumps }: Flow, isContinue: boolean, label: string | undefined, span: Span): void {
  const target = jumps.findLast(({ labels, plain, continueNesting }) =>
    !(isContinue && continueNesting === undefined) && (label !== undefined ? labels.includes(label) : isContinue || plain));
  if (!target) f.unknown(isContinue ? 'continue' : 'break', [], span);
  else if (!isContinue) f.break(f.nesting - target.breakNesting, span);
  else if (target.continueByBreak) f.break(f.nesting - target.continueNesting!, span);
  else f.continue(f.nesting - target.continueNesting!, span);
}

/** What a label before a statement that is no loop names: only `break` leads there. */
export function labelled(c: Flow, node: number, labels: readonly string[], lowerBody: () => void): void {
  c.f.block(c.span(node), () => {
    c.jumps.push({ labels, plain: false, breakNesting: c.f.nesting });
    lowerBody();
    c.jumps.pop();
  });
}

/** `if (condition) … else …`; an `alternative` below 0: none. */
export function ifElse(c: Lowering, node: number, parts: { readonly condition: number; readonly consequence: number; readonly alternative: number }, lower: (node: number) => Reg, lowerBody: (node: number) => void): void {
  const { condition, consequence, alternative } = parts;
  const span = c.span(condition < 0 ? node : condition);
  const value = condition < 0 ? c.f.unknown('if', [], span) : lower(condition);
  c.f.if(value, span, () => lowerBody(consequence), alternative < 0 ? undefined : () => lowerBody(alternative));
}
