import assert from 'node:assert/strict';
import { loadModels } from '../../src/models/load.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { nodeEnvironment } from '../../src/session/environment.ts';
import { readModelFiles } from '../../src/session/modelFiles.ts';
import { Session } from '../../src/session/session.ts';
import { notebookText } from './notebookText.ts';

const models = loadModels(readModelFiles());
const MARK = /(?:#|\/\/) <- ([a-z-]+(?:, [a-z-]+)*)[ \t]*$/;

/**
 * Analyses a small project and compares its findings of some families with the marks in it: a comment `<- rule` at the end of a line
 * expects that rule of one of the families to stand there, and nothing else may. Notebooks are written as {@link notebookText} reads them.
 */
export async function expectFindings(families: string | readonly string[], files: Readonly<Record<string, string>>, policy: Policy = defaultPolicy): Promise<void> {
  const session = new Session({ policy, models, environment: nodeEnvironment({ jobs: 1 }), onlyRules: [families].flat().map((family) => `${family}/*`) });
  const texts = Object.entries(files).map(([file, text]) => ({ file, text: text.replace(/^\n/, '') }));
  const shown = texts.map(({ file, text }) => {
    const plain = text.split('\n').map((line) => line.replace(MARK, '')).join('\n');
    return { file, ...(file.endsWith('.ipynb') ? notebookText(plain) : { json: plain, lineOf: undefined }) };
  });
  session.applyChange(shown.map(({ file, json }) => ({ file, text: json })));
  const report = await session.analyze();
  assert.deepEqual(report.files.filter(({ status }) => status !== 'ok'), []);
  const expected = texts.flatMap(({ file, text }, at) => text.split('\n').flatMap((line, i) => (MARK.exec(line)?.[1] ?? '').split(', ').filter(Boolean).map((rule) => `${file}:${shown[at]!.lineOf?.[i] ?? i + 1} ${rule}`)));
  const found = report.findings.map((f) => `${f.place.file}:${(session.text(f.place.file) ?? '').slice(0, f.place.start).split('\n').length} ${f.ruleId.slice(f.ruleId.indexOf('/') + 1)}`);
  assert.deepEqual([...new Set(found)].sort(), expected.sort(), report.findings.map((f) => f.message).join('\n'));
}
