import { entriesBelow, entriesOf, entryOf, flagOf, itemsOf, plainKey, textOf, type ConfigEntry } from '../../languages/config/node.ts';
import { commandEntry } from './codingAgents.ts';
import { rewritten, turned, without } from './changes.ts';
import type { Settings } from './settings.ts';

const APPROVED = 'excessive-agency/auto-approved-tools';

/** Settings of VS Code and of extensions that take questions away when they are on, without case and separators. */
const SWITCHES = new Set([
  'chat.tools.global.autoapprove', 'chat.tools.autoapprove', 'chat.tools.autorun', 'claudecode.allowdangerouslyskippermissions', 'geminicodeassist.agentyolomode', 'geminicodeassist.agent.yolomode',
  'roo-cline.alwaysallowexecute', 'roo-cline.alwaysallowwrite', 'cline.alwaysallowwrite', 'cline.yolomode', 'amp.dangerouslyallowall', 'kilo-code.alwaysallowexecute', 'github.copilot.chat.agent.autoapprove', 'agent.always_allow_tool_actions',
  'cursor.agent.yolomode', 'cursor.composer.yolomode', 'augment.chat.autoapprove', 'continue.autoapprovetools',
]);

/** Settings of an editor, of its workspaces and of development containers. */
export function editorRules(s: Settings): void {
  if (!/(^|\/)(\.vscode|\.devcontainer|\.zed|\.cursor|user|\.idea)\//i.test(s.file) && !/^(settings|devcontainer|\.devcontainer)\.json$|\.code-workspace$/.test(s.name)) return;
  for (const document of s.documents) for (const { entry, above } of entriesBelow(document)) settingRules(s, entry, above);
}

function settingRules(s: Settings, entry: ConfigEntry, above: readonly string[]): void {
  const key = entry.key.toLowerCase();
  const dotted = key.includes('.') ? key : [...above.slice(-1), entry.key].join('.').toLowerCase();
  if (SWITCHES.has(dotted) && flagOf(entry.value) === true) return s.report(APPROVED, entry, `With ${entry.key} every tool of every agent runs without asking.`, turned(s, entry));
  switch (key) {
    case 'chat.tools.terminal.autoapprove': return terminalRules(s, entry);
    case 'chat.tools.edits.autoapprove':
      for (const pattern of entriesOf(entry.value)) if (flagOf(pattern.value) === true && /^(\*\*?|\*\*\/\*)$/.test(pattern.key)) s.report(APPROVED, pattern, 'Every edit of every file is approved in advance.', turned(s, pattern));
      return;
    case 'chat.tools.urls.autoapprove': case 'chat.tools.fetchpage.approvedurls':
      for (const pattern of entriesOf(entry.value)) if (approves(pattern) && /^(\*+|https?:\/\/\*+(\/\**)?)$/.test(pattern.key)) s.report(APPROVED, pattern, 'Requests to every address are approved in advance.', turned(s, pattern) ?? without(s, [pattern], 'Ask before each request'));
      return;
    case 'claudecode.initialpermissionmode':
      if (/^(bypassPermissions|acceptEdits)$/.test(textOf(entry.value) ?? '')) s.report(APPROVED, entry, `In the mode ${textOf(entry.value)} the agent does not ask before it acts.`, rewritten(s, entry.value, 'default', 'Ask a person first: the mode default'));
      return;
    case 'chat.permissions.default':
      if (/^(autoApprove|autopilot)$/i.test(textOf(entry.value) ?? '')) s.report(APPROVED, entry, `In the mode ${textOf(entry.value)} every tool runs without asking.`, rewritten(s, entry.value, 'default', 'Ask a person first: the mode default'));
      return;
    case 'roo-cline.allowedcommands': case 'kilo-code.allowedcommands': case 'cline.allowedcommands': case 'windsurf.cascadecommandsallowlist': case 'amp.commands.allowlist':
      for (const item of itemsOf(entry.value)) commandEntry(s, item, textOf(item) ?? '', without(s, [item], 'Ask before this command'));
      return;
    default:
      if (key === 'always_allow_tool_actions' && above.includes('agent') && flagOf(entry.value) === true) s.report(APPROVED, entry, 'Every tool of the agent runs without asking.', turned(s, entry));
      else if (plainKey(entry.key) === 'default' && above.includes('tool_permissions') && textOf(entry.value) === 'allow') s.report(APPROVED, entry, 'Every tool of the agent runs without asking.', rewritten(s, entry.value, 'confirm', 'Ask a person first'));
  }
}

/** The value is a flag, or an object that tells more. */
const approves = (entry: ConfigEntry): boolean => flagOf(entry.value) === true || flagOf(entryOf(entry.value, 'approve')?.value) === true || flagOf(entryOf(entry.value, 'approveRequest')?.value) === true || flagOf(entryOf(entry.value, 'approveResponse')?.value) === true;

/** Keys are prefixes of commands, or patterns between slashes. */
function terminalRules(s: Settings, list: ConfigEntry): void {
  if (flagOf(list.value) === true) return s.report(APPROVED, list, 'Every command in the terminal is approved in advance.', turned(s, list));
  for (const entry of entriesOf(list.value)) {
    if (!approves(entry)) continue;
    const pattern = /^\/([\s\S]*)\/[a-z]*$/.exec(entry.key)?.[1];
    const ask = turned(s, entry) ?? without(s, [entry], 'Ask before this command');
    if (pattern === undefined) commandEntry(s, entry, entry.key, ask);
    else for (const command of commandsOf(pattern)) commandEntry(s, entry, command, ask);
  }
}

/** Command words that a pattern begins with: `^git (status|push)\b` gives both; a pattern with no fixed start gives any command. */
function commandsOf(pattern: string): readonly string[] {
  if (/^\^?(\.\*|\.\+|\[\s\S\]\*|\[\\s\\S\]\*|\(\.\*\))\$?$/.test(pattern) || pattern === '') return ['*'];
  if (pattern.endsWith('$')) return [];
  const head = /^\^?((?:[\w-]+|\\s[+*]?|[ ]+)*)(?:\(\??:?([\w |-]+)\))?/.exec(pattern);
  const start = (head?.[1] ?? '').replace(/\\s[+*]?/g, ' ');
  return head?.[2] === undefined ? (start.trim() === '' ? [] : [start.trim()]) : head[2].split('|').map((word) => `${start}${word}`);
}
