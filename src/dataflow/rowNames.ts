import type { ModuleIR, TypeRef } from '../ir/ir.ts';
import type { ModelRow } from '../models/load.ts';
import type { ModuleInfo, Program } from '../resolve/program.ts';

/** Library roots that each module imports or reads as a built-in name. */
export function usedRoots(program: Program): Map<ModuleInfo, Set<string>> {
  const out = new Map<ModuleInfo, Set<string>>();
  for (const mod of program.list) {
    const roots = new Set<string>([mod.profile.builtinRoot]);
    if (mod.profile.namespaces) for (const name of program.everywhere) { const found = mod.trie.rootOf(name); if (found) roots.add(found.node.root); }
    for (const imp of mod.ir.imports) {
      const r = program.resolveImport(imp.module, mod);
      if (r?.module) continue;
      for (const spec of [r?.external ?? imp.module, ...imp.names.map((n) => `${r?.external ?? imp.module}.${n}`)]) { const found = mod.trie.rootOf(spec); if (found) roots.add(found.node.root); }
    }
    out.set(mod, roots);
  }
  return out;
}

/** Rows from which a finding can come; what a tool does to the world is looked at when the tool is run. */
const SIGNIFICANT = ['source', 'model', 'proxy', 'tool', 'entry', 'agent', 'misuse', 'server', 'provides'] as const;
const significant = (r: ModelRow): boolean => SIGNIFICANT.some((k) => k in r.row) && !('source' in r.row && (r.row as { capacity?: string }).capacity === 'none');
/** Names of the last parts of rows' paths, each with what may stand before it. */
export type RowNames = ReadonlyMap<string, ReadonlySet<string>>;
/** Which names of the models' paths a program has, with the files that have them, and what that says about the rows that its modules can get at; computed once for it. */
interface Vocabulary { readonly files: ReadonlyMap<string, readonly ModuleIR[]>; readonly rows: Map<string, RowNames>; readonly proxies: Map<string, boolean> }
const vocabularies = new WeakMap<Program, Vocabulary>();
function vocabularyOf(program: Program): Vocabulary {
  let known = vocabularies.get(program);
  if (known) return known;
  const files = new Map<string, ModuleIR[]>([['*', []]]);
  for (const { ir, trie } of program.list) wordsOf(ir, (word) => {
    const list = files.get(word);
    if (!list) { if (trie.words.has(word)) files.set(word, [ir]); } else if (list.at(-1) !== ir) list.push(ir);
  });
  vocabularies.set(program, known = { files, rows: new Map(), proxies: new Map() });
  return known;
}
/** The files that have a name which stands in a path of the models. */
export const filesNaming = (program: Program, name: string): readonly ModuleIR[] => vocabularyOf(program).files.get(name) ?? [];

/** Calls `take` for all names, texts and types that a file has, and the parts of the names of what it imports; some of them more than once. */
function wordsOf(ir: ModuleIR, take: (word: string) => void): void {
  const type = (t: TypeRef | undefined): void => { if (!t) return; if (t.name.includes('.')) for (const part of t.name.split('.')) take(part); else take(t.name); t.args?.forEach(type); };
  for (const text of ir.strings) take(text);
  for (const c of ir.consts) if (typeof c === 'string') take(c);
  for (const { module } of ir.imports) for (const part of module.split(/[./:\\]/)) take(part);
  ir.types.forEach(type);
  for (const fn of ir.functions) if (fn) { type(fn.returnType); for (const p of fn.params) type(p.type); }
}

/** Whether rows of a library that put a model behind an interface are named in the program. */
export function makesProxies(program: Program, mod: ModuleInfo, root: string): boolean {
  const { files, proxies } = vocabularyOf(program);
  const key = `${mod.ir.language}|${root}`;
  let found = proxies.get(key);
  if (found === undefined) proxies.set(key, found = mod.trie.namesOfRows(root, (r) => 'proxy' in r.row, (name) => files.has(name)).size > 0);
  return found;
}

/** Names by which code gets at the rows of a root, where the program has all names on the way there. */
export function rowNames(program: Program, mod: ModuleInfo, root: string): RowNames {
  const { files, rows } = vocabularyOf(program);
  const key = `${mod.ir.language}|${root}`;
  let names = rows.get(key);
  if (!names) rows.set(key, names = mod.trie.namesOfRows(root, significant, (name) => files.has(name)));
  return names;
}
