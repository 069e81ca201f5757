import type { Node } from 'jsonc-parser';
import type { LanguageId, Severity } from '../base/words.ts';
import { PathError, parseArgPath } from '../models/paths.ts';
import type { JsonReader } from './jsonReader.ts';
import type { FlowRule, FlowRuleBarrier, FlowRuleGuard, FlowRuleSink, FlowRuleSource } from './policy.ts';

const ORIGINS = ['call', 'name', 'parameter', 'annotation', 'decorator'] as const;
const LANGUAGES: readonly LanguageId[] = ['python', 'typescript', 'java', 'csharp'];
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];
const KEYS = ['id', 'message', 'severity', 'languages', 'sources', 'sinks', 'barriers', 'guards', 'tags'];

/** Reads one entry of `flowRules`; undefined, with errors recorded in the reader, when it can't be used. */
export function readFlowRule(reader: JsonReader, node: Node, knownRules: ReadonlySet<string>): FlowRule | undefined {
  const entries = reader.object(node, 'a flow rule', KEYS);
  if (node.type !== 'object') return undefined;
  for (const key of ['id', 'sources', 'sinks']) {
    const value = entries.get(key);
    if (value === undefined) reader.error(node, `a flow rule needs "${key}"`);
    else if (value.type === 'array' && value.children?.length === 0) reader.error(value, `"${key}" must not be empty`);
  }
  const id = reader.string(entries.get('id'), 'id');
  const sources = reader.list(entries.get('sources'), 'sources', (entry) => source(reader, entry));
  const sinks = reader.list(entries.get('sinks'), 'sinks', (entry) => sink(reader, entry));
  if (id === '' || sources.length === 0 || sinks.length === 0) return undefined;
  const idNode = entries.get('id') ?? node;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) reader.error(idNode, `"${id}" must be family/name, in lower case with hyphens, for example "local/no-raw-reports"`);
  if (knownRules.has(id)) reader.error(idNode, `"${id}" is a rule of the product; choose another id`);
  return {
    id,
    message: reader.string(entries.get('message'), 'message', `Data from {source} reaches {sink}.`),
    severity: reader.choice(entries.get('severity'), 'severity', SEVERITIES, 'error'),
    languages: reader.list(entries.get('languages'), 'languages', (entry) => reader.choice(entry, 'a language', LANGUAGES, 'python')),
    sources,
    sinks,
    barriers: reader.list(entries.get('barriers'), 'barriers', (entry) => barrier(reader, entry)),
    guards: reader.list(entries.get('guards'), 'guards', (entry) => guard(reader, entry)),
    tags: reader.strings(entries.get('tags'), 'tags'),
  };
}

/** A plain string is short for `{ "call": … }`. */
function callOf(reader: JsonReader, node: Node, what: string, keys: readonly string[]): { call: string; entries: ReadonlyMap<string, Node> } | undefined {
  if (node.type === 'string') return { call: reader.string(node, what), entries: new Map() };
  const entries = reader.object(node, what, ['call', ...keys]);
  if (node.type !== 'object') return undefined;
  if (!entries.has('call')) reader.error(node, `${what} needs "call"`);
  const call = reader.string(entries.get('call'), 'call');
  return call === '' ? undefined : { call, entries };
}

function source(reader: JsonReader, node: Node): FlowRuleSource | undefined {
  if (node.type === 'string') return { call: reader.string(node, 'a source') };
  const entries = reader.object(node, 'a source', [...ORIGINS, 'function', 'output']);
  if (node.type !== 'object') return undefined;
  const given = ORIGINS.filter((origin) => entries.has(origin));
  const [origin] = given;
  if (origin === undefined || given.length > 1) {
    reader.error(node, `a source needs exactly one of ${ORIGINS.join(', ')}`);
    return undefined;
  }
  for (const [key, needs] of [['function', 'parameter'], ['output', 'call']] as const) {
    const value = entries.get(key);
    if (value !== undefined && origin !== needs) reader.error(value, `"${key}" goes with "${needs}" only`);
  }
  const optional = (key: string): string | undefined => (entries.has(key) ? reader.string(entries.get(key), key) : undefined);
  const inFunction = optional('function');
  const outputNode = entries.get('output');
  const output = outputNode === undefined ? undefined : paths(reader, outputNode, 'output')[0];
  return {
    [origin]: reader.string(entries.get(origin), origin),
    ...(inFunction === undefined ? {} : { function: inFunction }),
    ...(output === undefined ? {} : { output }),
  };
}

function sink(reader: JsonReader, node: Node): FlowRuleSink | undefined {
  const found = callOf(reader, node, 'a sink', ['args']);
  if (found === undefined) return undefined;
  const args = found.entries.get('args');
  return { call: found.call, args: args === undefined ? ['*'] : paths(reader, args, 'args') };
}

function barrier(reader: JsonReader, node: Node): FlowRuleBarrier | undefined {
  const found = callOf(reader, node, 'a barrier', ['output']);
  if (found === undefined) return undefined;
  const output = found.entries.get('output');
  return { call: found.call, output: output === undefined ? ['return'] : paths(reader, output, 'output') };
}

function guard(reader: JsonReader, node: Node): FlowRuleGuard | undefined {
  const found = callOf(reader, node, 'a guard', ['arg', 'accepts']);
  if (found === undefined) return undefined;
  return {
    call: found.call,
    arg: found.entries.has('arg') ? (paths(reader, found.entries.get('arg') as Node, 'arg')[0] ?? '0') : '0',
    accepts: reader.choice<true | false | 'throws'>(found.entries.get('accepts'), 'accepts', [true, false, 'throws'], true),
  };
}

/** What is wrong with an argument path; undefined for a good one. */
export function pathProblem(path: string): string | undefined {
  try {
    parseArgPath(path);
  } catch (error) {
    if (error instanceof PathError) return error.message;
    throw error;
  }
  return undefined;
}

/** Argument paths; an index may be written as a number, one path without the array. */
function paths(reader: JsonReader, node: Node, what: string): readonly string[] {
  const one = (element: Node): string | undefined => {
    const path = element.type === 'number' ? String(element.value) : reader.string(element, what);
    const problem = path === '' ? undefined : pathProblem(path);
    if (problem !== undefined) reader.error(element, `${what}: ${problem}`);
    return path === '' || problem !== undefined ? undefined : path;
  };
  return node.type === 'array' ? reader.list(node, what, one) : [one(node)].filter((path) => path !== undefined);
}
