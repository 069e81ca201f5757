import assert from 'node:assert/strict';
import { join } from 'node:path';
import { loadModels } from '../../../src/models/load.ts';
import { defaultPolicy } from '../../../src/policy/policy.ts';
import { nodeEnvironment } from '../../../src/session/environment.ts';
import { readModelFolder } from '../../../src/session/modelFiles.ts';
import { Session } from '../../../src/session/session.ts';

/** A small program by name. `//! rule, rule` ends each line on which exactly these rules of the tested families stand. */
export type Programs = Readonly<Record<string, string>>;

const MARK = /\/\/!\s*(.+)$/;

/**
 * Analyses every program as a module of its own and compares the findings of `families`, line by line, with the marks.
 * A mark names the rule without its family.
 */
export async function check(programs: Programs, families: readonly string[]): Promise<void> {
  const models = loadModels(readModelFolder(join(import.meta.dirname, '..', '..', '..', 'models')).filter(({ name }) => name.startsWith('csharp/')));
  const session = new Session({ policy: defaultPolicy, models, environment: nodeEnvironment({ jobs: 1 }) });
  const files = Object.entries(programs).map(([name, text]) => ({ file: `${name}.cs`, text: text.replace(/[ \t]*\/\/!.*$/gm, '') }));
  session.applyChange(files);
  const { findings } = await session.analyze();
  const found: string[] = [];
  for (const { ruleId, place } of findings) {
    const [family, rule] = ruleId.split('/');
    if (!families.includes(family!)) continue;
    const text = files.find(({ file }) => file === place.file)?.text ?? '';
    found.push(`${place.file}:${text.slice(0, place.start).split('\n').length} ${rule}`);
  }
  const expected = Object.entries(programs).flatMap(([name, text]) =>
    text.split('\n').flatMap((line, i) => (MARK.exec(line)?.[1] ?? '').split(',').map((rule) => rule.trim()).filter(Boolean).map((rule) => `${name}.cs:${i + 1} ${rule}`)));
  assert.deepEqual([...new Set(found)].sort(), expected.sort());
}
