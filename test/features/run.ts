import { loadModels } from '../../src/models/load.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { nodeEnvironment } from '../../src/session/environment.ts';
import { readModelFiles } from '../../src/session/modelFiles.ts';
import { Session } from '../../src/session/session.ts';
import type { Case } from './cases.ts';

const models = loadModels(readModelFiles());

/** The places, `file:line`, at which text of a study reaches a prompt in a case's program. Each case is a project of its own. */
export async function reachedLines({ files, expectations }: Case): Promise<string[]> {
  const session = new Session({ policy: defaultPolicy, models, environment: nodeEnvironment({ jobs: 1 }), onlyRules: ['prompt-injection/*'] });
  session.applyChange(files.map(({ file, text }) => ({ file, text })));
  const report = await session.analyze();
  const broken = report.files.filter(({ status }) => status !== 'ok');
  if (broken.length > 0) throw new Error(`not understood: ${broken.map(({ file }) => file).join(', ')}`);
  const found = new Set(report.findings.map(({ place }) => `${place.file}:${(session.text(place.file) ?? '').slice(0, place.start).split('\n').length}`));
  const order = expectations.map(({ place }) => place);
  return [...order.filter((place) => found.has(place)), ...[...found].filter((place) => !order.includes(place)).sort()];
}
