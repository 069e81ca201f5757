import type { LoadedModels, ModelRow } from '../models/load.ts';
import { parseApiPath, type ApiPath } from '../models/paths.ts';

/**
 * A point of a library's surface: a path of members, calls and elements from a package root. Model rows hang on nodes.
 * Nodes that no row mentions do not exist, so the trie is as large as the models.
 */
export interface ApiNode {
  readonly id: number;
  readonly path: string;
  readonly root: string;
  readonly children: Map<string, ApiNode>;
  /** Rows whose `at` is this node. */
  readonly rows: ModelRow[];
  /** The nodes of named types that this node yields: members and rows of both are seen. */
  readonly types: ApiNode[];
  /** Set on the node of a named type. */
  readonly typeName: string | null;
}

/** Edge names: `.name`, `()`, `[]`. */
export const CALL = '()';
export const ELEMENT = '[]';
export const member = (name: string): string => '.' + name;
const ANY_MEMBER = '.*';

/** All models of one language, ready for look-ups. */
export class ApiTrie {
  private readonly roots = new Map<string, ApiNode>();
  private readonly typeNodes = new Map<string, ApiNode>();
  private nextNode = 1;
  private joined = false;
  readonly packages: ReadonlySet<string>;
  /** All names of which the models' paths consist, those of roots by their last part. */
  readonly words: ReadonlySet<string>;

  constructor(models: LoadedModels, language: string) {
    this.packages = models.packages.get(language) ?? new Set();
    const types = models.types.get(language) ?? new Map<string, readonly ApiPath[]>();
    for (const [name, paths] of types) {
      const node = this.typeNode(name);
      for (const p of paths) { const n = this.insert(p); if (n !== node && !n.types.includes(node)) n.types.push(node); }
    }
    for (const row of models.rows) {
      if (row.language !== language) continue;
      for (const p of row.at) this.insert(p).rows.push(row);
    }
    this.joinMembers();
    let words = wordsOf.get(models);
    if (!words) wordsOf.set(models, words = new Map());
    let own = words.get(language);
    if (!own) words.set(language, own = this.collectWords());
    this.words = own;
  }

  /** Root of a package; a subpath falls back to its package, a default import to the package itself. */
  root(name: string): ApiNode | undefined {
    return this.roots.get(name);
  }
  /** The node of an import specifier: longest known root that starts it (`a.b.c` and `a/b/c` alike). */
  rootOf(spec: string): { node: ApiNode; rest: string } | undefined {
    const exact = this.roots.get(spec);
    if (exact) return { node: exact, rest: '' };
    for (let i = spec.length - 1; i > 0; i--) {
      const c = spec[i];
      if (c !== '.' && c !== '/') continue;
      const node = this.roots.get(spec.slice(0, i));
      if (node) return { node, rest: spec.slice(i + 1) };
    }
    return undefined;
  }
  typeNode(name: string): ApiNode {
    let n = this.typeNodes.get(name);
    if (!n) { n = this.newNode(`<${name}>`, `<${name}>`, name); this.typeNodes.set(name, n); }
    return n;
  }

  /** Child by edge, looking through the node's types too; several types may each have one. */
  child(node: ApiNode, edge: string): ApiNode | undefined {
    const own = node.children.get(edge);
    if (own) return own;
    for (const t of node.types) { const c = this.child(t, edge); if (c) return c; }
    return (node.path === node.root ? this.rootMember(node, edge) : undefined) ?? this.anyMember(node, edge);
  }
  /** `x.*` in a row stands for every member that no other row names; it is made under its own name when it is asked for. */
  private anyMember(node: ApiNode, edge: string): ApiNode | undefined {
    if (!edge.startsWith('.')) return undefined;
    const any = node.children.get(ANY_MEMBER);
    if (!any) {
      for (const t of node.types) { const found = this.anyMember(t, edge); if (found) return found; }
      return undefined;
    }
    const made = this.newNode(node.path + edge, node.root, null);
    made.types.push(any);
    node.children.set(edge, made);
    return made;
  }
  /** A package's default export is the package; `a.b` may be a root of its own. */
  private rootMember(node: ApiNode, edge: string): ApiNode | undefined {
    if (edge === '.default') return node;
    return edge.startsWith('.') ? this.roots.get(node.root + edge) : undefined;
  }
  /** Whether rows name a member themselves; `x.*` names none. */
  names(node: ApiNode, edge: string): boolean {
    const own = node.children.get(edge);
    return (own !== undefined && (own.rows.length > 0 || !own.types.some((t) => t.path.endsWith('.*')))) || node.types.some((t) => this.names(t, edge)) || (node.path === node.root && this.rootMember(node, edge) !== undefined);
  }
  /** Whether rows speak of members of the node, or of its types. */
  hasMembers(node: ApiNode): boolean { return [...node.children.keys()].some((edge) => edge.startsWith('.')) || node.types.some((t) => this.hasMembers(t)); }
  /** Rows of the node, and of the nodes of its types. */
  rows(node: ApiNode): readonly ModelRow[] {
    if (node.types.length === 0) return node.rows;
    const out = [...node.rows];
    for (const t of node.types) out.push(...this.rows(t));
    return out;
  }
  /** Rows of a member that more than one of the node's types may define. */
  memberNodes(node: ApiNode, edge: string): ApiNode[] {
    const out: ApiNode[] = [];
    const visit = (n: ApiNode): void => {
      const c = n.children.get(edge);
      // What the node's types say of this member has been joined to it.
      if (c) { out.push(c); return; }
      for (const t of n.types) visit(t);
    };
    visit(node);
    if (out.length === 0 && node.path === node.root) { const m = this.rootMember(node, edge); if (m) out.push(m); }
    if (out.length === 0) { const m = this.anyMember(node, edge); if (m) out.push(m); }
    return out;
  }

  /**
   * Last member names of the paths below a root (its types included) that lead to rows of interest, where the program has all names on the way; of each, the names that stand
   * before it: code that gets at the row has one of them. Empty: the root itself.
   */
  namesOfRows(root: string, wanted: (r: ModelRow) => boolean, isMentioned: (name: string) => boolean): ReadonlyMap<string, ReadonlySet<string>> {
    const out = new Map<string, Set<string>>();
    // A type that several paths give is called by the last name of each of them; its members need no more than that name.
    const seen = new Map<ApiNode, Set<string>>(), opened = new Map<ApiNode, Set<string>>();
    const visit = (n: ApiNode, name: string, before: string): void => {
      if (!added(seen, n, `${name} ${before}`)) return;
      if (name && n.rows.some(wanted)) added(out, name, before);
      const isNew = added(opened, n, name);
      for (const [edge, c] of n.children) if (!edge.startsWith('.')) visit(c, name, before); else if (isNew && isMentioned(edge.slice(1))) visit(c, edge.slice(1), n === start ? '' : name);
      for (const t of n.types) visit(t, name, before);
    };
    const start = this.roots.get(root);
    if (start) visit(start, afterDot(root), '');
    return out;
  }
  /** Node of an API path as models write it, if any row or `ensure` made it; inserts it otherwise. */
  at(path: string): ApiNode | undefined {
    try { return this.insert(parseApiPath(path, this.packages)); } catch { return undefined; }
  }
  /** Makes sure that a plain dotted path has a node, so that code can recognise it. */
  ensure(path: string): ApiNode {
    return this.insert(parseApiPath(path, this.packages));
  }

  /** A member of a root of any spelling, such as a relative module. */
  point(root: string, name: string): ApiNode {
    return this.insert({ root, segments: [{ kind: 'member', name }] });
  }

  /** Where rows speak of a member of a path and others of that member of the path's type, as `a.B().c.d` and `<T>.c.e`, it is one member. */
  private joinMembers(): void {
    const done = new Map<ApiNode, Set<ApiNode>>();
    const join = (node: ApiNode, type: ApiNode): void => {
      const types = done.get(node) ?? new Set();
      done.set(node, types);
      if (node === type || types.has(type)) return;
      types.add(type);
      for (const [edge, own] of node.children) {
        const other = type.children.get(edge);
        if (!other || other === own) continue;
        if (!own.types.includes(other)) own.types.push(other);
        join(own, other);
      }
      for (const further of type.types) join(node, further);
    };
    const visit = (node: ApiNode): void => {
      for (const type of [...node.types]) join(node, type);
      for (const child of node.children.values()) visit(child);
    };
    for (const node of [...this.roots.values(), ...this.typeNodes.values()]) visit(node);
    this.joined = true;
  }

  private collectWords(): ReadonlySet<string> {
    const out = new Set<string>();
    const seen = new Set<ApiNode>();
    const visit = (node: ApiNode): void => {
      if (seen.has(node)) return;
      seen.add(node);
      for (const [edge, child] of node.children) { if (edge.startsWith('.')) out.add(edge.slice(1)); visit(child); }
    };
    for (const [root, node] of this.roots) { out.add(afterDot(root)); visit(node); }
    for (const node of this.typeNodes.values()) visit(node);
    return out;
  }
  private insert(p: ApiPath): ApiNode {
    let node: ApiNode;
    if (typeof p.root === 'string') {
      node = this.roots.get(p.root) ?? this.newNode(p.root, p.root, null);
      this.roots.set(p.root, node);
    } else node = this.typeNode(p.root.type);
    for (const s of p.segments) {
      const edge = s.kind === 'member' ? member(s.name) : s.kind === 'call' ? CALL : ELEMENT;
      let next = node.children.get(edge);
      if (!next) {
        next = this.newNode(node.path + edge, node.root, null);
        if (this.joined) next.types.push(...this.memberNodes(node, edge));
        node.children.set(edge, next);
      }
      node = next;
    }
    return node;
  }
  private newNode(path: string, root: string, typeName: string | null): ApiNode {
    return { id: this.nextNode++, path, root, children: new Map(), rows: [], types: [], typeName };
  }
}

/** The words of the models of each language, which are the same for every trie of them. */
const wordsOf = new WeakMap<LoadedModels, Map<string, ReadonlySet<string>>>();
const afterDot = (root: string): string => root.slice(root.lastIndexOf('.') + 1);

/** Adds to the set of a key; whether it was not in it. */
function added<K>(map: Map<K, Set<string>>, key: K, text: string): boolean {
  const set = map.get(key);
  if (set?.has(text)) return false;
  if (set) set.add(text); else map.set(key, new Set([text]));
  return true;
}
