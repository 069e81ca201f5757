import type { Place } from '../../base/words.ts';
import { member } from '../../resolve/api.ts';
import { isNothing, NOTHING, ofToken, UNKNOWN, type Value } from '../../resolve/value.ts';
import { memberOfModule, type ModuleInfo } from '../../resolve/program.ts';
import { runModule } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import { apiMember, noteMisuse, readModule, touch } from './fields.ts';
import type { Frame } from '../frame.ts';

/** Executes a module's body once; an import cycle sees what is there so far. */
export function loadModule(e: Engine, mod: ModuleInfo): void {
  if (mod.state !== 'new') return;
  mod.state = 'running';
  e.loading++;
  runModule(e, mod);
  mod.state = 'done';
  e.loading--;
  e.late.settle(mod);
}

/** The value of `import spec` or of one `name` of it, seen from `from`. */
export function importValue(e: Engine, f: Frame, from: ModuleInfo, spec: string, name: string | undefined, place: Place): Value {
  const r = e.program.resolveImport(spec, from);
  if (r?.module) {
    const m = r.module;
    loadModule(e, m);
    touch(f, m.exports, name ?? '=');
    if (name === undefined) return wholeModule(m);
    // A module without a value of that name is one itself (CommonJS); of one that is still being run it is not known yet.
    if (name === 'default' && m.profile.exportTable) return m.exports.cells.get('default')?.value ?? m.exports.cells.get('=')?.value ?? (m.state === 'running' ? UNKNOWN : ofToken(m.exports.token));
    const own = m.exports.cells.get(name);
    if (own) return own.value;
    const commonJs = m.exports.cells.get('=');
    if (commonJs) { const v = commonJs.value.tokens.flatMap((t) => t.t === 'obj' ? [t.obj.cells.get(name)?.value] : []).find(Boolean); if (v) return v; }
    return readModule(e, f, m.exports, name, place);
  }
  if (r?.namespaceDir !== undefined && name !== undefined) {
    const sub = e.program.resolveImport(memberOfModule(spec, name), from);
    if (sub?.module) {
      loadModule(e, sub.module);
      // A class has a file of its own, which is no value: what is meant is the class in it.
      return from.profile.submodules ? ofToken(sub.module.exports.token) : readModule(e, f, sub.module.exports, name, place);
    }
    if (from.profile.submodules) return UNKNOWN;
  }
  // A module that the resolver does not know may still be a submodule of a project package.
  if (name !== undefined && from.profile.submodules) {
    const sub = e.program.resolveImport(memberOfModule(spec, name), from);
    if (sub?.module) { loadModule(e, sub.module); return ofToken(sub.module.exports.token); }
  }
  const v = libraryValue(e, from, r?.external ?? spec, name, place, from.profile.namespaces ? f : null);
  return v.tokens.length === 0 ? vouchedImport(e, from, spec, name) ?? v : v;
}

/** What is imported from a module that is not there: known all the same where the policy vouches for it by name. */
function vouchedImport(e: Engine, from: ModuleInfo, spec: string, name: string | undefined): Value | undefined {
  if (name !== undefined && !e.vouched.mayEndIn(name)) return undefined;
  const module = spec.replace(/\.[cm]?[jt]sx?$/, '');
  const names = name === undefined ? e.vouched.membersOf(module) : e.vouched.rows(`${module}.${name}`).length ? [name] : [];
  if (names.length === 0) return undefined;
  const nodes = names.map((one) => from.trie.point(module, one));
  return ofToken(e.apiToken(name === undefined ? from.trie.root(module)! : nodes[0]!, null));
}

/** `require('m')` and `import * as m` of a CommonJS module give its whole export value where it has one. */
function wholeModule(m: ModuleInfo): Value {
  const whole = m.exports.cells.get('=');
  return whole && whole.value.tokens.length ? whole.value : ofToken(m.exports.token);
}

/** A library's module or one name of it, by the models. `reader`: code that reads the name as it is written, a member of an enumeration among them. */
export function libraryValue(e: Engine, from: ModuleInfo, spec: string, name: string | undefined, place: Place, reader: Frame | null = null): Value {
  // The object of global names by its own name: `globalThis.fetch`.
  if (name === spec && spec === from.profile.builtinRoot) return libraryValue(e, from, spec, undefined, place);
  if (name !== undefined) {
    const joined = from.trie.root(`${spec}.${name}`) ?? from.trie.root(`${spec}/${name}`);
    if (joined) return { tokens: [e.apiToken(joined, null)], labels: [], top: false, facts: null };
  }
  const found = from.trie.rootOf(spec);
  if (!found) return UNKNOWN;
  const at = found.node;
  // A subpath may be a member (`google.genai` under `google`); an npm subpath exports the same names as its package.
  let v: Value = ofTokenTop(e, at);
  if (found.rest && !from.profile.exportTable) {
    for (const part of found.rest.split('.')) {
      const next = v.tokens.flatMap((t) => t.t === 'api' ? [apiMember(e, null, from, t.node, member(part), null, place)] : []).filter((x) => !isNothing(x));
      if (next.length === 0) {
        // A package holds its own names only.
        if (!from.profile.submodules) return UNKNOWN;
        // Submodules that no row names re-export the package's names often enough: `pkg.sub.Name` is looked up as `pkg.Name`.
        continue;
      }
      v = next[0]!;
    }
  }
  // `lodash/memoize`: a subpath that is called like a member of its package gives that member by default.
  if (found.rest && from.profile.exportTable && (name === undefined || name === 'default') && /^\w+$/.test(found.rest)) {
    const own = apiMember(e, null, from, at, member(found.rest), null, place);
    if (!isNothing(own)) return own;
  }
  if (name === undefined) return v;
  let out: Value = NOTHING;
  for (const t of v.tokens) if (t.t === 'api') {
    if (reader) noteMisuse(e, reader, t.node, name, place);
    out = apiMember(e, null, from, t.node, member(name), null, place);
  }
  return isNothing(out) ? UNKNOWN : out;
}
const ofTokenTop = (e: Engine, node: import('../../resolve/api.ts').ApiNode): Value => ({ tokens: [e.apiToken(node, null)], labels: [], top: false, facts: null });
