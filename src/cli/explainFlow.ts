import { explanationJson, formatExplanation } from '../report/explanation.ts';
import { reportView } from '../report/view.ts';
import { nodeEnvironment } from '../session/environment.ts';
import { TargetError } from '../session/explainTargets.ts';
import { nodeHost } from '../session/hostNode.ts';
import { loadProject } from '../session/project.ts';
import { Session } from '../session/session.ts';
import { version } from './installation.ts';
import { settingsFor } from './lint.ts';
import { UsageError } from './options.ts';
import { findTarget } from './root.ts';

/** Text of `dosimeter explain SOURCE SINK`: what becomes of the text of a source of the current folder on the way to a sink. */
export async function flowExplanation(source: string, sink: string, format: 'pretty' | 'json', config: string | undefined): Promise<string> {
  const target = await findTarget([], config);
  const { policy, models } = await settingsFor(target.settingsFile);
  const session = new Session({ policy, models, environment: nodeEnvironment({}) });
  await loadProject(await nodeHost(target.root), session, { paths: target.paths, include: policy.include, exclude: policy.exclude, artifacts: false, code: true });
  try {
    const explanation = await session.explain(source, sink);
    const view = reportView({ report: { findings: [], notices: [], files: [], timings: {} }, flowRules: policy.flowRules, version: version(), rootUri: '', show: (file) => file, text: (file) => session.text(file) });
    return format === 'json' ? explanationJson(view, explanation) : formatExplanation(view, explanation);
  } catch (error) {
    if (error instanceof TargetError) throw new UsageError(error.message);
    throw error;
  }
}
