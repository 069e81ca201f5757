/**
 * Writes the head of every rule page in docs/rules from the catalogue, and the list of all rules. What people wrote below the
 * mark stays. `node scripts/gen-rule-docs.ts [--check]`; with `--check` nothing is written and stale pages end with status 1.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RULES } from '../src/rules/catalogue.ts';
import { familyOf, pageOf, type RuleMeta } from '../src/rules/rule.ts';

const DOCS = join(import.meta.dirname, '../docs');
const BEGIN = '<!-- From src/rules/catalogue*.ts; write below the next mark only. -->';
const END = '<!-- end of the generated part -->';

function head(rule: RuleMeta): string {
  const tags = [...rule.owasp.map((id) => `OWASP ${id}`), ...rule.cwe, ...rule.atlas.map((id) => `MITRE ATLAS ${id}`)];
  return [
    `# ${rule.id}`, '', BEGIN, '', `**${rule.title}.** Severity: ${rule.severity}.`, '', rule.risk, '', `**What to do.** ${rule.remedy}`, '',
    ...(tags.length === 0 ? [] : [`Classified as ${tags.join(' · ')}.`, '']), END,
  ].join('\n');
}

/** The page of a rule with its head brought up to date. */
export function page(rule: RuleMeta): string {
  const file = join(DOCS, pageOf(rule.id));
  const current = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const at = current.indexOf(END);
  const body = (at < 0 ? current : current.slice(at + END.length)).trim();
  return `${head(rule)}\n${body === '' ? '' : `\n${body}\n`}`;
}

/** The list of all rules, by family. */
export function index(): string {
  const families = [...new Set(RULES.map(({ id }) => familyOf(id)))];
  const table = (family: string): string => [
    `## ${family}`, '', '| rule | severity | finds |', '| --- | --- | --- |',
    ...RULES.filter(({ id }) => familyOf(id) === family).map((rule) => `| [${rule.id.slice(family.length + 1)}](${rule.id}.md) | ${rule.severity} | ${rule.title} |`), '',
  ].join('\n');
  return ['# Rules', '', BEGIN, '', ...families.map(table)].join('\n').replace(/\n+$/, '\n');
}

/** Every generated file, by absolute path, as it should be. */
export const generatedPages = (): ReadonlyMap<string, string> =>
  new Map([...RULES.map((rule) => [join(DOCS, pageOf(rule.id)), page(rule)] as const), [join(DOCS, 'rules/README.md'), index()] as const]);

if (process.argv[1] === import.meta.filename) {
  let stale = 0;
  for (const [file, text] of generatedPages()) {
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    stale++;
    if (process.argv.includes('--check')) {
      console.error(`${file} is stale`);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  console.log(`${stale} of ${generatedPages().size} pages ${process.argv.includes('--check') ? 'stale' : 'written'}`);
  if (stale > 0 && process.argv.includes('--check')) process.exitCode = 1;
}
