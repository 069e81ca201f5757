import type { NameTest, UserRule } from '../dataflow/library/userRules.ts';
import type { LoadedModels, ModelRow } from '../models/load.ts';
import { formatApiPath, parseApiPath, PathError, type ApiPath } from '../models/paths.ts';
import type { LanguageId } from '../base/words.ts';
import { functionMatcher } from './names.ts';
import type { FlowRule, FlowRuleSource, FunctionName } from './policy.ts';

/** The flow rules of a policy as the engine takes them: names become tests. */
export const userRules = (rules: readonly FlowRule[]): readonly UserRule[] => rules.map(({ id, languages, sources, sinks, barriers, guards }) => ({
  id, languages,
  sources: sources.map(sourceOf),
  sinks: sinks.map(({ call, args }) => ({ call: nameTest(call), args })),
  barriers: barriers.map(({ call, output }) => ({ call: nameTest(call), output })),
  guards: guards.map(({ call, arg, accepts }) => ({ call: nameTest(call), arg, accepts })),
}));

const sourceOf = ({ call, name, parameter, annotation, decorator, function: inFunction, output = 'return' }: FlowRuleSource): UserRule['sources'][number] => ({
  ...(call === undefined ? {} : { call: nameTest(call) }),
  ...(name === undefined ? {} : { name: nameTest(name) }),
  ...(parameter === undefined ? {} : { parameter }),
  ...(annotation === undefined ? {} : { annotation: nameTest(annotation.replace(/^@/, '')) }),
  ...(decorator === undefined ? {} : { decorator: nameTest(decorator.replace(/^@/, '')) }),
  ...(inFunction === undefined ? {} : { inFunction: nameTest(inFunction) }),
  output,
});

function nameTest(name: FunctionName): NameTest {
  const last = name.replaceAll('()', '').split(/[./:#\\]/).pop() ?? '';
  return { matches: functionMatcher([name]), last: last.includes('*') || last === '' ? null : last };
}

const LANGUAGES: readonly LanguageId[] = ['python', 'typescript', 'java', 'csharp'];

/**
 * The models with a point for each library path that the rules name, so that a call is known by it under any local name. A capital
 * letter in the middle of a path is a class: its members are those of what constructing it gives, too.
 */
export function withNamedPoints(models: LoadedModels, rules: readonly FlowRule[]): LoadedModels {
  const extra: ModelRow[] = [];
  const modelled = new Set(models.rows.flatMap(({ language, at }) => at.map((path) => `${language} ${formatApiPath(path)}`)));
  for (const rule of rules) {
    const calls = new Set([...rule.sources.flatMap(({ call }) => call ?? []), ...[...rule.sinks, ...rule.barriers, ...rule.guards].map(({ call }) => call)]);
    for (const language of rule.languages.length ? rule.languages : LANGUAGES) for (const call of calls) {
      const at = spellings(call).flatMap((path) => parsed(path, models.packages.get(language)) ?? []).filter((path) => !modelled.has(`${language} ${formatApiPath(path)}`));
      if (at.length > 0) extra.push({ id: '', library: 'flow rules', language, at, doc: '', row: { at: call, flow: 'taint' } });
    }
  }
  return { ...models, rows: [...models.rows, ...extra] };
}

/** A name without parts says nothing of a library. */
function spellings(call: FunctionName): readonly string[] {
  const isDotted = call.includes('.') || call.includes('/');
  if (!isDotted || call.includes('*') || /[:#\\]/.test(call)) return [];
  const constructed = call.replace(/(?<=\.)([A-Z]\w*)(?=\.)/g, '$1()');
  return constructed === call ? [call] : [call, constructed];
}

function parsed(path: string, packages: ReadonlySet<string> | undefined): ApiPath | undefined {
  try {
    return parseApiPath(path, packages);
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}
