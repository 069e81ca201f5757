import { entriesOf, itemsOf, textOf, valueAt, type ConfigEntry, type ConfigNode } from '../../languages/config/node.ts';
import type { Settings } from './settings.ts';

/** Settings files that one file may hold as texts; each is parsed by itself. Those behind are not read. */
const MAX_EMBEDDED = 16;

/** Settings files that stand as texts in another: the data of a ConfigMap or a Secret, the configs of a compose file, what a step of a workflow hands to an agent. */
export function embeddedSettings(s: Settings): readonly Settings[] {
  if (!/\.ya?ml$/.test(s.name) || !/ConfigMap|Secret|configs|settings:|mcp_config:/.test(s.text)) return [];
  const found = s.documents.flatMap((document) => textsIn(document)).slice(0, MAX_EMBEDDED);
  return found.flatMap(({ name, node }) => s.inside(name, node) ?? []);
}

/** Actions that run an agent, and the file that their `settings` stand for. */
const HOSTS: readonly (readonly [RegExp, string])[] = [[/claude-code/, '.claude/settings.json'], [/gemini-cli/, '.gemini/settings.json']];

function textsIn(document: ConfigNode): readonly { readonly name: string; readonly node: ConfigNode }[] {
  const kind = textOf(valueAt(document, 'kind'));
  const named = (entry: ConfigEntry): { name: string; node: ConfigNode }[] => (/\.(jsonc?|ya?ml|toml|env|properties)$/i.test(entry.key) && textOf(entry.value) !== undefined ? [{ name: entry.key, node: entry.value }] : []);
  if (kind === 'ConfigMap' || kind === 'Secret') return [...entriesOf(valueAt(document, 'data')), ...entriesOf(valueAt(document, 'stringData'))].flatMap(named);
  const steps = entriesOf(valueAt(document, 'jobs')).flatMap(({ value }) => itemsOf(valueAt(value, 'steps'))).flatMap((step) => {
    const uses = textOf(valueAt(step, 'uses')) ?? '';
    const host = HOSTS.find(([action]) => action.test(uses));
    const given = host === undefined ? [] : [{ name: host[1], node: valueAt(step, 'with', 'settings') }, { name: '.mcp.json', node: valueAt(step, 'with', 'mcp_config') }];
    return given.flatMap(({ name, node }) => (node !== undefined && textOf(node)?.trimStart().startsWith('{') ? [{ name, node }] : []));
  });
  if (steps.length > 0) return steps;
  return entriesOf(valueAt(document, 'configs')).flatMap((config) => {
    const content = valueAt(config.value, 'content');
    // A config has no file name of its own where it is written.
    return textOf(content)?.trimStart().startsWith('{') ? [{ name: `${config.key}.json`, node: content! }] : [];
  });
}
