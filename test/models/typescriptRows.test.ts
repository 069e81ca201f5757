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
 * Every path of every row that needs no condition is used from generated TypeScript: a source must do harm, a sink must be
 * reached. A path that the engine can't get to from an import is as good as absent, and nobody would notice.
 */

const models = loadModels(readModelFolder(join(import.meta.dirname, '..', '..', 'models')).filter((file) => file.name.startsWith('typescript/')));
const types = models.types.get('typescript')!;
const rows = models.rows.filter((row) => row.row.when === undefined);
/** Roots that no import brings. */
const AMBIENT = new Set(['globalThis', '<jsx>']);
const roots = new Map<string, string>();
const nameOf = (root: string): string => { let name = roots.get(root); if (!name) { name = `m${roots.size}`; roots.set(root, name); } return name; };

before(() => prepareSyntax(['typescript']));

/** TypeScript that gives the value of an API path, or null for a type that is only reached through itself, and for elements of a page. */
function expression(path: ApiPath, seen: ReadonlySet<string> = new Set()): string | null {
  let text: string;
  if (typeof path.root === 'string') {
    if (path.root === '<jsx>') return null;
    text = AMBIENT.has(path.root) ? path.root : nameOf(path.root);
  } else {
    const name = path.root.type;
    if (seen.has(name)) return null;
    const made = (types.get(name) ?? []).map((p) => expression(p, new Set([...seen, name]))).find((e) => e !== null);
    if (made === undefined || made === null) return null;
    text = made;
  }
  for (const s of path.segments) text += s.kind === 'member' ? `.${s.name}` : s.kind === 'call' ? '()' : '[0]';
  return text;
}

/** An argument list in which `value` stands at the argument path. */
function argumentsAt(path: string, value: string): string | null {
  const { base, steps } = parseArgPath(path);
  let inner = value;
  for (const step of [...steps].reverse()) inner = step === '[]' ? `[${inner}]` : `{ '${step}': ${inner} }`;
  if (base === '*') return inner;
  if (base === 'self' || base === 'return' || base === 'value') return null;
  if (typeof base === 'string' && base.startsWith('rest:')) return "'x', ".repeat(Number(base.slice(5))) + inner;
  return typeof base === 'number' ? "'x', ".repeat(base) + inner : null;
}

interface Call { readonly row: ModelRow; readonly text: string }

/** Analyses the calls, one function each, and gives those in which no flow is seen. */
function silent(calls: readonly Call[]): string[] {
  const imports = [...roots].map(([root, name]) => `import ${name} from '${root}';\n`).join('');
  let text = imports;
  const starts = calls.map((call, i) => {
    const start = text.length;
    text += `export async function use${i}() {\n  ${call.text};\n}\n`;
    return start;
  });
  const lowered = lowerText({ file: 'rows.ts', language: 'typescript', text, contentHash: 'rows' });
  assert.equal(lowered.status, 'ok', lowered.reason);
  const engine = analyze({ modules: [lowered.module!], models, resolveImport: (spec) => ({ external: spec }) });
  const reached = new Set([...engine.hits.values()].map((hit) => starts.findLastIndex((start) => start <= hit.place.start)));
  return calls.filter((_, i) => !reached.has(i)).map((call) => `${call.row.id}: ${call.text}`);
}

const openai = (): string => `new ${nameOf('openai')}()`;

/** A statement in which untrusted text of this kind does harm; null for kinds that this test can't judge. */
function harm(kind: SourceKind, value: string): string | null {
  switch (kind) {
    case 'retrieved': return null; // dangerous only where the program fills the store
    case 'image-pixels': return `${nameOf('ollama')}.generate({ model: 'm', prompt: 'x', images: [${value}] })`;
    case 'user-text': return `${openai()}.responses.create({ model: 'm', instructions: ${value}, input: 'x' })`;
    case 'model-output': return `eval(${value})`;
    case 'download': return `new ${nameOf('chromadb')}.ChromaClient().createCollection({}).add({ documents: [${value}] })`;
    default: return `${openai()}.responses.create({ model: 'm', input: ${value} })`;
  }
}

const OUTPUT_SINKS: ReadonlySet<SinkKind> = new Set(['code', 'shell', 'sql', 'template', 'deserialise', 'path', 'html', 'clinical']);
const modelOutput = (): string => `(await ${openai()}.responses.create({ model: 'm', input: 'x' })).output_text`;
const patientName = (): string => `${nameOf('dicom-parser')}.parseDicom(new Uint8Array()).string('x00100010')`;

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

test('every model call and every sink looks at its first argument', () => {
  const calls = rows.flatMap((row): Call[] => {
    let paths: readonly string[] = [];
    if ('model' in row.row && row.row.url === undefined) paths = [...(row.row.messages ?? []), ...(row.row.prompt ?? []), ...(row.row.system ?? [])];
    else if ('sink' in row.row) paths = row.row.args;
    const value = 'sink' in row.row && OUTPUT_SINKS.has(row.row.sink) ? modelOutput() : patientName();
    const given = paths.map((path) => argumentsAt(path, value)).find((text) => text !== null);
    if (!given) return [];
    return row.at.flatMap((path) => {
      const callee = expression(path);
      return callee ? [{ row, text: `${callee}(${given})` }] : [];
    });
  });
  assert.ok(calls.length > 500);
  assert.deepEqual(silent(calls), []);
});
