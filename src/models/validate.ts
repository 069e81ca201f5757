import { CAPABILITIES, SINK_KINDS, SOURCE_KINDS } from '../base/words.ts';
import { PathError, formatApiPath, parseApiPath, parseArgPath } from './paths.ts';
import type { ApiPath } from './paths.ts';
import type { ModelError, ModelRow } from './load.ts';
import type { Row } from './schema.ts';

/** What is wrong with one file's document; rows named here must not be used. */
export interface FileCheck {
  readonly file: readonly string[];
  readonly rows: readonly { readonly row: number; readonly message: string }[];
  /** Nothing of the file can be used. */
  readonly unusable: boolean;
}

/** Checks a value and returns what is wrong with it, or null. */
type Check = (value: unknown) => string | null;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPosition = (v: unknown): v is number => Number.isInteger(v) && (v as number) >= 0;

const text: Check = (v) => (typeof v === 'string' && v !== '' ? null : 'must be a text');
const flag: Check = (v) => (typeof v === 'boolean' ? null : 'must be true or false');
const url: Check = (v) => (typeof v === 'string' && /^https?:\/\/[^\s]+$/.test(v) ? null : 'must be a URL');
const oneOf = (words: readonly unknown[]): Check => (v) => (words.includes(v) ? null : `"${String(v)}" is not one of ${words.join(', ')}`);
const listOf = (item: Check): Check => (v) => {
  if (!Array.isArray(v) || v.length === 0) return 'must be a list that is not empty';
  for (const element of v) {
    const problem = item(element);
    if (problem) return problem;
  }
  return null;
};
/** YAML reads a bare position as a number. */
const argPath: Check = (v) => (typeof v === 'string' || isPosition(v) ? pathProblem(() => parseArgPath(String(v))) : 'must be an argument path');
const apiPath: Check = (v) => (typeof v === 'string' ? pathProblem(() => parseApiPath(v)) : 'must be an API path');
const apiPaths: Check = (v) => (typeof v === 'string' ? apiPath(v) : listOf(apiPath)(v));
const argPaths = listOf(argPath);
/** `[]` says something of its own: no argument is passed, nothing comes out. */
const argPathsOrNone: Check = (v) => (Array.isArray(v) && v.length === 0 ? null : argPaths(v));
const pattern: Check = (v) => {
  if (typeof v !== 'string') return 'must be a regular expression';
  try {
    new RegExp(v);
    return null;
  } catch {
    return `"${v}" is not a regular expression`;
  }
};
const constant: Check = (v) => (v === null || ['string', 'number', 'boolean'].includes(typeof v) ? null : 'must be a constant');
const ruleId: Check = (v) => (typeof v === 'string' && /^[a-z]+(-[a-z]+)*\/[a-z]+(-[a-z]+)*$/.test(v) ? null : 'must be a rule id such as family/name');

function pathProblem(parsePath: () => unknown): string | null {
  try {
    parsePath();
    return null;
  } catch (error) {
    if (error instanceof PathError) return error.message;
    throw error;
  }
}

/** Keys of an object: those that end in `!` must be there. */
function shape(keys: Readonly<Record<string, Check>>): Check {
  const checks = new Map(Object.entries(keys).map(([key, check]) => [key.replace(/!$/, ''), check]));
  const required = Object.keys(keys).filter((key) => key.endsWith('!')).map((key) => key.slice(0, -1));
  return (v) => {
    if (!isRecord(v)) return 'must be a mapping';
    for (const key of required) if (!Object.hasOwn(v, key)) return `has no "${key}"`;
    for (const [key, value] of Object.entries(v)) {
      const check = checks.get(key);
      if (!check) return `has an unknown key "${key}"`;
      const problem = check(value);
      if (problem) return `${key}: ${problem}`;
    }
    return null;
  };
}
const valuesOf = (item: Check): Check => (v) => {
  if (!isRecord(v)) return 'must be a mapping';
  for (const [key, value] of Object.entries(v)) {
    const problem = item(value);
    if (problem) return `${key}: ${problem}`;
  }
  return null;
};

const when = listOf(shape({
  'arg!': argPath, is: listOf(constant), not: listOf(constant), matches: pattern, notMatches: pattern, given: flag, constant: flag, chosen: flag, function: flag, object: flag, gives: listOf(constant), idle: text, lacks: text,
}));
const source = oneOf(SOURCE_KINDS);
const shapeName = oneOf(['dicom', 'fhir', 'hl7', 'text']);
const sinkKind = oneOf(SINK_KINDS);
const cleared = listOf(oneOf([...SINK_KINDS, 'text', 'any', 'phi']));
const common = { 'at!': apiPaths, when, doc: url, since: text };

/** Row kind (its distinguishing key) → what such a row may say. */
const ROW_KEYS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  source: { 'source!': source, shape: shapeName, output: argPath, element: argPath, capacity: oneOf(['none', 'low', 'medium', 'high']), phi: flag, parameter: flag },
  flow: { 'flow!': oneOf(['none', 'taint', 'value']), from: argPaths, to: argPaths, key: argPath, elements: argPath, role: oneOf(['system', 'user', 'assistant', 'tool']) },
  proxy: { 'proxy!': argPath, client: argPath, retrieves: argPath, tools: argPaths, 'system!': listOf(text), 'variable!': listOf(text), label: text },
  read: { 'read!': argPath, 'key!': argPath, default: argPath },
  calls: { 'calls!': argPath, 'with!': argPathsOrNone, to: argPath, fills: source },
  sink: { 'sink!': sinkKind, 'args!': argPaths, label: text, url: argPath, client: argPath, destination: text, omits: argPaths },
  model: {
    'model!': oneOf(['hosted', 'local', 'inherit']), thread: flag, messages: argPaths, prompt: argPaths, system: argPaths, images: argPaths, tools: argPaths, preapproved: argPaths, byHand: flag, active: argPaths,
    output: argPathsOrNone, url: argPath, base: argPath, client: argPath, schema: argPaths, parsed: listOf(text), label: text,
  },
  endpoint: { 'endpoint!': oneOf(['hosted', 'local']), url: argPaths, env: listOf(text) },
  message: { 'message!': oneOf(['system', 'user', 'assistant', 'tool', 'by-argument']), 'content!': argPaths, role: argPath },
  template: { 'template!': oneOf(['text', 'messages']), 'content!': argPaths, syntax: oneOf(['braces', 'double-braces', 'dollar']) },
  tool: { 'tool!': oneOf(['mcp', 'agent']), 'fn!': argPath, methods: listOf(text), named: argPath, listed: text, description: argPaths, result: argPaths, gate: when, executor: flag, unlessGranted: flag, context: valuesOf(text) },
  entry: {
    'entry!': oneOf(['http', 'dicom', 'chat', 'queue', 'other']), 'fn!': argPath, methods: listOf(text),
    params: valuesOf(shape({ type: text, source, shape: shapeName })), after: flag, returns: sinkKind, bare: flag, pipes: text, pipedBy: text, schema: argPath, typedBy: text,
  },
  agent: { 'agent!': oneOf(['agent', 'receiver']), system: argPaths, tools: argPaths, preapproved: argPaths, handoffs: argPaths, gate: when, unattended: when, chosenBy: argPath, executor: flag, byHand: flag },
  provides: { 'provides!': argPath, as: argPath, type: text, name: argPath, keyed: flag, prefer: flag },
  barrier: { 'barrier!': cleared, output: argPaths, earlier: flag },
  guard: { 'guard!': cleared, 'arg!': argPath, 'accepts!': oneOf([true, false, 'throws']), verdict: argPath, words: listOf(text), passes: argPath, alone: flag },
  misuse: { 'misuse!': ruleId, 'message!': text, place: argPath, severity: oneOf(['error', 'warning', 'note']) },
  server: { 'server!': oneOf(['mcp']), command: argPaths, args: argPaths, url: argPaths, env: argPaths, headers: argPaths, config: argPaths },
  approval: { 'approval!': oneOf(['answer', 'throws', 'decorated', 'gives', 'decides', 'before']), fn: argPath, methods: listOf(text), everywhere: flag },
  graph: { 'graph!': oneOf(['node', 'edge', 'branch']), 'from!': argPath, 'to!': argPath, among: argPath },
  ends: { 'ends!': oneOf(['always']) },
  typeArgument: { 'typeArgument!': oneOf([0, 1, 2]) },
  keeps: { 'keeps!': oneOf(['mapping']) },
  capability: { 'capability!': listOf(oneOf(CAPABILITIES)), target: argPath, relative: flag, base: argPath, brings: source },
};
const ROW_KINDS: ReadonlyMap<string, Check> = new Map(Object.entries(ROW_KEYS).map(([kind, keys]) => [kind, shape({ ...common, ...keys })]));

/** The row with its argument paths as texts, as schema.ts says; call only with a row that passed its checks. */
export function normaliseRow(value: unknown): Row {
  const row = value as Record<string, unknown>;
  const kind = kindsOf(row)[0]!;
  const keys = ROW_KEYS[kind]!;
  const out: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(row)) {
    const check = keys[key] ?? keys[`${key}!`];
    if (check === argPath) out[key] = String(part);
    else if (check === argPaths || check === argPathsOrNone) out[key] = (part as unknown[]).map(String);
    else if (key === 'when' || check === when) out[key] = (part as { arg: unknown }[]).map((condition) => ({ ...condition, arg: String(condition.arg) }));
    else out[key] = part;
  }
  return out as unknown as Row;
}

const FILE_KEYS: Readonly<Record<string, Check>> = {
  'library!': text,
  'language!': oneOf(['python', 'typescript', 'java', 'csharp']),
  'packages!': listOf(text),
  'doc!': url,
  types: valuesOf(listOf(apiPath)),
  'rows!': (v) => (Array.isArray(v) ? null : 'must be a list'),
};
const fileShape = shape(FILE_KEYS);

/** Checks the structure of one file: keys, kinds, words and paths. */
export function checkFile(document: Record<string, unknown>): FileCheck {
  const problem = fileShape(document);
  if (problem) return { file: [problem], rows: [], unusable: true };
  const rows: { row: number; message: string }[] = [];
  const seen = new Map<string, number>();
  (document['rows'] as unknown[]).forEach((value, row) => {
    const message = checkRow(value) ?? duplicate(value, row, seen);
    if (message) rows.push({ row, message });
  });
  return { file: [], rows, unusable: false };
}

function checkRow(value: unknown): string | null {
  if (!isRecord(value)) return 'must be a mapping';
  const kinds = kindsOf(value);
  if (kinds.length !== 1) return kinds.length === 0 ? 'has no kind of row' : `has more than one kind: ${kinds.join(', ')}`;
  return ROW_KINDS.get(kinds[0]!)!(value);
}

/** The keys that say what kind of row it is. A misuse row has a `message` too, which is its text and not a kind. */
function kindsOf(row: Record<string, unknown>): string[] {
  return Object.keys(row).filter((key) => ROW_KINDS.has(key) && !(key === 'message' && Object.hasOwn(row, 'misuse')));
}

function duplicate(value: unknown, row: number, seen: Map<string, number>): string | null {
  const key = JSON.stringify(value, (_, v: unknown) =>
    isRecord(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))) : v);
  const first = seen.get(key);
  if (first === undefined) {
    seen.set(key, row);
    return null;
  }
  return `repeats row ${first}`;
}

/** Checks across files: every `<type>` that a path starts with, or an entry names, is defined in the row's language. */
export function checkReferences(
  rows: readonly ModelRow[],
  types: ReadonlyMap<string, ReadonlyMap<string, readonly ApiPath[]>>,
): ModelError[] {
  const errors: ModelError[] = [];
  for (const row of rows) {
    const known = types.get(row.language);
    const names = row.at.flatMap((path) => (typeof path.root === 'string' ? [] : [path.root.type]));
    if ('entry' in row.row) for (const param of Object.values(row.row.params ?? {})) if (param.type) names.push(param.type.replace(/^<|>$/g, ''));
    for (const name of names) if (!known?.has(name)) errors.push({ ...position(row), message: `names an unknown type "${name}"` });
  }
  for (const [language, named] of types) {
    for (const [name, paths] of named) {
      for (const path of paths) {
        if (typeof path.root !== 'string' && !named.has(path.root.type)) {
          errors.push({ file: language, row: null, message: `type "${name}" starts at the unknown type in "${formatApiPath(path)}"` });
        }
      }
    }
  }
  return errors;
}

/**
 * Checks against the rules of the product: sink kinds that no rule uses, and misuse rows for rules that do not exist.
 * Separate from loading, because the rules know the models and not the other way round.
 */
export function checkAgainstRules(rows: readonly ModelRow[], sinkKinds: ReadonlySet<string>, ruleIds: ReadonlySet<string>): ModelError[] {
  const errors: ModelError[] = [];
  for (const row of rows) {
    if ('sink' in row.row && !sinkKinds.has(row.row.sink)) errors.push({ ...position(row), message: `no rule uses the sink kind "${row.row.sink}"` });
    if ('misuse' in row.row && !ruleIds.has(row.row.misuse)) errors.push({ ...position(row), message: `there is no rule "${row.row.misuse}"` });
  }
  return errors;
}

function position(row: ModelRow): { file: string; row: number } {
  const hash = row.id.lastIndexOf('#');
  return { file: row.id.slice(0, hash), row: Number(row.id.slice(hash + 1)) };
}
