import type { AgentCard } from '../agents/card.ts';
import type { VouchedRole } from '../base/finding.ts';
import type { LanguageId, Place, SourceKind } from '../base/words.ts';
import type { Engine } from '../dataflow/engine.ts';
import type { FunctionIR, ModuleIR } from '../ir/ir.ts';
import { isLoopback } from '../policy/endpoints.ts';

/** What a function of the project may be to a policy, guessed from its name. */
export const ROLES = ['sanitizers', 'guards', 'reviewers', 'approvals', 'deidentifiers'] as const satisfies readonly VouchedRole[];
export type Role = VouchedRole;

/** A function whose name sounds like a role. Nothing is known of what it does. */
export interface Candidate { readonly name: string; readonly place: Place; /** Of guards: the verdict that the name speaks of. */ readonly accepts?: boolean | 'throws' }

/** What a policy of a project has to decide on: what is there before anybody has decided anything. */
export interface Survey {
  /** Kinds of untrusted content with the calls that bring it in. */
  readonly entrances: readonly { readonly kind: SourceKind; readonly what: string; readonly places: readonly Place[] }[];
  /** Models that identifying data go to, and the elements. */
  readonly disclosures: readonly { readonly words: string; readonly elements: readonly string[]; readonly places: readonly Place[] }[];
  /** Origins (`https://host:port`) of addresses in the code that models and services are reached at, beside this machine. */
  readonly origins: readonly string[];
  readonly candidates: Readonly<Record<Role, readonly Candidate[]>>;
  readonly agents: readonly AgentCard[];
  readonly languages: readonly LanguageId[];
}

/** Looks a project over. `asked`: addresses that the engine asked the policy about. */
export function surveyOf(engine: Engine, modules: readonly ModuleIR[], agents: readonly AgentCard[], asked: Iterable<string>): Survey {
  return {
    entrances: entrances(engine), disclosures: disclosures(engine),
    origins: [...new Set([...asked].flatMap((url) => originOf(url) ?? []))].sort(),
    candidates: candidates(modules), agents,
    languages: [...new Set(modules.map(({ language }) => language))].sort(),
  };
}

const byPlace = (a: Place, b: Place): number => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start);

/** Content of people outside. What a person types and what models answer needs no deciding. */
const NOT_OUTSIDE: ReadonlySet<SourceKind> = new Set<SourceKind>(['user-text', 'model-output']);

function entrances(engine: Engine): Survey['entrances'] {
  const found = new Map<string, { readonly kind: SourceKind; readonly what: string; readonly places: Place[] }>();
  for (const { kind, what, place } of engine.seenSources()) {
    if (NOT_OUTSIDE.has(kind)) continue;
    const key = `${kind}|${what}`;
    const entry = found.get(key);
    if (entry === undefined) found.set(key, { kind, what, places: [place] });
    else entry.places.push(place);
  }
  return [...found.values()].map(({ places, ...entry }) => ({ ...entry, places: places.sort(byPlace) }))
    .sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.what < b.what ? -1 : 1));
}

function disclosures(engine: Engine): Survey['disclosures'] {
  const found = new Map<string, { readonly elements: Set<string>; readonly places: Map<string, Place> }>();
  for (const { sink, words, label, place } of engine.standing()) {
    if (sink !== 'phi-model') continue;
    const entry = found.get(words) ?? { elements: new Set(), places: new Map() };
    entry.elements.add(label.element?.words ?? label.source.what);
    entry.places.set(`${place.file}|${place.start}`, place);
    found.set(words, entry);
  }
  return [...found].map(([words, { elements, places }]) => ({ words, elements: [...elements].sort(), places: [...places.values()].sort(byPlace) }))
    .sort((a, b) => (a.words < b.words ? -1 : 1));
}

/** Scheme, host and port of an address; user names, paths and queries may hold secrets. Undefined for what is no whole address. */
function originOf(url: string): string | undefined {
  const match = /^(https?|wss?|grpcs?):\/\/(?:[^/?#@\s]*@)?([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d+)?(?=[/?#]|$)/i.exec(url);
  if (match === null || isLoopback(url)) return undefined;
  return `${match[1]!.toLowerCase()}://${match[2]!.toLowerCase()}${match[3] ?? ''}`;
}

/** Words of a name: `isSafePrompt` and `is_safe_prompt` are `is`, `safe`, `prompt`. */
const wordsOf = (name: string): readonly string[] => (name.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})/gu) ?? []).map((word) => word.toLowerCase());

const DEIDENTIFIES = /^(de_?identif(y|ies|ied|ication)|deid|anonymi[sz]ed?|anonymi[sz]er?|pseudonymi[sz]ed?)$/;
const CLEANS = /^(saniti[sz]ed?|saniti[sz]er?|scrub(bed)?|neutrali[sz]e|defang|disarm)$/;
const APPROVES = /^(approve|approval|confirm|confirmation|consent)$/;
const REVIEWS = /^(review|reviewed|countersign|signoff)$/;
const JUDGES = /^(is|has|check|validate|verify|ensure|require|assert|detect|contains|looks)$/;
const JUDGED = /^(safe|unsafe|clean|allowed|permitted|injection|injected|jailbreak|malicious|suspicious|hostile|harmful|prompt|instruction|instructions)$/;
const BAD = /^(unsafe|injection|injected|jailbreak|malicious|suspicious|hostile|harmful|instruction|instructions)$/;

function roleOf(name: string): { readonly role: Role; readonly accepts?: boolean | 'throws' } | undefined {
  const words = wordsOf(name);
  const has = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
  const [first = ''] = words;
  if (has(DEIDENTIFIES) || (first === 'de' && /^identif/.test(words[1] ?? ''))) return { role: 'deidentifiers' };
  if (has(CLEANS)) return { role: 'sanitizers' };
  if (JUDGES.test(first) && has(JUDGED)) {
    const accepts = /^(require|assert|ensure|validate|verify|check)$/.test(first) ? 'throws' : !has(BAD);
    return { role: 'guards', accepts };
  }
  if (has(APPROVES) || (first === 'ask' && /^(user|operator|human|person)$/.test(words[1] ?? ''))) return { role: 'approvals' };
  return has(REVIEWS) ? { role: 'reviewers' } : undefined;
}

/** Whether a function's name is that of a check or a question, for those whose answer nobody looks at. */
export function sounds(name: string, role: 'guards' | 'approvals'): boolean {
  const words = wordsOf(name.slice(name.lastIndexOf('.') + 1));
  return role === 'guards' ? JUDGES.test(words[0] ?? '') : roleOf(name)?.role === 'approvals' || words.some((word) => REVIEWS.test(word)) || /^(require|ensure|ask)$/.test(words[0] ?? '');
}

const TEST_FILE = /(^|\/)(tests?|__tests__|spec)\/|[._-](test|spec)\.\w+$|(^|\/)test_[^/]*$|Tests?\.(java|cs)$/;
const PLAIN_NAME = /^[\p{L}\p{N}_$]+(\.[\p{L}\p{N}_$]+)*$/u;

function candidates(modules: readonly ModuleIR[]): Survey['candidates'] {
  const found: Record<Role, Candidate[]> = { sanitizers: [], guards: [], reviewers: [], approvals: [], deidentifiers: [] };
  for (const module of modules) {
    if (TEST_FILE.test(module.file)) continue;
    for (const fn of module.functions) {
      const as = isCandidate(fn) ? roleOf(fn.name) : undefined;
      const name = nameIn(module, fn);
      if (as === undefined || !PLAIN_NAME.test(name)) continue;
      const place: Place = { file: module.file, start: fn.nameSpan.start, end: fn.nameSpan.end };
      found[as.role].push({ name, place, ...(as.accepts === undefined ? {} : { accepts: as.accepts }) });
    }
  }
  for (const role of ROLES) found[role].sort((a, b) => byPlace(a.place, b.place));
  return found;
}

const isCandidate = (fn: FunctionIR): boolean => (fn.kind === 'function' || fn.kind === 'method' || fn.kind === 'lambda') && fn.params.length > (fn.selfParam ? 1 : 0);

/** The last two parts of a function's name: its class, or else its file, tells it from others. */
export function nameIn(module: ModuleIR, fn: FunctionIR): string {
  const own = fn.qualifiedName.split('.').slice(-2);
  return own.length > 1 ? own.join('.') : `${/([^/.]+)(\.\w+)*$/.exec(module.file)?.[1] ?? ''}.${fn.name}`;
}
