import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { POLICY_FILE } from '../policy/load.ts';
import { formatBaseline } from '../report/baseline.ts';
import { formatReport } from '../report/formats.ts';
import { formatOne } from '../report/pretty.ts';
import { visible } from '../report/view.ts';
import { RULE_IDS, RULES, ruleById } from '../rules/catalogue.ts';
import { isDisarmable } from '../rules/fixtures/disarm.ts';
import { familyOf, tagsOf } from '../rules/rule.ts';
import { nearest } from '../policy/jsonReader.ts';
import { disarmFiles, isArmed } from '../session/disarmFile.ts';
import { formatDisarmed, requireFiles } from './disarm.ts';
import { printFixes, writeFixes } from './fixFiles.ts';
import { policyText, survey } from './init.ts';
import { rulePage, serverModule } from './installation.ts';
import { fails, scan, writeReport, type Scan } from './lint.ts';
import { findTarget } from './root.ts';
import { lintOptions, oneOf, usage, UsageError, type LintOptions } from './options.ts';

/** Status 0: nothing to complain about, 1: findings. */
export type Status = 0 | 1;

const knownRule = (pattern: string): boolean =>
  RULE_IDS.has(pattern) || (pattern.endsWith('/*') && RULES.some(({ id }) => `${familyOf(id)}/*` === pattern)) || /^[a-z0-9-]+\/[a-z0-9-]+$/.test(pattern) && !RULES.some(({ id }) => familyOf(id) === familyOf(pattern));

/** `dosimeter lint`. */
export async function lint(args: readonly string[]): Promise<Status> {
  const options = lintOptions(args, knownRule);
  const result = await scan(options);
  let last = result;
  if (options.fix === 'print') {
    const { diff, problems } = await printFixes(result.host, result.view.report.findings, result.view.text, result.view.show);
    for (const problem of problems) warn(problem);
    await print(diff);
    return fails(result.view.report.findings, options.failOn) ? 1 : 0;
  }
  if (options.fix === 'apply') {
    const { applied, deferred, problems } = await writeFixes(result.host, result.view.report.findings, result.view.text, result.view.show);
    for (const problem of problems) warn(problem);
    process.stderr.write(`dosimeter: ${applied} ${applied === 1 ? 'fix' : 'fixes'} applied${deferred > 0 ? `, ${deferred} left for another run` : ''}\n`);
    const data = new Set(result.view.report.findings.filter(isDisarmable).map(({ place }) => place.file)).size;
    if (data > 0) process.stderr.write(`dosimeter: ${data} data ${data === 1 ? 'file is' : 'files are'} left alone; \`dosimeter disarm\` writes copies without what was found\n`);
    if (applied > 0) last = await scan(options);
  }
  await writeReports(last, options);
  if (options.stats) printStats(last);
  return fails(last.view.report.findings, options.failOn) ? 1 : 0;
}

async function writeReports({ view }: Scan, options: LintOptions): Promise<void> {
  for (const { level, message } of view.report.notices) if (level === 'warning') warn(message);
  const usual = process.env['GITHUB_ACTIONS'] ? 'github' : 'pretty';
  for (const { format = usual, file } of options.outputs) {
    const text = formatReport(format, view, { colour: file === undefined && useColour() });
    if (file === undefined) await print(text);
    else await writeReport(file, text);
  }
}

function useColour(): boolean {
  if (process.env['NO_COLOR']) return false;
  return process.env['FORCE_COLOR'] !== undefined ? process.env['FORCE_COLOR'] !== '0' : process.stdout.isTTY === true;
}

function printStats({ view, timings }: Scan): void {
  const { report } = view;
  process.stderr.write(`dosimeter: ${report.files.length} files, ${report.findings.length} findings\n`);
  for (const [phase, ms] of Object.entries(timings)) process.stderr.write(`  ${phase.padEnd(10)} ${ms.toFixed(0).padStart(8)} ms\n`);
}

/** `dosimeter baseline`. */
export async function baseline(args: readonly string[]): Promise<Status> {
  const OPTIONS = { output: { type: 'string', short: 'o' }, config: { type: 'string', short: 'c' }, 'no-fixtures': { type: 'boolean' }, jobs: { type: 'string' } } as const;
  const { values, positionals } = usage(OPTIONS, () => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }));
  const { output = 'dosimeter-baseline.json', ...rest } = values;
  const passed = Object.entries(rest).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, String(value)]));
  const { view } = await scan(lintOptions([...passed, '--', ...positionals], knownRule));
  const { findings } = view.report;
  await writeReport(output, formatBaseline(findings));
  process.stderr.write(`dosimeter: ${findings.length} findings written to ${output}\n`);
  return 0;
}

/** `dosimeter explain`: the page of a rule, one finding of the current folder, or what becomes of a source on the way to a sink. */
export async function explain(args: readonly string[]): Promise<Status> {
  const OPTIONS = { format: { type: 'string', short: 'f' }, config: { type: 'string', short: 'c' } } as const;
  const { values, positionals } = usage(OPTIONS, () => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }));
  const [what, sink, ...more] = positionals;
  if (what === undefined || more.length > 0) throw new UsageError('`dosimeter explain` takes one rule id, the fingerprint of one finding, or a source and a sink.');
  if (sink !== undefined) {
    const { flowExplanation } = await import('./explainFlow.ts');
    await print(await flowExplanation(what, sink, oneOf('--format', values.format, ['pretty', 'json']) ?? 'pretty', values.config));
    return 0;
  }
  if (values.format !== undefined || values.config !== undefined) throw new UsageError('--format and --config of `dosimeter explain` go with a source and a sink.');
  if (/^[0-9a-f]{6,20}$/.test(what)) return explainFinding(what);
  const rule = ruleById(what);
  if (rule === undefined) {
    const near = nearest(what, [...RULE_IDS]);
    throw new UsageError(`There is no rule "${what}"${near === undefined ? '; `dosimeter rules` lists them.' : `; did you mean ${near}?`}`);
  }
  const page = rulePage(rule.id) ?? `# ${rule.id}\n\n${rule.title}.\n\n${rule.risk}\n\n${rule.remedy}\n`;
  await print(page.replace(/^<!--.*-->\n\n?/gm, ''));
  return 0;
}

async function explainFinding(fingerprint: string): Promise<Status> {
  const { view } = await scan(lintOptions([], knownRule));
  const all = [...view.report.findings, ...(view.report.suppressed ?? []).map(({ finding }) => finding)];
  const found = all.filter((finding) => finding.fingerprint.startsWith(fingerprint));
  const [finding] = found;
  if (finding === undefined) throw new UsageError(`No finding below the current folder has the fingerprint ${fingerprint}.`);
  const rule = view.rules.find(({ id }) => id === finding.ruleId);
  await print(formatOne(view, finding, { colour: useColour() }));
  if (finding.facts !== undefined) await print(`  source: ${visible(finding.facts.element)} (${finding.facts.sourceKind}, capacity ${finding.facts.capacity})\n  sink: ${visible(finding.facts.sink)}\n`);
  if (rule !== undefined) await print(`\n  ${rule.risk}\n  ${rule.remedy}\n`);
  return 0;
}

/** `dosimeter rules`. */
export async function rules(args: readonly string[]): Promise<Status> {
  const OPTIONS = { format: { type: 'string' } } as const;
  const { values } = usage(OPTIONS, () => parseArgs({ args: [...args], options: OPTIONS }));
  const format = oneOf('--format', values.format, ['pretty', 'json']) ?? 'pretty';
  if (format === 'json') {
    await print(`${JSON.stringify(RULES.map((rule) => ({ ...rule, family: familyOf(rule.id), tags: tagsOf(rule) })), null, 2)}\n`);
    return 0;
  }
  const width = Math.max(...RULES.map(({ id }) => id.length));
  await print(RULES.map(({ id, severity, title }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`).join(''));
  return 0;
}

/** `dosimeter agents`. */
export async function agents(args: readonly string[]): Promise<Status> {
  const { agentReport } = await import('./agents.ts');
  await print(await agentReport(args));
  return 0;
}

/** `dosimeter disarm`: copies of data files without what the rules object to. */
export async function disarm(args: readonly string[]): Promise<Status> {
  const OPTIONS = { format: { type: 'string', short: 'f' } } as const;
  const { values, positionals } = usage(OPTIONS, () => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }));
  const format = oneOf('--format', values.format, ['pretty', 'json']) ?? 'pretty';
  if (positionals.length === 0) throw new UsageError('`dosimeter disarm` takes the DICOM and PDF files that are to be copied.');
  await requireFiles(positionals);
  const reports = await disarmFiles(positionals);
  await print(format === 'json' ? `${JSON.stringify(reports, null, 2)}\n` : formatDisarmed(reports));
  return reports.some(isArmed) ? 1 : 0;
}

/** `dosimeter init`: a policy file with what an analysis finds. */
export async function init(args: readonly string[]): Promise<Status> {
  const { positionals } = usage({}, () => parseArgs({ args: [...args], options: {}, allowPositionals: true }));
  if (positionals.length > 1) throw new UsageError('`dosimeter init` takes one folder.');
  const folder = positionals[0] ?? '.';
  const file = join(folder, POLICY_FILE);
  // Known before the analysis, and once more when the file is written.
  if (existsSync(file)) throw new UsageError(`${file} is there already.`);
  await findTarget([folder], undefined);
  const found = await survey(folder);
  try {
    await writeFile(file, policyText(found.report.files.length === 0 ? undefined : found), { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(code === 'EEXIST' ? `${file} is there already.` : `${file} can not be written (${code ?? String(error)}).`);
  }
  process.stderr.write(`dosimeter: wrote ${file} with what was found in ${found.report.files.length} files; every setting in it is commented out\n`);
  return 0;
}

/** `dosimeter lsp --stdio`: hands over to the server, which ends the process itself. */
export async function lsp(args: readonly string[]): Promise<Status> {
  const OPTIONS = { stdio: { type: 'boolean' } } as const;
  const { values } = usage(OPTIONS, () => parseArgs({ args: [...args], options: OPTIONS }));
  if (values.stdio !== true) throw new UsageError('`dosimeter lsp` speaks over standard input and output only: add --stdio.');
  const server = serverModule();
  if (server === undefined) throw new UsageError('This installation has no language server.');
  await import(server.href);
  return new Promise(() => undefined);
}

const warn = (message: string): void => void process.stderr.write(`dosimeter: ${visible(message)}\n`);

/** Waits until a pipe has taken everything: an exit before that cuts the report. A reader that went away is no error. */
function print(text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error && (error as NodeJS.ErrnoException).code !== 'EPIPE') reject(error);
      else resolve();
    });
  });
}
