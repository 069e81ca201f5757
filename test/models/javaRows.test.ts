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
 * Every path of every row that needs no condition is used from generated Java, one class each with imports of its own: a source
 * must do harm, a sink must be reached. A path that the engine can't get to is as good as absent, and nobody would notice.
 */

const models = loadModels(readModelFolder(join(import.meta.dirname, '..', '..', 'models')).filter((file) => file.name.startsWith('java/')));
const types = models.types.get('java')!;
const rows = models.rows.filter((row) => row.row.when === undefined);

before(() => prepareSyntax(['java']));

/** Java that gives the value of an API path, and the classes that it imports; null for a type that is only reached through itself. */
function expression(path: ApiPath, imports: Set<string>, seen: ReadonlySet<string> = new Set()): string | null {
  if (typeof path.root !== 'string') {
    const name = path.root.type;
    if (seen.has(name)) return null;
    for (const p of types.get(name) ?? []) {
      const own = new Set(imports);
      const text = expression({ root: p.root, segments: [...p.segments, ...path.segments] } as ApiPath, own, new Set([...seen, name]));
      if (text !== null) { for (const i of own) imports.add(i); return text; }
    }
    return null;
  }
  const [first, ...rest] = path.segments;
  if (first?.kind !== 'member' || first.name === '*') return null;
  // Of a package that is a class itself, the last name is the class.
  if (path.root !== 'java.lang') imports.add(`${path.root}.${first.name}`);
  let text = first.name;
  let isClass = true;
  for (const s of rest) {
    if (s.kind === 'member') { if (s.name === '*') return null; isClass = isClass && /^[A-Z]/.test(s.name); text += `.${s.name}`; }
    else if (s.kind === 'call') { text = isClass ? `new ${text}()` : `${text}()`; isClass = false; }
    else { text += '.get(0)'; isClass = false; }
  }
  return text;
}

/** An argument list in which `value` stands at the argument path. */
function argumentsAt(path: string, value: string): string | null {
  const { base, steps } = parseArgPath(path);
  if (steps.length > 0) return null;
  if (base === '*') return value;
  return typeof base === 'number' ? '"x", '.repeat(base) + value : null;
}

interface Call { readonly row: ModelRow; readonly imports: ReadonlySet<string>; readonly statement: string }

/** Analyses the calls and gives those in which no flow is seen. */
function silent(calls: readonly Call[]): string[] {
  const modules = calls.map(({ imports, statement }, i) => {
    const text = `package rows;\n${[...imports].map((name) => `import ${name};\n`).join('')}class Use${i} {\n  void use() throws Exception {\n    ${statement};\n  }\n}\n`;
    const lowered = lowerText({ file: `Use${i}.java`, language: 'java', text, contentHash: `rows${i}` });
    assert.equal(lowered.status, 'ok', `${statement}: ${lowered.reason}`);
    return lowered.module!;
  });
  const engine = analyze({ modules, models, resolveImport: (spec) => ({ external: spec }) });
  const reached = new Set([...engine.hits.values()].map((hit) => hit.place.file));
  return calls.filter((_, i) => !reached.has(`Use${i}.java`)).map((call) => `${call.row.id}: ${call.statement}`);
}

const CHAT = 'org.springframework.ai.chat.model.ChatModel', CLIENT = 'org.springframework.ai.chat.client.ChatClient', STORE = 'org.springframework.ai.vectorstore.VectorStore';

/** A statement in which untrusted text of this kind does harm, and what it imports; null for kinds that this test can't judge. */
function harm(kind: SourceKind, value: string): readonly [string, string] | null {
  switch (kind) {
    case 'retrieved': return null; // dangerous only where the program fills the store
    case 'image-pixels': return [`new ChatModel().call(${value})`, CHAT];
    case 'user-text': return [`new ChatClient().prompt().system(${value}).call()`, CLIENT];
    case 'model-output': return [`Runtime.getRuntime().exec(${value})`, CHAT];
    case 'download': return [`new VectorStore().add(${value})`, STORE];
    default: return [`new ChatModel().call(${value})`, CHAT];
  }
}

const OUTPUT_SINKS: ReadonlySet<SinkKind> = new Set(['code', 'shell', 'sql', 'template', 'deserialise', 'path', 'html', 'clinical']);

test('every source that a call gives does harm where it is used', () => {
  const calls = rows.flatMap((row): Call[] => {
    const { row: source } = row;
    if (!('source' in source) || source.capacity === 'none' || source.parameter || source.output || source.element) return [];
    return row.at.flatMap((path) => {
      const imports = new Set<string>();
      const value = expression(path, imports);
      const made = value ? harm(source.source, value) : null;
      return made === null ? [] : [{ row, imports: imports.add(made[1]), statement: made[0] }];
    });
  });
  assert.ok(calls.length > 70);
  assert.deepEqual(silent(calls), []);
});

test('every model call and every sink looks at its first argument', () => {
  const calls = rows.flatMap((row): Call[] => {
    let paths: readonly string[] = [];
    if ('model' in row.row && row.row.url === undefined) paths = [...(row.row.messages ?? []), ...(row.row.prompt ?? []), ...(row.row.system ?? [])];
    else if ('sink' in row.row) paths = row.row.args;
    const isOutput = 'sink' in row.row && OUTPUT_SINKS.has(row.row.sink);
    const value = isOutput ? 'new ChatModel().call("x")' : 'new DicomInputStream().readDataset().getString(Tag.PatientName)';
    const given = paths.map((path) => argumentsAt(path, value)).find((text) => text !== null);
    if (!given) return [];
    return row.at.flatMap((path) => {
      const imports = new Set<string>(isOutput ? [CHAT] : ['org.dcm4che3.io.DicomInputStream', 'org.dcm4che3.data.Tag']);
      const callee = expression(path, imports);
      if (!callee) return [];
      const isConstructor = path.segments.every((s) => s.kind === 'member' && /^[A-Z]/.test(s.name));
      return [{ row, imports, statement: `${isConstructor ? 'new ' : ''}${callee}(${given})` }];
    });
  });
  assert.ok(calls.length > 120);
  assert.deepEqual(silent(calls), []);
});
