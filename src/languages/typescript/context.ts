import type { Span } from '../../base/words.ts';
import { FunctionBuilder, type ModuleBuilder, type Reg } from '../../ir/builder.ts';
import { nodeSpan, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import type { JumpTarget } from '../cFamilyLoops.ts';
import { identifierText } from './nodes.ts';
import type { PrototypeClass } from './prototypes.ts';
import type { Binding, FunctionScope, ScopeTable } from './scopes.ts';

/** Lowering state of one callable. The functions of the other files of this folder take it as their first argument. */
export class FunctionContext {
  readonly tree: SyntaxTree;
  readonly scopes: ScopeTable;
  readonly module: ModuleBuilder;
  readonly f: FunctionBuilder;
  readonly scope: FunctionScope;
  /** Qualified name that what is defined inside starts with; empty in the module body. */
  readonly path: string;
  readonly jumps: JumpTarget[] = [];
  /** What `this` means where it isn't the receiver: the class, in static blocks and fields. */
  self: Reg | undefined;
  /** Functions that are classes by their prototype. */
  readonly prototypeClasses = new Map<number, PrototypeClass>();
  /** Statements that made them so and do nothing else → function declaration to lower in their place, or -1. */
  readonly absorbed = new Map<number, number>();
  /** Base classes by name, in a constructor or method of a prototype class. */
  baseNames: ReadonlySet<string> | undefined;
  /** List of all arguments, in a function that reads `arguments`. */
  allArguments: Reg | undefined;
  /** Labels of the statement that is being lowered. */
  labels: string[] = [];
  /** Current recursion depth, against `MAX_LOWERING_DEPTH`. */
  depth = 0;

  constructor(outer: { tree: SyntaxTree; scopes: ScopeTable; module: ModuleBuilder; depth: number }, f: FunctionBuilder, scope: FunctionScope, path: string) {
    this.tree = outer.tree; this.scopes = outer.scopes; this.module = outer.module; this.depth = outer.depth;
    this.f = f; this.scope = scope; this.path = path;
  }

  span(node: number): Span { return nodeSpan(this.tree, node); }
  text(node: number): string { return nodeText(this.tree, node); }
  kind(node: number): number { return this.tree.kind[node]!; }
  qualified(name: string): string { return this.path === '' ? name : `${this.path}.${name}`; }

  /** Binding of an identifier; undefined for a global. */
  binding(node: number): Binding | undefined { return this.scopes.bindings.get(node); }

  /** Value of a name where it is used. */
  readName(node: number): Reg {
    const binding = this.binding(node);
    const span = this.span(node);
    return binding ? this.read(binding, span) : this.readGlobal(identifierText(this.tree, node), span);
  }
  read(binding: Binding, span: Span): Reg {
    if (binding.imported) return this.f.import(binding.imported.module, binding.imported.name, span);
    if (binding.shared) return this.f.loadScope(this.scope.depth - binding.fn.depth, binding.unique, span);
    return this.register(binding);
  }
  /** A name that no declaration of the file explains is looked up from the module's scope. */
  readGlobal(name: string, span: Span): Reg { return this.f.loadScope(this.scope.depth, name, span); }

  writeName(node: number, value: Reg, span: Span): void {
    const binding = this.binding(node);
    if (binding) this.write(binding, value, span);
    else this.f.storeScope(this.scope.depth, identifierText(this.tree, node), value, span);
  }
  /** Stores a value under a name, and under the names by which the module or a namespace exports it. */
  write(binding: Binding, written: Reg, span: Span): void {
    const value = binding.type ? this.f.cast(written, binding.type, span) : written;
    if (!binding.shared) this.f.move(this.register(binding), value, span);
    else this.f.storeScope(this.scope.depth - binding.fn.depth, binding.unique, value, span);
    if (binding.exports.length === 0) return;
    if (!binding.namespace) for (const name of binding.exports) this.f.export(name, value, span);
    else {
      const target = this.namespaceObject(binding.namespace.binding, binding.namespace.path, span);
      for (const name of binding.exports) this.f.set(target, name, value, span);
    }
  }
  namespaceObject(binding: Binding, path: readonly string[], span: Span): Reg {
    let object = this.read(binding, span);
    for (const name of path) object = this.f.get(object, name, span);
    return object;
  }

  private register(binding: Binding): Reg {
    if (binding.reg < 0) binding.reg = this.f.newVar(binding.name);
    return binding.reg;
  }
}

/** The receiver, or what stands for it. */
export function thisValue(c: FunctionContext, span: Span): Reg { return c.self ?? c.f.this(span); }
