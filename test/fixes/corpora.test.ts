import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import type { Finding, Fix } from '../../src/base/finding.ts';
import { fileKind } from '../../src/session/fileKinds.ts';
import { analysed, roundTrip, type Files } from './trip.ts';
import { typeErrors } from './typeCheck.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SETS = resolve(ROOT, process.env.DOSIMETER_CONFORMANCE ?? '../shared/conformance');
/** Longest time in milliseconds that the sets are tried for; what is left of them is named in the output. */
const BUDGET = 120_000;

interface Program { readonly name: string; readonly files: Files; /** Only findings of this rule. */ readonly rule?: string }
interface Result { readonly name: string; readonly finding: Finding; readonly fix: Fix; readonly problems: readonly string[] }
interface Outcome { readonly findings: readonly Finding[]; readonly passing: readonly Finding[]; readonly results: readonly Result[]; readonly left: readonly string[] }

/** Texts of a folder that the analysis reads; the labels of a case are not among them. */
function filesOf(folder: string): Files {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = name.replaceAll('\\', '/');
    if (file === 'case.json' || file === 'expect.json' || fileKind(file).kind === 'other' || !statSync(join(folder, name)).isFile()) continue;
    files[file] = readFileSync(join(folder, name), 'utf8');
  }
  return files;
}

const foldersIn = (folder: string): readonly string[] => readdirSync(folder).sort().map((name) => join(folder, name)).filter((path) => statSync(path).isDirectory());

/** Tries every fix of every finding, and checks what Python and TypeScript say of the results. */
async function outcome(programs: readonly Program[], budget = Infinity): Promise<Outcome> {
  const findings: Finding[] = [];
  const passing: Finding[] = [];
  const results: Result[] = [];
  const left: string[] = [];
  const compiled: { readonly result: number; readonly texts: readonly string[] }[] = [];
  const start = Date.now();
  for (const { name, files, rule } of programs) {
    if (Date.now() - start > budget) { left.push(name); continue; }
    const before = await analysed(files);
    const errors = hasTypes(files) ? typeErrors(files) : [];
    for (const finding of before.findings.filter(({ ruleId }) => rule === undefined || ruleId === rule)) {
      findings.push(finding);
      let passes = false;
      for (const fix of finding.fixes) {
        const { after, problems } = await roundTrip(files, before, finding, fix);
        const all = [...problems, ...(hasTypes(after) ? added(errors, typeErrors(after)) : [])];
        compiled.push({ result: results.length, texts: Object.keys(after).filter((file) => file.endsWith('.py') && after[file] !== files[file]).map((file) => after[file] ?? '') });
        results.push({ name: `${name} ${finding.ruleId}: ${fix.title}`, finding, fix, problems: all });
        passes ||= all.length === 0;
      }
      if (passes) passing.push(finding);
    }
  }
  const broken = new Set(notPython(compiled.flatMap(({ texts }) => texts)));
  return { findings, passing, left, results: results.map((result, i) => (compiled.some((one) => one.result === i && one.texts.some((text) => broken.has(text))) ? { ...result, problems: [...result.problems, 'Python does not compile it'] } : result)) };
}

const hasTypes = (files: Files): boolean => Object.keys(files).some((file) => /\.[cm]?tsx?$/.test(file));

/** Errors that were not there before. */
function added(before: readonly string[], after: readonly string[]): readonly string[] {
  const rest = [...before];
  return after.filter((error) => { const at = rest.indexOf(error); if (at >= 0) rest.splice(at, 1); return at < 0; });
}

/** The texts that Python does not compile; none where there is no Python. */
function notPython(texts: readonly string[]): readonly string[] {
  const unique = [...new Set(texts)];
  const script = 'import json, sys\nbad = []\nfor i, text in enumerate(json.load(sys.stdin)):\n    try:\n        compile(text, "x.py", "exec", dont_inherit=True)\n    except SyntaxError:\n        bad.append(i)\nprint(json.dumps(bad))\n';
  const { stdout, status } = spawnSync('python3', ['-W', 'ignore', '-c', script], { input: JSON.stringify(unique), encoding: 'utf8', maxBuffer: 1e8 });
  return status === 0 ? (JSON.parse(stdout) as number[]).map((i) => unique[i] ?? '') : [];
}

const failures = ({ results }: Outcome): readonly string[] => results.filter(({ problems }) => problems.length > 0).map(({ name, problems }) => `${name}: ${problems.join('; ')}`);

describe('round trips', () => {
  test('examples', async () => {
    const found = await outcome(foldersIn(join(ROOT, 'examples')).map((folder) => ({ name: folder, files: filesOf(join(folder, 'vulnerable')) })));
    assert.ok(found.findings.length > 0);
    assert.deepEqual(failures(found), []);
    assert.deepEqual(found.findings.filter(({ fixes }) => fixes.length === 0).map(({ ruleId }) => ruleId), []);
  });

  test('documentation', async () => {
    const found = await outcome(pages());
    assert.ok(found.findings.length > 0);
    assert.deepEqual(failures(found), []);
  });

  const sets = existsSync(SETS) ? foldersIn(SETS).flatMap(foldersIn).filter((folder) => existsSync(join(folder, 'case.json'))) : [];
  test('sets of labelled cases', { skip: sets.length === 0 ? `no cases in ${SETS}: set DOSIMETER_CONFORMANCE` : false }, async (t) => {
    const found = await outcome(sets.map((folder) => ({ name: folder.slice(SETS.length + 1), files: filesOf(folder) })), BUDGET);
    if (found.left.length > 0) t.diagnostic(`not tried for want of time: ${found.left.join(', ')}`);
    const all = found.findings.length;
    const withFix = found.findings.filter(({ fixes }) => fixes.length > 0).length;
    const failed = failures(found);
    t.diagnostic(`${all} findings, ${withFix} with a fix, ${found.passing.length} with one that passes; ${failed.length} of ${found.results.length} fixes do not pass`);
    for (const failure of failed) t.diagnostic(failure);
    assert.ok(withFix >= 0.9 * all && found.passing.length >= 0.6 * all, `${withFix} and ${found.passing.length} of ${all}`);
    assert.ok(failed.length <= 0.02 * found.results.length, failed.join('\n'));
  });
});

/** Examples of the rule pages, each in files of its own, with the findings of its rule. */
function pages(): readonly Program[] {
  const names: Readonly<Record<string, string>> = { python: 'example.py', ts: 'example.ts', java: 'Example.java', csharp: 'Example.cs' };
  const folder = join(ROOT, 'docs/rules');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md') && name !== 'README.md').sort().flatMap((name) => {
    const rule = name.replaceAll('\\', '/').replace(/\.md$/, '');
    const section = /^## Vulnerable\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(readFileSync(join(folder, name), 'utf8'))?.[1] ?? '';
    return [...section.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, language = '', file, text = '']) => ({ name: `${rule} ${language}`, rule, files: { [file ?? names[language] ?? `example.${language}`]: text } }));
  });
}
