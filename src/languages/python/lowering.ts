import type { Span } from '../../base/words.ts';
import type { ClassIR, FieldIR } from '../../ir/ir.ts';
import type { FunctionBuilder, ModuleBuilder, Reg } from '../../ir/builder.ts';
import { nodeSpan, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import type { Scope, ScopeTable } from './scopes.ts';

/** Where `break` and `continue` of a source loop go: the nesting just inside the region that each of them leaves or repeats. */
export interface JumpTarget { readonly breakNesting: number; readonly continueNesting: number }

/** A class whose body is being lowered. */
export interface ClassFrame {
  readonly index: number;
  readonly name: string;
  readonly reg: Reg;
  readonly scope: Scope;
  readonly methods: { name: string; fn: number; role: ClassIR['methods'][number]['role'] }[];
  readonly fields: FieldIR[];
  /** Names that the body has bound so far. */
  readonly assigned: Set<string>;
  readonly outer: ClassFrame | undefined;
}

/** What lowering knows at one point. One object a file; functions save and restore the parts that they change. */
export interface Lowering {
  readonly tree: SyntaxTree;
  readonly module: ModuleBuilder;
  readonly scopes: ScopeTable;
  /** Field names of the classes seen so far, for positional class patterns. */
  readonly classFields: Map<string, readonly string[]>;
  /** Types that the module has given a name so far: the expressions that write them. */
  readonly typeAliases: Map<string, number>;
  f: FunctionBuilder;
  scope: Scope;
  /** Class whose body encloses this point, also inside its methods. */
  frame: ClassFrame | undefined;
  /** Set while default values of a method are lowered into the method: they see the names of the class body. */
  defaultsOf: ClassFrame | undefined;
  jumps: JumpTarget[];
  /** Dotted path of the enclosing definitions. */
  path: string;
  /** Levels of recursion in use; see MAX_LOWERING_DEPTH. */
  depth: number;
}

export const spanOf = (lo: Lowering, node: number): Span => nodeSpan(lo.tree, node);
export const textOf = (lo: Lowering, node: number): string => nodeText(lo.tree, node);
/** Dotted path of a definition here. */
export const pathOf = (lo: Lowering, name: string): string => (lo.path === '' ? name : `${lo.path}.${name}`);
