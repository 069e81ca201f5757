import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { parsePolicy } from '../../src/policy/load.ts';
import { RULE_IDS } from '../../src/rules/catalogue.ts';
import { dosimeter } from '../cli/project.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'docs/engine.md', 'docs/models.md', 'docs/flow-rules.md', 'docs/performance.md'];
const modelsPage = readFileSync(join(ROOT, 'docs/models.md'), 'utf8');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

test('the first screen shows what really is printed', async () => {
  const shown = /^\$ npm ci && npx dosimeter lint examples\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
  const [finding = '', rest = ''] = shown.split('…\n');
  const { stdout, status } = await dosimeter(ROOT, ['lint', 'examples']);
  assert.equal(status, 1);
  assert.ok(stdout.includes(finding), `not printed:\n${finding}\nbut:\n${stdout.slice(stdout.indexOf(finding.split('\n')[0] ?? ''), 2_000)}`);
  assert.equal(stdout.trim().split('\n').at(-1), rest.trim());
});

test('the settings that it shows are valid', () => {
  const text = /^```jsonc\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
  const { errors } = parsePolicy('dosimeter.jsonc', text, { knownRules: RULE_IDS, readFile: () => /^```yaml\n([\s\S]*?)^```$/m.exec(modelsPage)?.[1] });
  assert.deepEqual(errors, []);
});

test('links lead to files', () => {
  for (const page of PAGES) {
    const text = readFileSync(join(ROOT, page), 'utf8');
    for (const [, link = ''] of text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)) {
      if (!/^[a-z]+:/.test(link)) assert.ok(existsSync(join(ROOT, dirname(page), link)), `${page}: ${link}`);
    }
  }
});
