import type { Finding } from '../../base/finding.ts';
import type { Policy } from '../../policy/policy.ts';
import { agentRules } from './agents.ts';
import { codingAgentRules } from './codingAgents.ts';
import { composeRules, dockerfileRules } from './compose.ts';
import { editorRules } from './editorSettings.ts';
import { embeddedSettings } from './embedded.ts';
import { kubernetesRules } from './kubernetes.ts';
import { listenerRules } from './listeners.ts';
import { mcpRules } from './mcp.ts';
import { orthancRules } from './orthanc.ts';
import { safeguardRules } from './safeguards.ts';
import { transportRules } from './transport.ts';
import { SettingsFiles, type Settings } from './settings.ts';

/** All rules over settings files; a rule decides by itself whether a file is one of its own. */
const RULES: readonly ((s: Settings) => void)[] = [mcpRules, codingAgentRules, editorRules, agentRules, orthancRules, composeRules, dockerfileRules, kubernetesRules, safeguardRules, transportRules, listenerRules];

/** Files that tools write for themselves, texts of interfaces, and the settings of this program: they configure nothing that runs here. */
const NO_SETTINGS = /(^|\/)(locales?|i18n|translations|__snapshots__)\/|(^|\/)(dosimeter\.jsonc|package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|composer\.lock|tsconfig(\.[\w-]+)?\.json|poetry\.lock|uv\.lock)$/;

/** Findings of the settings files of a project, by file and text. Never throws for what stands in a file. */
export function configFindings(files: ReadonlyMap<string, string>, policy: Policy, cancelled?: () => boolean): readonly Finding[] {
  const all = new SettingsFiles(files, policy);
  for (const [file, text] of files) {
    if (cancelled?.()) break;
    if (NO_SETTINGS.test(file)) continue;
    const settings = all.settings(file, text);
    for (const rule of RULES) rule(settings);
    for (const inner of embeddedSettings(settings)) for (const rule of RULES) rule(inner);
  }
  return all.findings;
}
