import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { SinkKind, SourceKind } from '../../src/base/words.ts';
import { analyze } from '../../src/dataflow/analyze.ts';
import { loadModels, type ModelRow } from '../../src/models/load.ts';
import { parseArgPath, type ApiPath } from '../../src/models/paths.ts';
import { prepareSyntax } from '../../src/session/grammarFiles.ts';
import { lowerText } from '../../src/session/lower.ts';
import { readModelFolder } from '../../src/session/modelFiles.ts';

/**
 * Every path of every row that needs no condition is used from generated Python: a source must do harm, a sink must be
 * reached. A path that the engine can't get to from an import is as good as absent, and nobody would notice.
 */

const models = loadModels(readModelFolder(join(import.meta.dirname, '..', '..', 'models')).filter((file) => file.name.startsWith('python/')));
const types = models.types.get('python')!;
const rows = models.rows.filter((row) => row.row.when === undefined);

before(() => prepareSyntax(['python']));

/** Python that gives the value of an API path, or null for a type that is only reached through itself. */
function expression(path: ApiPath, seen: ReadonlySet<string> = new Set()): string | null {
  let text: string;
  if (typeof path.root === 'string') text = path.root === 'builtins' ? '' : path.root;
  else {
    const name = path.root.type;
    if (seen.has(name)) return null;
    const made = (types.get(name) ?? []).map((p) => expression(p, new Set([...seen, name]))).find((e) => e !== null);
    if (made === undefined || made === null) return null;
    text = made;
  }
  for (const s of path.segments) text += s.kind === 'member' ? (text === '' ? s.name : /^\d+$/.test(s.name) ? `[${s.name}]` : `.${s.name}`) : s.kind === 'call' ? '()' : '[0]';
  return text;
}

/** Python for an argument list in which `value` stands at the argument path. */
function argumentsAt(path: string, value: string): string | null {
  const { base, steps } = parseArgPath(path);
  let inner = value;
  for (const step of [...steps].reverse()) inner = step === '[]' ? `[${inner}]` : /^\d+$/.test(step) ? `[${'"x", '.repeat(Number(step))}${inner}]` : `{"${step}": ${inner}}`;
  if (base === '*') return inner;
  if (base === 'self' || base === 'return') return null;
  if (typeof base === 'string' && base.startsWith('rest:')) return '"x", '.repeat(Number(base.slice(5))) + inner;
  return typeof base === 'number' ? '"x", '.repeat(base) + inner : `${base}=${inner}`;
}

interface Call { readonly row: ModelRow; readonly text: string }

/** Analyses the calls, one function each, and gives those in which no flow is seen. */
function silent(calls: readonly Call[]): string[] {
  const imports = [...models.packages.get('python')!].filter((name) => name !== 'builtins').map((name) => `import ${name}\n`).join('');
  let text = imports;
  const starts = calls.map((call, i) => {
    const start = text.length;
    text += `def use_${i}():\n    ${call.text}\n`;
    return start;
  });
  const lowered = lowerText({ file: 'rows.py', language: 'python', text, contentHash: 'rows' });
  assert.equal(lowered.status, 'ok', lowered.reason);
  const engine = analyze({ modules: [lowered.module!], models, resolveImport: (spec) => ({ external: spec }) });
  const seen = new Set([...engine.hits.values()].map((hit) => starts.findLastIndex((start) => start <= hit.place.start)));
  return calls.filter((_, i) => !seen.has(i)).map((call) => `${call.row.id}: ${call.text}`);
}

/** A statement in which untrusted text of this kind does harm; null for kinds that this test can't judge. */
function harm(kind: SourceKind, value: string): string | null {
  switch (kind) {
    case 'retrieved': return null; // dangerous only where the program fills the store
    case 'image-pixels': return `openai.OpenAI().images.edit(image=${value})`;
    case 'user-text': return `openai.OpenAI().responses.create(model="m", instructions=${value}, input="x")`;
    case 'model-output': return `eval(${value})`;
    case 'download': return `chromadb.Client().create_collection("c").add(documents=[${value}])`;
    default: return `openai.OpenAI().responses.create(model="m", input=${value})`;
  }
}

const OUTPUT_SINKS: ReadonlySet<SinkKind> = new Set(['code', 'shell', 'sql', 'template', 'deserialise', 'path', 'html', 'clinical']);
const MODEL_OUTPUT = 'openai.OpenAI().responses.create(model="m", input="x").output_text';

test('every source that a call or an attribute gives does harm where it is used', () => {
  const calls = rows.flatMap((row): Call[] => {
    const { row: source } = row;
    if (!('source' in source) || source.capacity === 'none' || source.parameter || source.output || source.element) return [];
    return row.at.flatMap((path) => {
      const value = expression(path);
      const text = value ? harm(source.source, value) : null;
      return text === null ? [] : [{ row, text }];
    });
  });
  assert.ok(calls.length > 300);
  assert.deepEqual(silent(calls), []);
});

/** Clients that run on this machine unless they are told otherwise: identifying data may go there. */
const localClients = new Set(rows.flatMap((row) => 'endpoint' in row.row && row.row.endpoint === 'local' ? row.at.map((path) => expression(path)) : []));
const staysHere = (callee: string): boolean => [...localClients].some((client) => client !== null && callee.startsWith(`${client}.`));

test('every model call and every sink looks at its first argument', () => {
  const calls = rows.flatMap((row): Call[] => {
    let paths: readonly string[] = [];
    if ('model' in row.row && row.row.url === undefined) paths = [...(row.row.messages ?? []), ...(row.row.prompt ?? []), ...(row.row.system ?? [])];
    else if ('sink' in row.row) paths = row.row.args;
    const value = 'sink' in row.row && OUTPUT_SINKS.has(row.row.sink) ? MODEL_OUTPUT : 'pydicom.dcmread("x.dcm").PatientName';
    const given = paths.map((path) => argumentsAt(path, value)).find((text) => text !== null);
    if (!given) return [];
    return row.at.flatMap((path) => {
      const callee = expression(path);
      return callee && !('sink' in row.row && row.row.sink === 'phi-model' && staysHere(callee)) ? [{ row, text: `${callee}(${given})` }] : [];
    });
  });
  assert.ok(calls.length > 500);
  assert.deepEqual(silent(calls), []);
});
