import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dosimeter, project } from '../cli/project.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/flow-rules.md'), 'utf8');
const fence = (head: string): string => new RegExp(`^\`\`\`${head}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1] ?? assert.fail(`no ${head} on the page`);
const code = Object.fromEntries([...page.matchAll(/^```python (\S+)\n([\s\S]*?)^```$/gm)].map(([, file = '', text = '']) => [file, text]));

test('the worked example gives what the page says', async (t) => {
  const root = project(t, { ...code, 'dosimeter.jsonc': fence('jsonc') });
  const { stdout, stderr } = await dosimeter(root, ['lint', '--rule', 'local/no-report-in-url']);
  assert.equal(stderr, '');
  const found = stdout.split('\n').flatMap((line) => /^(\S+:\d+:\d+)\s+(\w+)\s+(\S+)$/.exec(line)?.slice(1).join(' ') ?? []);
  assert.deepEqual(found, fence('text').trim().split('\n').map((line) => line.split(/\s+/).join(' ')));
});

test('the explanation is the one that is printed', async (t) => {
  const [command = '', ...lines] = fence('console').split('\n');
  const { stdout } = await dosimeter(project(t, code), command.replace('$ dosimeter ', '').split(' '));
  assert.equal(stdout.trim(), lines.join('\n').trim());
});

test('every kind of source is explained', () => {
  for (const key of ['call', 'name', 'parameter', 'annotation', 'decorator', 'function', 'output']) assert.ok(page.includes(`\`${key}\``) || page.includes(`"${key}"`), key);
});
