/**
 * `npm run bench [-- PATH…]`: throughput of the parser, wasm and native, and of the whole analysis, in MB/s of source (UTF-8
 * bytes); time from an edit to the findings of a project; peak memory; what the guard helper costs a header value.
 *
 * With paths, or DOSIMETER_BENCH_PY / DOSIMETER_BENCH_TS, the source files below them are the corpus; otherwise it is
 * generated, and so is
 * the project that is analysed, the same on every machine. One run is discarded to warm up, then the median and the spread of the rest are
 * shown. Differences under 3 % are noise.
 */
import { prepareSyntax } from '../src/session/grammarFiles.ts';
import { GRAMMARS, type GrammarId, parseToTree } from '../src/syntax/parse.ts';
import { loadNative, type NativeCursor } from '../test/syntax/native.ts';
import { benchAnalysis } from './analysis.ts';
import { corpusFrom, generatedCorpus, type SourceText } from './corpus.ts';
import { benchGuard } from './guard.ts';
import { type Measurement, measure, row } from './measure.ts';
import { generatedProject } from './project.ts';

const RUNS = 5;
/** Of whole trees of files, where a run takes seconds. */
const GIVEN_RUNS = 3;
/** Files of the generated project. */
const PROJECT_FILES = 600;

await prepareSyntax();
const native = await loadNative();
if ('reason' in native) console.log(native.reason);

const paths = [...process.argv.slice(2), process.env['DOSIMETER_BENCH_PY'], process.env['DOSIMETER_BENCH_TS']].filter((path): path is string => Boolean(path));
const corpus = paths.length > 0 ? corpusFrom(paths) : generatedCorpus();

console.log(`node ${process.version}, ${RUNS} runs after one discarded\n`);
// First: the native trees below would count in the peak of memory.
if (paths.length === 0) await benchAnalysis('generated project', generatedProject(PROJECT_FILES), RUNS, 20);
else await benchAnalysis('given files', corpus.map(({ name, text }) => ({ file: name, text })), GIVEN_RUNS, GIVEN_RUNS);
for (const id of GRAMMARS) {
  const files = corpus.filter((file) => file.grammar === id);
  if (files.length > 0) benchGrammar(id, files);
}
await benchGuard(RUNS);

function benchGrammar(id: GrammarId, files: readonly SourceText[]): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  let nodes = 0;
  let partly = 0;
  for (const { text } of files) {
    const tree = parseToTree(id, text);
    nodes += tree.size;
    if (tree.errors.length > 0) partly++;
  }
  console.log(`${id}: ${files.length} files, ${(bytes / 1e6).toFixed(2)} MB, ${nodes} nodes, ${partly} files with syntax errors`);

  const print = (name: string, result: Measurement): void => console.log(row(name, bytes, result));
  print('wasm parse + columns', measure(RUNS, () => { for (const { text } of files) parseToTree(id, text); }));
  if ('reason' in native) return console.log();
  print('native parse', measure(RUNS, () => { for (const { text } of files) native.parse(id, text); }));
  print('native parse + cursor walk', measure(RUNS, () => { for (const { text } of files) walk(native.parse(id, text).walk()); }));
  console.log();
}

/** Reads from the native tree what the columns hold, so that the two are comparable. */
function walk(cursor: NativeCursor): number {
  let sum = 0;
  for (;;) {
    sum += cursor.nodeTypeId + cursor.startIndex + cursor.endIndex + cursor.currentFieldId;
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return sum;
  }
}
