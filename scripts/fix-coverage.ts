/**
 * `npm run coverage:fixes -- [FOLDER | SET]… [--misses]`: how many findings on sets of labelled cases have a fix, and whether
 * the fixes do what they say. Each fix is applied to its case and the case analysed again: the finding has to be gone, no other
 * may have come, and every file still parses. `--misses` lists what has no fix that passes.
 *
 * Cases are folders; sets are folders of cases, looked for in the folder that DOSIMETER_CONFORMANCE names, else in
 * shared/conformance beside the checkout. Says what is missing; fails for nothing but absent sets.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileKind } from '../src/session/fileKinds.ts';
import { analysed, roundTrip, type Files } from '../test/fixes/trip.ts';

/** What the project aims at, in parts of all findings. */
const TARGET = { fix: 0.9, passing: 0.6 };

interface Count { findings: number; withFix: number; passing: number; tried: number; failed: number }

const root = resolve(import.meta.dirname, '..');
const base = resolve(root, process.env.DOSIMETER_CONFORMANCE ?? '../shared/conformance');
const args = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const showsMisses = process.argv.includes('--misses');
const folders = args.length > 0 ? args.map((arg) => (existsSync(join(base, arg)) ? join(base, arg) : resolve(arg))) : [base];
const missing = folders.filter((folder) => !existsSync(folder));
if (missing.length > 0) {
  console.error(`No cases: ${missing.join(', ')} does not exist. Set DOSIMETER_CONFORMANCE to a folder with sets of cases, or name one.`);
  process.exit(2);
}

const bySet = new Map<string, Count>();
const byRule = new Map<string, Count>();
for (const folder of folders.flatMap(setsOf)) {
  for (const name of readdirSync(folder).sort()) if (statSync(join(folder, name)).isDirectory()) await measure(relative(base, folder) || folder, join(folder, name));
}
print('set', bySet);
print('rule', byRule);
const all = [...bySet.values()].reduce(sum, empty());
const none = [...byRule].filter(([, { withFix }]) => withFix === 0).map(([rule]) => rule).sort();
console.log(`\nRules without any fix: ${none.join(', ') || 'none'}`);
console.log(`${all.withFix} of ${all.findings} findings have a fix (${percent(all.withFix, all.findings)}, target ${100 * TARGET.fix} %).`);
console.log(`${all.passing} of ${all.findings} have one that passes the round trip (${percent(all.passing, all.findings)}, target ${100 * TARGET.passing} %).`);
console.log(`${all.tried - all.failed} of ${all.tried} fixes pass it.`);

/** A folder of cases, or the folders of cases in a folder of sets. */
function setsOf(folder: string): readonly string[] {
  const below = readdirSync(folder).sort().map((name) => join(folder, name)).filter((path) => statSync(path).isDirectory());
  if (existsSync(join(folder, 'case.json')) || below.some((path) => existsSync(join(path, 'case.json')))) return [folder];
  return below.flatMap(setsOf);
}

async function measure(set: string, folder: string): Promise<void> {
  const files = readCase(folder);
  const before = await analysed(files);
  for (const finding of before.findings) {
    const counts = [at(bySet, set), at(byRule, finding.ruleId)];
    const problems: string[] = [];
    let passes = false;
    for (const fix of finding.fixes) {
      const trip = await roundTrip(files, before, finding, fix);
      passes ||= trip.problems.length === 0;
      if (trip.problems.length > 0) problems.push(`    ${fix.title}: ${trip.problems.join('; ')}`);
    }
    for (const count of counts) {
      count.findings++;
      count.tried += finding.fixes.length;
      count.failed += problems.length;
      if (finding.fixes.length > 0) count.withFix++;
      if (passes) count.passing++;
    }
    if (!showsMisses || (passes && problems.length === 0)) continue;
    const { file, start } = finding.place;
    const text = files[file] ?? '';
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    console.log(`${set}/${folder.slice(folder.lastIndexOf('/') + 1)}/${file}:${text.slice(0, start).split('\n').length} ${finding.ruleId}${finding.fixes.length === 0 ? ': no fix' : passes ? ': passes with another' : ''}`);
    console.log([`    ${text.slice(lineStart, text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start)).trim().slice(0, 150)}`, ...problems].join('\n'));
  }
}

/** Texts of a case; the labels of the case are not a part of it. */
function readCase(folder: string): Files {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = name.replaceAll('\\', '/');
    if (file === 'case.json' || file === 'expect.json' || fileKind(file).kind === 'other' || !statSync(join(folder, name)).isFile()) continue;
    files[file] = readFileSync(join(folder, name), 'utf8');
  }
  return files;
}

function empty(): Count { return { findings: 0, withFix: 0, passing: 0, tried: 0, failed: 0 }; }

function at(map: Map<string, Count>, key: string): Count {
  const found = map.get(key) ?? empty();
  map.set(key, found);
  return found;
}

function sum(a: Count, b: Count): Count {
  return { findings: a.findings + b.findings, withFix: a.withFix + b.withFix, passing: a.passing + b.passing, tried: a.tried + b.tried, failed: a.failed + b.failed };
}

function percent(part: number, whole: number): string { return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`; }

function print(title: string, counts: ReadonlyMap<string, Count>): void {
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { findings, withFix, passing, tried, failed }]) => [name, String(findings), String(withFix), percent(withFix, findings), String(passing), percent(passing, findings), `${tried - failed}/${tried}`]);
  const table = [[title, 'findings', 'with fix', '', 'passing', '', 'fixes that pass'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  console.log(`\n${table.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ')).join('\n')}`);
}
