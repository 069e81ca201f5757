import type { Node } from 'jsonc-parser';
import { isMap, isNode, isSeq, LineCounter, parseDocument, YAMLParseError, type Document } from 'yaml';
import { CAPABILITIES, SINK_KINDS, type LanguageId, type Severity } from '../base/words.ts';
import type { ModelFile } from '../models/schema.ts';
import { pathProblem, readFlowRule } from './flowRules.ts';
import { JsonReader, nearest, type ConfigError } from './jsonReader.ts';
import {
  defaultPolicy, TRUST_LEVELS, type Clears, type GuardFunction, type GuardHelper, type Policy, type SanitizerFunction, type UserModels,
} from './policy.ts';

/** Name of the settings file that is looked for upward from the scanned folder. */
export const POLICY_FILE = 'dosimeter.jsonc';

const LANGUAGES: readonly LanguageId[] = ['python', 'typescript', 'java', 'csharp'];
const SEVERITIES: readonly (Severity | 'off')[] = ['error', 'warning', 'note', 'off'];
/** Stands where a user's model file names no documentation; the domain is reserved to lead nowhere. */
const UNDOCUMENTED = 'https://undocumented.invalid/';
const CLEARS: readonly Clears[] = ['text', 'any', 'phi', ...SINK_KINDS];

/** Settings of the top level, in the order in which the documentation lists them. */
const SETTINGS = [
  '$schema', 'trustedEndpoints', 'capabilities', 'sanitizers', 'guards', 'reviewers', 'approvals', 'deidentifiers',
  'guardHelper', 'rules', 'include', 'exclude', 'builtins', 'models', 'flowRules',
] as const;

/** What the loader needs to know beside the text. */
export interface PolicyContext {
  /** Rule ids of the product, so that a misspelt one is found. */
  readonly knownRules: ReadonlySet<string>;
  /** Text of a file named in `models`, relative to the settings file; undefined when it can't be read. */
  readFile(path: string): string | undefined;
}

/**
 * Reads the text of a `dosimeter.jsonc`. `file` is the name for messages. Never throws: what is wrong comes back in
 * `errors`, and the policy then holds defaults in the places that could not be read.
 */
export function parsePolicy(file: string, text: string, context: PolicyContext): { policy: Policy; errors: readonly ConfigError[] } {
  const reader = new JsonReader(file, text);
  if (reader.root === undefined) return { policy: defaultPolicy, errors: reader.errors };
  const top = reader.object(reader.root, POLICY_FILE, SETTINGS);
  const flowRules = reader.list(top.get('flowRules'), 'flowRules', (node) => readFlowRule(reader, node, context.knownRules));
  const known = [...context.knownRules, ...flowRules.map((rule) => rule.id)];
  const policy: Policy = {
    trustedEndpoints: reader.list(top.get('trustedEndpoints'), 'trustedEndpoints', (node) => endpointPattern(reader, node)),
    capabilities: readCapabilities(reader, top.get('capabilities')),
    sanitizers: reader.list(top.get('sanitizers'), 'sanitizers', (node) => sanitizer(reader, node)),
    guards: reader.list(top.get('guards'), 'guards', (node) => guard(reader, node)),
    reviewers: reader.strings(top.get('reviewers'), 'reviewers'),
    approvals: reader.strings(top.get('approvals'), 'approvals'),
    deidentifiers: reader.strings(top.get('deidentifiers'), 'deidentifiers'),
    guardHelper: readGuardHelper(reader, top.get('guardHelper')),
    rules: readRules(reader, top.get('rules'), known),
    include: reader.strings(top.get('include'), 'include'),
    exclude: reader.strings(top.get('exclude'), 'exclude'),
    builtins: readBuiltins(reader, top.get('builtins')),
    models: reader.list(top.get('models'), 'models', (node) => readModels(reader, node, file, context)),
    flowRules,
  };
  return { policy, errors: reader.errors };
}

function endpointPattern(reader: JsonReader, node: Node): string | undefined {
  const pattern = reader.string(node, 'an entry of trustedEndpoints');
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/]+)/i.exec(pattern)?.[1] ?? '';
  if (/^[*.:\d]*$/.test(host) && host.includes('*') && !/^\d+\./.test(host)) {
    reader.error(node, `"${pattern}" would trust every endpoint with identifying data; name a host, "*.domain" or "10.20.*"`);
    return undefined;
  }
  return pattern || undefined;
}

function readCapabilities(reader: JsonReader, node: Node | undefined): Policy['capabilities'] {
  if (node === undefined) return defaultPolicy.capabilities;
  const entries = reader.object(node, 'capabilities', TRUST_LEVELS);
  const level = (name: (typeof TRUST_LEVELS)[number]): Policy['capabilities']['user'] => {
    const value = entries.get(name);
    if (value === undefined) return defaultPolicy.capabilities[name];
    return reader.list(value, `capabilities.${name}`, (element) => reader.choice(element, 'a capability', CAPABILITIES, 'read-phi'));
  };
  return { untrusted: level('untrusted'), user: level('user'), trusted: level('trusted') };
}

const readClears = (reader: JsonReader, node: Node | undefined): readonly Clears[] =>
  node === undefined ? ['text'] : reader.list(node, 'clears', (element) => reader.choice(element, 'an entry of clears', CLEARS, 'text'));

function sanitizer(reader: JsonReader, node: Node): SanitizerFunction | undefined {
  if (node.type === 'string') return { name: reader.string(node, 'a sanitizer'), clears: ['text'] };
  const entries = reader.object(node, 'a sanitizer', ['name', 'clears']);
  const name = required(reader, node, entries, 'name', 'a sanitizer');
  return name === undefined ? undefined : { name, clears: readClears(reader, entries.get('clears')) };
}

function guard(reader: JsonReader, node: Node): GuardFunction | undefined {
  if (node.type === 'string') return { name: reader.string(node, 'a guard'), arg: '0', accepts: true, clears: ['text'] };
  const entries = reader.object(node, 'a guard', ['name', 'arg', 'accepts', 'clears']);
  const name = required(reader, node, entries, 'name', 'a guard');
  if (name === undefined) return undefined;
  return {
    name,
    arg: argumentPath(reader, entries.get('arg')),
    accepts: reader.choice<true | false | 'throws'>(entries.get('accepts'), 'accepts', [true, false, 'throws'], true),
    clears: readClears(reader, entries.get('clears')),
  };
}

function argumentPath(reader: JsonReader, node: Node | undefined): string {
  const path = reader.string(node, 'arg', '0');
  const problem = pathProblem(path);
  if (node === undefined || problem === undefined) return path;
  reader.error(node, `arg: ${problem}`);
  return '0';
}

/** A string that must be there; undefined (with an error recorded) when it is not. */
export function required(reader: JsonReader, node: Node, entries: ReadonlyMap<string, Node>, key: string, what: string): string | undefined {
  const value = entries.get(key);
  if (value === undefined) {
    if (node.type === 'object') reader.error(node, `${what} needs "${key}"`);
    return undefined;
  }
  return reader.string(value, key) || undefined;
}

function readGuardHelper(reader: JsonReader, node: Node | undefined): Policy['guardHelper'] {
  if (node === undefined) return defaultPolicy.guardHelper;
  const entries = reader.object(node, 'guardHelper', LANGUAGES);
  const helper = (language: LanguageId): GuardHelper => {
    const value = entries.get(language);
    const fallback = defaultPolicy.guardHelper[language];
    if (value === undefined) return fallback;
    const parts = reader.object(value, `guardHelper.${language}`, ['file', 'name']);
    const file = reader.string(parts.get('file'), 'file', fallback.file);
    const name = reader.string(parts.get('name'), 'name', fallback.name);
    if (!staysInside(file)) reader.error(parts.get('file') ?? value, 'the guard helper must be a relative path inside the project');
    if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) reader.error(parts.get('name') ?? value, `"${name}" is no name of a function`);
    return { file: staysInside(file) ? file : fallback.file, name };
  };
  return { python: helper('python'), typescript: helper('typescript'), java: helper('java'), csharp: helper('csharp') };
}

function readRules(reader: JsonReader, node: Node | undefined, known: readonly string[]): Policy['rules'] {
  if (node === undefined) return {};
  const families = [...new Set(known.map((id) => `${id.slice(0, id.indexOf('/'))}/*`))];
  const rules: Record<string, Severity | 'off'> = {};
  for (const [id, value] of reader.entries(node, 'rules')) {
    if (!known.includes(id) && !families.includes(id)) {
      const near = nearest(id, [...known, ...families]);
      reader.error(value.parent?.children?.[0] ?? value, `there is no rule "${id}"${near === undefined ? '; `dosimeter rules` lists them' : `; did you mean "${near}"?`}`);
      continue;
    }
    const severity = reader.choice(value, `the severity of ${id}`, SEVERITIES, 'warning');
    rules[id] = severity;
  }
  return rules;
}

function readBuiltins(reader: JsonReader, node: Node | undefined): Policy['builtins'] {
  if (node === undefined) return defaultPolicy.builtins;
  if (node.type === 'boolean') return { models: node.value as boolean, rules: node.value as boolean };
  const entries = reader.object(node, 'builtins', ['models', 'rules']);
  return {
    models: reader.choice(entries.get('models'), 'builtins.models', [true, false], true),
    rules: reader.choice(entries.get('rules'), 'builtins.rules', [true, false], true),
  };
}

/** An entry of `models`: a file name, or the content of such a file in place. Rows are checked where they are compiled. */
function readModels(reader: JsonReader, node: Node, file: string, context: PolicyContext): UserModels | undefined {
  if (node.type === 'object') return modelFile(reader, node, plainValue(node), file, rowNodes(node).map((row) => reader.place(row)));
  const path = reader.string(node, 'an entry of models');
  if (path === '') return undefined;
  if (!staysInside(path)) {
    reader.error(node, 'a model file must be a relative path inside the project');
    return undefined;
  }
  const text = context.readFile(path);
  if (text === undefined) {
    reader.error(node, `the model file "${path}" can't be read; its path is relative to ${POLICY_FILE}`);
    return undefined;
  }
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines });
    const [problem] = document.errors;
    if (problem) throw problem;
    return modelFile(reader, node, document.toJS({ maxAliasCount: 0 }), path, yamlRows(document, lines));
  } catch (error) {
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error;
    const place = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
    reader.errors.push({ file: path, line: place?.line ?? 1, column: place?.col ?? 1, message: `not valid YAML: ${error.message.split('\n')[0] ?? ''}` });
    return undefined;
  }
}

/** The rows of a model file that stands in the settings. */
function rowNodes(node: Node): readonly Node[] {
  const rows = node.children?.find(({ children }) => children?.[0]?.value === 'rows')?.children?.[1];
  return rows?.type === 'array' ? rows.children ?? [] : [];
}

/** Where each row of a YAML file begins. */
function yamlRows(document: Document, lines: LineCounter): UserModels['rowPlaces'] {
  const rows = isMap(document.contents) ? document.contents.get('rows', true) : undefined;
  return isSeq(rows) ? rows.items.map((row) => {
    const { line, col } = lines.linePos(isNode(row) ? row.range?.[0] ?? 0 : 0);
    return { line, column: col };
  }) : [];
}

function modelFile(reader: JsonReader, node: Node, value: unknown, origin: string, rowPlaces: UserModels['rowPlaces']): UserModels | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reader.error(node, `${origin}: a model file is a mapping with "language" and "rows"`);
    return undefined;
  }
  const { library = 'user models', language, packages, doc = UNDOCUMENTED, types, rows = [] } = value as Partial<ModelFile>;
  if (!LANGUAGES.includes(language as LanguageId)) {
    reader.error(node, `${origin}: "language" must be one of ${LANGUAGES.join(', ')}`);
    return undefined;
  }
  if (!Array.isArray(rows) || !rows.every((row) => typeof row === 'object' && row !== null && 'at' in row)) {
    reader.error(node, `${origin}: "rows" must be an array of rows, each with "at"`);
    return undefined;
  }
  const paths = [...rows.map((row) => row.at as unknown), ...Object.values(types ?? {})].flat().filter((path) => typeof path === 'string');
  const roots = packages ?? [...new Set(paths.map(rootOf).filter((root) => root !== ''))];
  return { origin, rowPlaces, file: { library, language: language as LanguageId, packages: roots, doc, rows, ...(types === undefined ? {} : { types }) } };
}

/** Package that an API path starts in, for model files that list none: the scope and name of npm packages, else the first part. */
const rootOf = (path: string): string => /^(@[^/]+\/[^.()[\]]+|[^<.()[\]@][^.()[\]]*)/.exec(path)?.[0] ?? '';

/** The JSON value of a node, with null prototypes so that a key such as `__proto__` is a key. */
function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue);
  if (node.type !== 'object') return node.value;
  const object: Record<string, unknown> = Object.create(null);
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key !== undefined && value !== undefined) object[key.value as string] = plainValue(value);
  }
  return object;
}

/** Relative, with `/`, and no way up. */
const staysInside = (path: string): boolean => !/^([/\\]|[a-z]:)/i.test(path) && !path.split(/[\\/]/).includes('..');
