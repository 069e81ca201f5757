import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { generatedPages } from '../../scripts/gen-rule-docs.ts';
import { loadModels } from '../../src/models/load.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { RULES } from '../../src/rules/catalogue.ts';
import { pageOf } from '../../src/rules/rule.ts';
import { nodeEnvironment } from '../../src/session/environment.ts';
import { fileKind } from '../../src/session/fileKinds.ts';
import { frontEnd } from '../../src/session/frontEnds.ts';
import { readModelFiles } from '../../src/session/modelFiles.ts';
import { Session } from '../../src/session/session.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const FILES: Readonly<Record<string, string>> = { python: 'example.py', ts: 'example.ts', java: 'Example.java', csharp: 'Example.cs' };

/** An example: the fences of one section in one language; a fence may name its file. */
interface Example { readonly section: 'Vulnerable' | 'Safe'; readonly language: string; readonly files: { file: string; text: string }[] }

function examplesOf(page: string): readonly Example[] {
  const found: Example[] = [];
  for (const [, section, body] of page.matchAll(/^## (Vulnerable|Safe)\n([\s\S]*?)(?=^## |$(?![\s\S]))/gm)) {
    for (const [, language = '', file, text = ''] of (body ?? '').matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)) {
      found.push({ section: section as Example['section'], language, files: [{ file: file ?? FILES[language] ?? `example.${language}`, text }] });
    }
  }
  return found;
}

const models = loadModels(readModelFiles());

/** Lines of the findings of a rule in an example. */
async function found(ruleId: string, { files }: Example): Promise<readonly string[]> {
  const session = new Session({ policy: defaultPolicy, models, environment: nodeEnvironment({ jobs: 1 }), onlyRules: [ruleId] });
  session.applyChange(files);
  const report = await session.analyze();
  assert.deepEqual(report.files.filter(({ status }) => status !== 'ok'), []);
  return report.findings.map(({ message }) => message);
}

test('generated parts are up to date, and there is a page for every rule and for nothing else', () => {
  for (const [file, text] of generatedPages()) assert.equal(existsSync(file) && readFileSync(file, 'utf8'), text, `${file}: run node scripts/gen-rule-docs.ts`);
  const pages = readdirSync(join(DOCS, 'rules'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md') && name !== 'README.md');
  assert.deepEqual(pages.map((name) => `rules/${name.replaceAll('\\', '/')}`).sort(), RULES.map(({ id }) => pageOf(id)).sort());
});

for (const { id, scope } of RULES) {
  if (scope !== 'code') continue;
  const examples = examplesOf(readFileSync(join(DOCS, pageOf(id)), 'utf8'));
  describe(id, () => {
    test('shows what is reported and what is not', () => {
      assert.ok(examples.some(({ section }) => section === 'Vulnerable') && examples.some(({ section }) => section === 'Safe'));
    });
    for (const example of examples) {
      const kind = fileKind(example.files[0]?.file ?? '');
      if (kind.kind === 'code' && frontEnd(kind.language) === undefined) continue;
      test(`${example.section.toLowerCase()}, ${example.files[0]?.file ?? ''}`, async () => {
        const messages = await found(id, example);
        if (example.section === 'Safe') assert.deepEqual(messages, []);
        else assert.ok(messages.length > 0, 'nothing reported');
      });
    }
  });
}
