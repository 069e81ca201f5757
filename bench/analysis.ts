import { loadModels } from '../src/models/load.ts';
import { defaultPolicy } from '../src/policy/policy.ts';
import { nodeEnvironment } from '../src/session/environment.ts';
import { readModelFiles } from '../src/session/modelFiles.ts';
import { Session } from '../src/session/session.ts';
import { fileKind } from '../src/session/fileKinds.ts';
import { grammarFor } from '../src/syntax/grammars.ts';
import { parseToTree } from '../src/syntax/parse.ts';
import { measureAsync, median, row, type Measurement } from './measure.ts';
import type { ProjectFile } from './project.ts';

const models = loadModels(readModelFiles());
const newSession = (jobs?: number): Session => new Session({ policy: defaultPolicy, models, environment: nodeEnvironment(jobs === undefined ? {} : { jobs }) });

/**
 * Analyses a project on one thread, and as the command line does, with workers that parse: from text to findings, as a ratio to parsing and
 * walking the same text once on one thread; and from an edit of one file (`editRuns` of them) to the findings of the whole project. Throws when
 * two runs do not find the same.
 */
export async function benchAnalysis(name: string, files: readonly ProjectFile[], runs: number, editRuns: number): Promise<void> {
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const found = new Set<string>();
  let findings = 0;
  const textToFindings = (jobs?: number): Promise<Measurement> => measureAsync(runs, async () => {
    const session = newSession(jobs);
    session.applyChange(files);
    const report = await session.analyze();
    findings = report.findings.length;
    found.add(JSON.stringify(report.findings.map(({ ruleId, fingerprint }) => [ruleId, fingerprint])));
  });
  const whole = await textToFindings(1);
  const shared = await textToFindings();
  if (found.size !== 1) throw new Error(`${name}: the findings differ between runs`);
  const parsed = await measureAsync(runs, async () => { for (const { file, text } of files) parseAndWalk(file, text); });
  console.log(`${name}: ${files.length} files, ${(bytes / 1e6).toFixed(2)} MB, ${findings} findings`);
  console.log(row('parse + walk', bytes, parsed));
  console.log(row('text to findings', bytes, whole));
  console.log(`  ratio to parse + walk        ${(median(whole) / median(parsed)).toFixed(1)}`);
  console.log(row('text to findings, workers', bytes, shared));
  console.log(`  ratio to parse + walk        ${(median(shared) / median(parsed)).toFixed(1)}`);
  show('edit to findings', await edits(files, editRuns));
  console.log(`  peak memory of the process   ${(process.resourceUsage().maxRSS / 1024).toFixed(0).padStart(6)} MB\n`);
}

/** Milliseconds from an edit of one file to the report of the project, for edits spread over the files. */
async function edits(files: readonly ProjectFile[], count: number): Promise<Measurement> {
  const session = newSession(1);
  session.applyChange(files);
  await session.analyze();
  let turn = 0;
  return measureAsync(count, async () => {
    const edited = files[(turn * 97) % files.length]!;
    session.applyChange([{ file: edited.file, text: `${edited.text}\n${edited.file.endsWith('.py') ? '#' : '//'} edit ${turn++}\n` }]);
    await session.analyze();
  });
}

/** Reads every node once, as a front end does at the least. */
function parseAndWalk(file: string, text: string): number {
  const kind = fileKind(file);
  if (kind.kind !== 'code') return 0;
  const tree = parseToTree(grammarFor(kind.language, file), text);
  let sum = 0;
  for (let i = 0; i < tree.size; i++) sum += tree.kind[i]! + tree.start[i]! + tree.end[i]!;
  return sum;
}

function show(name: string, times: Measurement): void {
  const p95 = times[Math.min(times.length - 1, Math.floor(times.length * 0.95))]!;
  console.log(`  ${name.padEnd(28)} ${median(times).toFixed(0).padStart(6)} ms median, ${p95.toFixed(0)} ms p95 of ${times.length}`);
}
