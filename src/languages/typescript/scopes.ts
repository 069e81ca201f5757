import type { TypeRef } from '../../ir/ir.ts';
import { childByField, childByKind, firstNamedChild, namedChildren, type SyntaxTree } from '../../syntax/tree.ts';
import { F, K } from './nodeKinds.ts';
import { constantString, hasToken, identifierText, isClassDeclaration, isFunctionDeclaration, isFunctionExpression, stringValue, unwrap } from './nodes.ts';

/** A callable's own scope. The module body has depth 0; a difference of depths is the `hops` of a scope instruction. */
export interface FunctionScope { readonly depth: number }

/** A `namespace` whose exported names are properties of an object: the binding that holds it and the path below. */
export interface NamespaceTarget { readonly binding: Binding; readonly path: readonly string[] }

/** A declared name. */
export interface Binding {
  readonly name: string;
  /** Name in the scope object: `x`, or `x#2` for a second `x` in the same function. */
  unique: string;
  readonly fn: FunctionScope;
  /** Lives in the scope object and not in a register: module-level names, and locals that nested functions use. */
  shared: boolean;
  /** Register of an unshared name, -1 until the first use. */
  reg: number;
  /** Names under which the module (or `namespace`) exports it. */
  readonly exports: string[];
  namespace: NamespaceTarget | undefined;
  /** Declared type of a variable that gets its value later. */
  type: TypeRef | undefined;
  /**
   * Set for a name that is imported from a file of the project: what to import where it is used. An import is a view of the
   * other module's variable: in a cycle, or when the variable changes, its value is not the one of the import statement.
   */
  imported: ImportedName | undefined;
}

/** One name of a module, or with no `name` the module itself. */
export interface ImportedName { readonly module: string; readonly name: string | undefined }

/** What every name in a file means. Keys are node indexes. */
export interface ScopeTable {
  /** Identifier (declaring or using) → binding; absent for names that the file doesn't declare. */
  readonly bindings: ReadonlyMap<number, Binding>;
  /** Function, or instance field with a value → its scope. */
  readonly functions: ReadonlyMap<number, FunctionScope>;
  /** Functions that read `arguments`. */
  readonly usingArguments: ReadonlySet<FunctionScope>;
  /** Whether any member is called `prototype`. */
  readonly usesPrototypes: boolean;
  readonly module: FunctionScope;
}

/** Names that can't be packages. Packages need no second look: what they export doesn't change. */
const IN_PROJECT = /^(?:[.#~]|@\/)/;

interface Scope {
  readonly parent: Scope | undefined;
  readonly fn: FunctionScope;
  readonly isFunction: boolean;
  readonly names: Map<string, Binding>;
  readonly types: Map<string, number[]>;
  /** Set for the body of a `namespace`. */
  namespace?: NamespaceTarget;
}

/** Type-level nodes: nothing in them is a name at run time, and parameter names in function types are no declarations. */
const TYPE_NODES = new Set<number>([
  K.type_annotation, K.type_arguments, K.type_parameters, K.asserts_annotation, K.type_predicate_annotation, K.implements_clause,
  K.function_type, K.constructor_type, K.object_type, K.union_type, K.intersection_type, K.generic_type, K.array_type, K.tuple_type,
  K.conditional_type, K.type_query, K.index_type_query, K.lookup_type, K.literal_type, K.template_literal_type, K.readonly_type,
  K.parenthesized_type, K.nested_type_identifier, K.omitting_type_annotation, K.adding_type_annotation, K.opting_type_annotation,
  K.method_signature, K.abstract_method_signature, K.function_signature, K.index_signature, K.property_signature, K.call_signature,
  K.construct_signature, K.ambient_declaration,
]);

/** The kinds of nodes that a declaration, a use or a scope can begin with; by far most nodes are of none of them. */
const DECLARES = new Uint8Array(1 << 16);
for (const kind of [
  ...TYPE_NODES, K.identifier, K.shorthand_property_identifier, K.shorthand_property_identifier_pattern, K.method_definition, K.public_field_definition, K.formal_parameters,
  K.statement_block, K.switch_body, K.for_statement, K.class_static_block, K.for_in_statement, K.catch_clause, K.lexical_declaration, K.variable_declaration,
  K.assignment_expression, K.class, K.enum_declaration, K.internal_module, K.module, K.interface_declaration, K.type_alias_declaration, K.import_statement, K.import_alias, K.export_statement,
]) DECLARES[kind] = 1;
for (const [kind] of DECLARES.entries()) if (isFunctionDeclaration(kind) || isFunctionExpression(kind) || isClassDeclaration(kind)) DECLARES[kind] = 1;

/** Finds all declarations and what each use of a name refers to, in one pass over the columns. */
export function resolveScopes(tree: SyntaxTree): ScopeTable { return new ScopePass(tree).run(); }

class ScopePass {
  private readonly tree: SyntaxTree;
  private readonly bindings = new Map<number, Binding>();
  private readonly functions = new Map<number, FunctionScope>();
  private readonly usingArguments = new Set<FunctionScope>();
  private readonly all: { binding: Binding; scope: Scope }[] = [];
  private readonly uses: { node: number; scope: Scope }[] = [];
  private readonly exportStatements: { node: number; scope: Scope }[] = [];
  /** Scopes that start at a later node of the walk: node → scope and where it ends. */
  private readonly pending = new Map<number, { scope: Scope; end: number }>();
  /** Blocks that are the body of a function and so no scope of their own. */
  private readonly bodies = new Set<number>();
  private readonly namespaceBodies = new Map<number, NamespaceTarget>();
  private readonly module: Scope;
  private scope: Scope;

  constructor(tree: SyntaxTree) {
    this.tree = tree;
    this.module = this.newScope(undefined, { depth: 0 }, true);
    this.scope = this.module;
  }

  run(): ScopeTable {
    const { tree } = this;
    const open: { scope: Scope; end: number }[] = [{ scope: this.module, end: tree.size }];
    let node = 1;
    while (node < tree.size) {
      while (open.length > 1 && open[open.length - 1]!.end <= node) open.pop();
      this.scope = open[open.length - 1]!.scope;
      if (this.pending.size > 0) {
        const waiting = this.pending.get(node);
        if (waiting) { open.push(waiting); this.scope = waiting.scope; this.pending.delete(node); }
      }
      if (DECLARES[tree.kind[node]!] === 0) { node++; continue; }
      const inner = this.visit(node);
      if (inner === 'skip') { node = tree.next[node]!; continue; }
      if (inner) open.push({ scope: inner, end: tree.next[node]! });
      node++;
    }
    this.finish();
    return { bindings: this.bindings, functions: this.functions, usingArguments: this.usingArguments, usesPrototypes: this.tree.text.includes('.prototype'), module: this.module.fn };
  }

  /** Declares what the node declares; returns the scope that its children are in, if it is a new one. */
  private visit(node: number): Scope | 'skip' | undefined {
    const { tree } = this;
    const kind = tree.kind[node]!;
    if (kind === K.identifier || kind === K.shorthand_property_identifier || kind === K.shorthand_property_identifier_pattern) {
      if (!this.bindings.has(node)) this.uses.push({ node, scope: this.scope });
      return undefined;
    }
    if (TYPE_NODES.has(kind)) return 'skip';
    if (isFunctionDeclaration(kind)) {
      this.declareField(node, this.scope);
      return this.enterFunction(node, this.scope);
    }
    if (isFunctionExpression(kind)) {
      const name = childByField(tree, node, F.name);
      const outer = name >= 0 ? this.newScope(this.scope, this.scope.fn, false) : this.scope;
      if (name >= 0) this.bind(name, outer);
      return this.enterFunction(node, outer);
    }
    switch (kind) {
      case K.method_definition: {
        // Computed names and decorators belong to the scope around the class.
        const parameters = childByField(tree, node, F.parameters);
        const inner = this.enterFunction(node, this.scope);
        this.pending.set(parameters >= 0 ? parameters : node + 1, { scope: inner, end: tree.next[node]! });
        return undefined;
      }
      case K.public_field_definition: this.enterField(node); return undefined;
      case K.formal_parameters:
        for (const parameter of namedChildren(tree, node)) this.declareParameter(parameter);
        return undefined;
      case K.statement_block: return this.bodies.has(node) ? undefined : this.block(this.namespaceBodies.get(node));
      case K.switch_body: case K.for_statement: case K.class_static_block: return this.block();
      case K.for_in_statement: return this.enterForIn(node);
      case K.catch_clause: {
        const inner = this.block();
        this.declarePattern(childByField(tree, node, F.parameter), inner);
        return inner;
      }
      case K.lexical_declaration: case K.variable_declaration: {
        const scope = kind === K.variable_declaration ? functionScopeOf(this.scope) : this.scope;
        for (const child of namedChildren(tree, node)) this.declarePattern(childByField(tree, child, F.name), scope);
        return undefined;
      }
      case K.assignment_expression:
        if (hasToken(tree, node, K.using)) this.declarePattern(childByField(tree, node, F.left), this.scope);
        return undefined;
      case K.class: {
        const name = childByField(tree, node, F.name);
        if (name < 0) return undefined;
        const inner = this.block();
        this.bind(name, inner);
        return inner;
      }
      case K.enum_declaration: this.declareField(node, this.scope); return undefined;
      case K.internal_module: case K.module: this.enterNamespace(node); return undefined;
      case K.interface_declaration: case K.type_alias_declaration: {
        const name = childByField(tree, node, F.name);
        if (name >= 0) getOrAdd(this.scope.types, identifierText(tree, name), () => []).push(name);
        return 'skip';
      }
      case K.import_statement: this.declareImports(node); return 'skip';
      case K.import_alias: {
        const name = firstNamedChild(tree, node);
        if (name >= 0) this.bind(name, this.scope);
        return undefined;
      }
      case K.export_statement: return this.visitExport(node);
      default:
        if (isClassDeclaration(kind)) this.declareField(node, this.scope);
        return undefined;
    }
  }

  // ---- scopes

  private newScope(parent: Scope | undefined, fn: FunctionScope, isFunction: boolean): Scope {
    return { parent, fn, isFunction, names: new Map(), types: new Map() };
  }
  private block(namespace?: NamespaceTarget): Scope {
    const inner = this.newScope(this.scope, this.scope.fn, false);
    if (namespace) inner.namespace = namespace;
    return inner;
  }
  private enterFunction(node: number, outer: Scope): Scope {
    const inner = this.newScope(outer, { depth: outer.fn.depth + 1 }, true);
    this.functions.set(node, inner.fn);
    const body = childByField(this.tree, node, F.body);
    if (body >= 0) this.bodies.add(body);
    const single = childByField(this.tree, node, F.parameter);
    if (single >= 0) this.bind(single, inner);
    return inner;
  }
  /** The value of an instance field is computed in the constructor, one function boundary further in. */
  private enterField(node: number): void {
    const value = childByField(this.tree, node, F.value);
    if (value < 0 || hasToken(this.tree, node, K.static)) return;
    const inner = this.newScope(this.scope, { depth: this.scope.fn.depth + 1 }, true);
    this.functions.set(node, inner.fn);
    this.pending.set(value, { scope: inner, end: this.tree.next[value]! });
  }
  private enterForIn(node: number): Scope {
    const inner = this.block();
    const keyword = childByField(this.tree, node, F.kind);
    if (keyword >= 0) {
      this.declarePattern(childByField(this.tree, node, F.left), this.tree.kind[keyword] === K.var ? functionScopeOf(this.scope) : inner);
    }
    return inner;
  }
  private enterNamespace(node: number): void {
    const { tree } = this;
    const name = childByField(tree, node, F.name);
    const body = childByField(tree, node, F.body);
    if (name < 0 || tree.kind[name] === K.string) return;
    const parts = namespaceParts(tree, name);
    const binding = this.bind(parts[0]!, this.scope);
    if (body >= 0) this.namespaceBodies.set(body, { binding, path: parts.slice(1).map((part) => identifierText(tree, part)) });
  }

  // ---- declarations

  private bind(node: number, scope: Scope): Binding {
    const name = identifierText(this.tree, node);
    let binding = scope.names.get(name);
    if (!binding) {
      binding = { name, unique: name, fn: scope.fn, shared: scope === this.module, reg: -1, exports: [], namespace: undefined, type: undefined, imported: undefined };
      scope.names.set(name, binding);
      this.all.push({ binding, scope });
    }
    this.bindings.set(node, binding);
    return binding;
  }
  private declareField(node: number, scope: Scope): void {
    const name = childByField(this.tree, node, F.name);
    if (name >= 0) this.bind(name, scope);
  }
  private declareParameter(parameter: number): void {
    const pattern = childByField(this.tree, parameter, F.pattern);
    this.declarePattern(pattern >= 0 ? pattern : childByField(this.tree, parameter, F.name), this.scope);
  }
  private declarePattern(pattern: number, scope: Scope): void {
    const pending = [pattern];
    while (pending.length > 0) {
      const node = pending.pop()!;
      if (node < 0) continue;
      switch (this.tree.kind[node]) {
        case K.identifier: case K.shorthand_property_identifier_pattern: this.bind(node, scope); break;
        case K.object_pattern: case K.array_pattern: case K.rest_pattern: pending.push(...namedChildren(this.tree, node)); break;
        case K.pair_pattern: pending.push(childByField(this.tree, node, F.value)); break;
        case K.assignment_pattern: case K.object_assignment_pattern: pending.push(childByField(this.tree, node, F.left)); break;
      }
    }
  }
  private declareImports(node: number): void {
    const { tree } = this;
    const required = childByKind(tree, node, K.import_require_clause);
    const source = childByField(tree, required >= 0 ? required : node, F.source);
    const module = source < 0 ? '' : stringValue(tree, source);
    const bind = (local: number, name: string | undefined): void => {
      if (local < 0) return;
      const binding = this.bind(local, this.module);
      if (IN_PROJECT.test(module)) binding.imported = { module, name };
    };
    if (required >= 0) bind(firstNamedChild(tree, required), undefined);
    const clause = childByKind(tree, node, K.import_clause);
    for (const part of clause < 0 ? [] : namedChildren(tree, clause)) {
      if (tree.kind[part] === K.identifier) bind(part, 'default');
      else if (tree.kind[part] === K.namespace_import) bind(firstNamedChild(tree, part), undefined);
      else for (const specifier of namedChildren(tree, part)) {
        const name = childByField(tree, specifier, F.name);
        const alias = childByField(tree, specifier, F.alias);
        if (name >= 0) bind(alias >= 0 ? alias : name, exportedName(tree, name));
      }
    }
  }
  private visitExport(node: number): 'skip' | undefined {
    const { tree } = this;
    if (childByField(tree, node, F.source) >= 0) return 'skip';
    this.exportStatements.push({ node, scope: this.scope });
    const clause = childByKind(tree, node, K.export_clause);
    if (clause < 0) return undefined;
    for (const specifier of namedChildren(tree, clause)) {
      const name = childByField(tree, specifier, F.name);
      if (name >= 0) this.uses.push({ node: name, scope: this.scope });
    }
    return 'skip';
  }

  // ---- after the walk

  private finish(): void {
    this.declareTypes(this.module);
    for (const { node, scope } of this.uses) {
      const name = identifierText(this.tree, node);
      const binding = lookup(scope, name);
      if (!binding) {
        if (name === 'arguments') this.usingArguments.add(scope.fn);
        continue;
      }
      this.bindings.set(node, binding);
      if (binding.fn !== scope.fn) binding.shared = true;
    }
    for (const { node, scope } of this.exportStatements) this.noteExports(node, scope);
    this.nameBindings();
  }
  /** A type with the name of a value gets no binding: at run time the name is the value. */
  private declareTypes(scope: Scope): void {
    for (const [name, nodes] of scope.types) if (!scope.names.has(name)) for (const node of nodes) this.bind(node, scope);
  }
  private noteExports(node: number, scope: Scope): void {
    const { tree } = this;
    const add = (name: number, as: string): void => {
      const binding = this.bindings.get(name);
      if (!binding) return;
      if (!binding.exports.includes(as)) binding.exports.push(as);
      if (scope.namespace) binding.namespace = scope.namespace;
    };
    const clause = childByKind(tree, node, K.export_clause);
    for (const specifier of clause < 0 ? [] : namedChildren(tree, clause)) {
      const name = childByField(tree, specifier, F.name);
      const alias = childByField(tree, specifier, F.alias);
      if (name >= 0) add(name, exportedName(tree, alias >= 0 ? alias : name));
    }
    const declaration = childByField(tree, node, F.declaration);
    if (declaration < 0) return;
    const isDefault = hasToken(tree, node, K.default);
    for (const name of declaredNames(tree, declaration)) add(name, isDefault ? 'default' : identifierText(tree, name));
  }
  /** Function-level names keep their spelling; names of inner blocks are numbered where they would hide another. */
  private nameBindings(): void {
    const taken = new Map<FunctionScope, Map<string, number>>();
    const assign = (binding: Binding, least: number): void => {
      const counts = getOrAdd(taken, binding.fn, () => new Map<string, number>());
      const count = Math.max((counts.get(binding.name) ?? 0) + 1, least);
      counts.set(binding.name, count);
      if (count > 1) binding.unique = `${binding.name}#${count}`;
    };
    for (const { binding, scope } of this.all) if (scope.isFunction) assign(binding, 1);
    // A block of the module body shares the table in which globals are looked up, so its names are always numbered.
    for (const { binding, scope } of this.all) if (!scope.isFunction) assign(binding, binding.fn === this.module.fn ? 2 : 1);
  }
}

/** Name of an export specifier, which may be a string. */
export function exportedName(tree: SyntaxTree, node: number): string {
  return constantString(tree, node) ?? identifierText(tree, node);
}

/** Identifiers that a declaration declares. */
export function declaredNames(tree: SyntaxTree, declaration: number): number[] {
  const kind = tree.kind[declaration]!;
  if (kind === K.lexical_declaration || kind === K.variable_declaration) {
    const found: number[] = [];
    for (const declarator of namedChildren(tree, declaration)) collectPatternNames(tree, childByField(tree, declarator, F.name), found);
    return found;
  }
  const name = kind === K.import_alias ? firstNamedChild(tree, declaration) : childByField(tree, declaration, F.name);
  if (name < 0) return [];
  return kind === K.internal_module || kind === K.module ? namespaceParts(tree, name).slice(0, 1) : [name];
}

function collectPatternNames(tree: SyntaxTree, pattern: number, into: number[]): void {
  if (pattern < 0) return;
  const end = tree.next[pattern]!;
  for (let node = pattern; node < end;) {
    const kind = tree.kind[node];
    if (kind === K.identifier || kind === K.shorthand_property_identifier_pattern) into.push(node);
    // Default values and computed keys are uses, not declarations.
    const value = kind === K.assignment_pattern || kind === K.object_assignment_pattern ? childByField(tree, node, F.right) : -1;
    if (value >= 0) collectPatternNames(tree, childByField(tree, node, F.left), into);
    node = value >= 0 || kind === K.computed_property_name ? tree.next[node]! : node + 1;
  }
}

/** Identifiers of a dotted namespace name, outermost first. */
export function namespaceParts(tree: SyntaxTree, name: number): number[] {
  if (tree.kind[name] !== K.nested_identifier) return [name];
  const parts: number[] = [];
  let at = name;
  while (tree.kind[at] === K.nested_identifier || tree.kind[at] === K.member_expression) {
    const [object, property] = [childByField(tree, at, F.object), childByField(tree, at, F.property)];
    if (object < 0 || property < 0) break;
    parts.push(property);
    at = unwrap(tree, object);
  }
  parts.push(at);
  return parts.reverse();
}

function functionScopeOf(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.parent) at = at.parent;
  return at;
}

function lookup(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const binding = at.names.get(name);
    if (binding) return binding;
  }
  return undefined;
}

function getOrAdd<Key, Item>(map: Map<Key, Item>, key: Key, make: () => Item): Item {
  let item = map.get(key);
  if (item === undefined) { item = make(); map.set(key, item); }
  return item;
}
