import { Named, childByField, nodeText, type SyntaxTree } from '../../syntax/tree.ts';
import { F, K } from './nodeKinds.ts';

/** Where one bound name of a function or comprehension lives. */
export interface Binding {
  /** Name in the scope object; differs from the source name only for comprehension variables. */
  readonly slot: string;
  /** Used by a nested function: lives in the scope object instead of a register. */
  captured: boolean;
  /** Variable register, or -1 until the first use. */
  reg: number;
}

/**
 * A lexical scope. Comprehensions are scopes of names but not of code: they are inlined into the function around them.
 * Class scopes are seen only by the code directly in the class body.
 */
export class Scope {
  readonly kind: 'module' | 'function' | 'class' | 'comprehension';
  /** Enclosing scope; lowering sets it again where a scope is entered from another place than its text. */
  parent: Scope | undefined;
  readonly names = new Map<string, Binding>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();
  /** Names mentioned directly in this scope. */
  readonly mentioned = new Set<string>();
  /** Offset that makes the slots of a comprehension unique. */
  readonly offset: number;

  constructor(kind: Scope['kind'], parent: Scope | undefined, offset = 0) { this.kind = kind; this.parent = parent; this.offset = offset; }

  bind(name: string): Binding {
    let binding = this.names.get(name);
    if (!binding) {
      binding = { slot: this.kind === 'comprehension' ? `${name}@${this.offset}` : name, captured: false, reg: -1 };
      this.names.set(name, binding);
    }
    return binding;
  }
}

/** The scopes of one file; `of` finds the scope of a function, lambda, class or comprehension node. */
export interface ScopeTable { readonly module: Scope; of(node: number): Scope | undefined }

/** Where a name is found: the scope, and how many function boundaries lie between. The module scope answers for every name. */
export interface Resolved { readonly scope: Scope; readonly hops: number }

/** Looks a name up by Python's rules, from `from` outwards. `inClass` says whether a class scope holds the name. */
export function resolveName(from: Scope, name: string, inClass: (scope: Scope) => boolean): Resolved {
  let hops = 0;
  let toModule = false;
  for (let scope: Scope | undefined = from; scope; scope = scope.parent) {
    if (scope.kind === 'module') return { scope, hops };
    if (scope.globals.has(name)) toModule = true;
    if (!toModule) {
      if (scope.kind === 'class') {
        if (hops === 0 && inClass(scope)) return { scope, hops };
      } else if (scope.names.has(name) && !scope.nonlocals.has(name)) return { scope, hops };
    }
    if (scope.kind === 'function') hops++;
  }
  return { scope: from, hops };
}

/**
 * Finds all scopes and what each of them binds, in one pass over the columns, then marks the names that nested functions use.
 * No recursion: the nesting of hostile code costs nothing here.
 */
export function findScopes(tree: SyntaxTree): ScopeTable {
  return new ScopeFinder(tree).run();
}

const SKIP = 1;
const OPENS = 2;

class ScopeFinder {
  private readonly tree: SyntaxTree;
  private readonly module = new Scope('module', undefined);
  private readonly byNode = new Map<number, Scope>();
  /** Scopes of definitions by the body where they begin: parameters, defaults and bases stand outside. */
  private readonly byBody = new Map<number, Scope>();
  private readonly all: Scope[] = [this.module];
  /** Per node: SKIP for identifiers that are no mention of a variable (names of attributes, keywords, parameters, definitions), OPENS for bodies. */
  private readonly marks: Uint8Array;
  private scope: Scope = this.module;

  constructor(tree: SyntaxTree) { this.tree = tree; this.marks = new Uint8Array(tree.size); }

  run(): ScopeTable {
    const { tree } = this;
    const { named, size } = tree;
    const open: { end: number; outer: Scope }[] = [];
    /** Where the innermost open scope ends. */
    let until = size;
    const enter = (scope: Scope, node: number): void => {
      until = tree.next[node]!;
      open.push({ end: until, outer: this.scope });
      this.scope = scope;
    };
    for (let node = 0; node < size; node++) {
      if (named[node] !== Named.node) continue;
      while (node >= until) {
        const left = open.pop();
        if (!left) break;
        this.scope = left.outer;
        until = open[open.length - 1]?.end ?? size;
      }
      const body = this.marks[node] === OPENS ? this.byBody.get(node) : undefined;
      if (body) enter(body, node);
      const comprehension = this.comprehension(node);
      if (comprehension) enter(comprehension, node);
      node = this.visit(node);
    }
    this.markCaptures();
    return { module: this.module, of: (node) => this.byNode.get(node) };
  }

  /** Records what a node binds or mentions; returns the last node that needs no visit of its own. */
  private visit(node: number): number {
    const { tree } = this;
    switch (tree.kind[node]) {
      case K.identifier:
        if (this.marks[node] !== SKIP) this.scope.mentioned.add(nodeText(tree, node));
        return node;
      case K.function_definition: this.define(node, 'function'); this.parameters(childByField(tree, node, F.parameters)); return node;
      case K.lambda: this.open(childByField(tree, node, F.body), 'function', node); this.parameters(childByField(tree, node, F.parameters)); return node;
      case K.class_definition: this.define(node, 'class'); return node;
      case K.assignment: case K.augmented_assignment: case K.for_statement: case K.for_in_clause: case K.type_alias_statement:
        this.targets(childByField(tree, node, F.left));
        return node;
      case K.as_pattern_target: this.targets(node + 1 < tree.next[node]! ? node + 1 : -1); return node;
      case K.as_pattern: this.caseAlias(node); return node;
      case K.except_clause: this.targets(childByField(tree, node, F.alias)); return node;
      case K.named_expression: this.walrus(childByField(tree, node, F.name)); return node;
      case K.delete_statement: this.targets(node + 2 < tree.next[node]! ? node + 2 : -1); return node;
      case K.global_statement: this.declareNames(node, this.scope.globals); return tree.next[node]! - 1;
      case K.nonlocal_statement: this.declareNames(node, this.scope.nonlocals); return tree.next[node]! - 1;
      case K.import_statement: case K.import_from_statement: case K.future_import_statement:
        this.imports(node);
        return tree.next[node]! - 1;
      case K.case_pattern: case K.union_pattern: this.captures(node); return node;
      case K.splat_pattern: this.splatCapture(node); return node;
      case K.attribute: this.skipField(node, F.attribute); return node;
      case K.keyword_argument: this.skipField(node, F.name); return node;
      default: return node;
    }
  }

  private comprehension(node: number): Scope | undefined {
    switch (this.tree.kind[node]) {
      case K.list_comprehension: case K.set_comprehension: case K.dictionary_comprehension: case K.generator_expression:
        return this.open(node, 'comprehension', node);
      default: return undefined;
    }
  }

  private open(body: number, kind: Scope['kind'], owner: number): Scope {
    const scope = new Scope(kind, this.scope, this.tree.start[owner]);
    this.byNode.set(owner, scope);
    if (body >= 0 && body !== owner) {
      this.byBody.set(body, scope);
      this.marks[body] = OPENS;
    }
    this.all.push(scope);
    return scope;
  }

  private define(node: number, kind: 'function' | 'class'): void {
    const { tree } = this;
    const name = childByField(tree, node, F.name);
    if (name >= 0) {
      this.marks[name] = SKIP;
      const binding = this.scope.bind(nodeText(tree, name));
      // Default values of its methods may reach the class object from inside the method.
      if (kind === 'class') binding.captured = true;
    }
    this.open(childByField(tree, node, F.body), kind, node);
  }

  /** Binds parameters in the scope that was opened last; their defaults and types belong to the scope around it. */
  private parameters(list: number): void {
    if (list < 0) return;
    const { tree } = this;
    const scope = this.all[this.all.length - 1]!;
    const end = tree.next[list]!;
    for (let p = list + 1; p < end; p = tree.next[p]!) {
      const kind = tree.kind[p];
      const name = kind === K.default_parameter || kind === K.typed_default_parameter ? childByField(tree, p, F.name)
        : kind === K.typed_parameter ? p + 1 : p;
      if (name < 0 || tree.named[name] !== Named.node) continue;
      for (let i = name; i < tree.next[name]!; i++) {
        if (tree.kind[i] === K.identifier) { this.marks[i] = SKIP; scope.bind(nodeText(tree, i)); }
      }
    }
  }

  /** Binds the names that an assignment to `target` binds. */
  private targets(target: number): void {
    if (target < 0) return;
    const { tree } = this;
    const end = tree.next[target]!;
    for (let i = target; i < end;) {
      switch (tree.kind[i]) {
        case K.identifier: this.scope.bind(nodeText(tree, i)); i++; break;
        case K.pattern_list: case K.tuple_pattern: case K.list_pattern: case K.list_splat_pattern: case K.tuple: case K.list:
        case K.expression_list: case K.parenthesized_expression: case K.list_splat: case K.type: case K.as_pattern_target:
          i++;
          break;
        default: i = tree.next[i]!;
      }
    }
  }

  private walrus(name: number): void {
    if (name < 0) return;
    let scope = this.scope;
    while (scope.kind === 'comprehension' && scope.parent) scope = scope.parent;
    scope.bind(nodeText(this.tree, name));
  }

  private declareNames(node: number, into: Set<string>): void {
    const { tree } = this;
    for (let i = node + 1; i < tree.next[node]!; i++) if (tree.kind[i] === K.identifier) into.add(nodeText(tree, i));
  }

  private imports(node: number): void {
    const { tree } = this;
    for (let i = node + 1; i < tree.next[node]!; i = tree.next[i]!) {
      if (tree.field[i] !== F.name) continue;
      const name = tree.kind[i] === K.aliased_import ? childByField(tree, i, F.alias) : i + 1;
      if (name >= 0 && name < tree.next[i]! && tree.kind[name] === K.identifier) this.scope.bind(nodeText(tree, name));
    }
  }

  /** `case x`: a name without dots captures. */
  private captures(pattern: number): void {
    const { tree } = this;
    for (let i = pattern + 1; i < tree.next[pattern]!; i = tree.next[i]!) {
      const name = tree.kind[i] === K.keyword_pattern ? tree.next[i]! - 2 : i;
      if (name > pattern && tree.kind[name] === K.dotted_name && tree.next[name] === name + 2) this.scope.bind(nodeText(tree, name));
    }
  }

  private splatCapture(pattern: number): void {
    const { tree } = this;
    const name = tree.next[pattern]! - 1;
    if (tree.kind[name] === K.identifier) this.scope.bind(nodeText(tree, name));
  }

  /** `case … as name`: there the alias is a bare identifier. */
  private caseAlias(pattern: number): void {
    const { tree } = this;
    const last = tree.next[pattern]! - 1;
    if (tree.kind[pattern + 1] === K.case_pattern && tree.kind[last] === K.identifier) this.scope.bind(nodeText(tree, last));
  }

  private skipField(node: number, field: number): void {
    const child = childByField(this.tree, node, field);
    if (child >= 0) this.marks[child] = SKIP;
  }

  private markCaptures(): void {
    const inClass = (): boolean => false;
    for (const scope of this.all) {
      for (const name of scope.mentioned) this.capture(scope, name, inClass);
      for (const name of scope.nonlocals) this.capture(scope, name, inClass);
    }
  }

  private capture(scope: Scope, name: string, inClass: () => boolean): void {
    const found = resolveName(scope, name, inClass);
    if (found.hops === 0 || found.scope.kind === 'module') return;
    const binding = found.scope.names.get(name);
    if (binding) binding.captured = true;
  }
}
