import { entriesBelow, entriesOf, entryOf, flagOf, itemsOf, plainKey, scalarOf, textOf, valueAt, type ConfigEntry, type ConfigNode } from '../../languages/config/node.ts';
import { commandDanger } from './commands.ts';
import { isWidePath } from '../../base/widePaths.ts';
import { permissionFault } from './permissions.ts';
import { ownFolder, reference, replacedMatch, rewritten, turned, without, type Change } from './changes.ts';
import type { Settings } from './settings.ts';
import { holdsSecret, looksLikeKey, namesSecret } from './words.ts';

const APPROVED = 'excessive-agency/auto-approved-tools';
const BROAD = 'excessive-agency/broad-mcp-scope';
const SANDBOX = 'excessive-agency/unsandboxed-code-execution';

/** Permission files of coding agents: what they may do in this project without asking. */
export function codingAgentRules(s: Settings): void {
  if (/(^|\/)\.(claude|continue|cursor|gemini|qwen|codex|opencode|kiro|amazonq|roo|cline|copilot|goose|augment|junie|factory|trae|crush)\//.test(s.file) || /^(opencode\.jsonc?|\.roomodes|config\.toml|cli-config\.json|\.aider\.conf\.yml)$/.test(s.name) || /goose/.test(s.file)) for (const document of s.documents) permissionRules(s, document);
  if (/\.mdc?$/.test(s.name)) for (const document of s.documents) agentFileRules(s, document);
}

function permissionRules(s: Settings, document: ConfigNode): void {
  if (/\.mdc?$/.test(s.name)) return;
  const permissions = entryOf(document, 'permissions')?.value;
  const denied = new Set([...itemsOf(valueAt(permissions, 'deny'))].flatMap((item) => textOf(item) ?? []));
  for (const item of itemsOf(valueAt(permissions, 'allow'))) allowEntry(s, item, denied);
  if (/^permissions\.ya?ml$/.test(s.name)) for (const item of itemsOf(valueAt(document, 'allow'))) allowEntry(s, item, denied);
  for (const item of itemsOf(valueAt(permissions, 'additionalDirectories'))) if (isWidePath(textOf(item) ?? '')) s.report(BROAD, item, `The agent works in ${textOf(item)}: a whole disk, system folder or home.`, without(s, [item], 'Do not let it in there'));
  for (const { entry, above, holder } of entriesBelow(document)) {
    // In a sandbox that only reads there is nothing to ask about.
    if (plainKey(entry.key) === 'approvalpolicy' && textOf(entryOf(holder, 'sandbox_mode')?.value) === 'read-only') continue;
    switchRules(s, entry, above);
  }
  opencodeRules(s, document);
  for (const entry of entriesOf(valueAt(document, 'env'))) {
    const value = textOf(entry.value);
    if (value !== undefined && ((namesSecret(entry.key) && holdsSecret(value)) || looksLikeKey(value))) s.report(BROAD, entry, `${entry.key} is a secret in the clear: everyone who can read this file has it.`, rewritten(s, entry.value, reference(s, entry.key), 'Take the secret from the environment'));
  }
}

/** Hosts that take `Shell(rm)` for `rm` with any arguments. */
const PREFIXES = /(^|\/)\.(cursor|gemini|qwen)\//;

function allowEntry(s: Settings, item: ConfigNode, denied: ReadonlySet<string>): void {
  const text = textOf(item);
  const fault = text === undefined || denied.has(text) ? undefined : permissionFault(text, PREFIXES.test(s.file));
  if (fault) s.report(fault.rule, item, `${text} lets the agent do without asking: ${fault.why}.`, without(s, [item], ASK));
}

const ASK = 'Ask a person first';
const UNNAMED = 'Give it no tools but those that are named';

/** Modes of agents in which nobody is asked, by key without case and separators. */
const MODES: Readonly<Record<string, { readonly values: RegExp; readonly words: string; readonly asks: string }>> = {
  defaultmode: { values: /^(bypassPermissions|acceptEdits|dontAsk|yolo)$/i, words: 'does not ask before it acts', asks: 'default' },
  permissionmode: { values: /^(bypassPermissions|acceptEdits|dontAsk|yolo)$/i, words: 'does not ask before it acts', asks: 'default' },
  initialpermissionmode: { values: /^(bypassPermissions|acceptEdits|dontAsk)$/i, words: 'does not ask before it acts', asks: 'default' },
  defaultapprovalmode: { values: /^(yolo|auto_?edit)$/i, words: 'does not ask before it acts', asks: 'default' },
  approvalmode: { values: /^(yolo|auto[-_]?edit|never|full-auto|unrestricted|allowlist-off)$/i, words: 'does not ask before it acts', asks: 'default' },
  approvalpolicy: { values: /^never$/i, words: 'never asks before it acts', asks: 'on-request' },
  autonomylevel: { values: /^auto-(medium|high)$/i, words: 'acts without asking', asks: 'normal' },
  autonomymode: { values: /^auto-(medium|high)$/i, words: 'acts without asking', asks: 'normal' },
  goosemode: { values: /^auto$/i, words: 'acts without asking', asks: 'approve' },
};
/** Switches that take the question away when they are on. */
const SWITCHES = /^(yolo|yolomode|agentyolomode|yesalways|autoapproveall|autoapproval|autoapprove|alwaysallowexecute|alwaysallowwrite|alwaysapprove|skipdangerousmodepermissionprompt|dangerouslyallowall|dangerouslyskippermissions|allowdangerouslyskippermissions|enableallprojectmcpservers|alwaysallowtoolactions|bypasspermissions|trustalltools)$/;

function switchRules(s: Settings, entry: ConfigEntry, above: readonly string[]): void {
  const key = plainKey(entry.key);
  const text = textOf(entry.value);
  const mode = MODES[key];
  if (mode && text !== undefined && mode.values.test(text)) return s.report(APPROVED, entry, `In the mode ${text} the agent ${mode.words}.`, rewritten(s, entry.value, mode.asks, `Ask a person first: ${mode.asks} instead of ${text}`));
  if (SWITCHES.test(key) && flagOf(entry.value) === true && !above.some((name) => /^mcp_?servers$/i.test(name))) return s.report(key === 'enableallprojectmcpservers' ? BROAD : APPROVED, entry, key === 'enableallprojectmcpservers' ? 'Every MCP server that the project names is started without asking.' : `${entry.key} takes the questions before the agent's actions away.`, turned(s, entry));
  if (key === 'sandboxmode' && text === 'danger-full-access') return s.report(SANDBOX, entry, 'Commands that the model chooses run with full access to this machine.', rewritten(s, entry.value, 'workspace-write', 'Let it write in the workspace only'));
  if (/^(allowedtools|autoallowedtools|allowed)$/.test(key) || (key === 'allow' && above.at(-1) === 'permissions' && above.length > 1)) {
    for (const item of itemsOf(entry.value)) {
      const tool = textOf(item) ?? '';
      const fault = permissionFault(tool, PREFIXES.test(s.file)) ?? (/^@[\w-]+(\/\*)?$/.test(tool) ? { rule: BROAD, why: `every tool of the MCP server ${tool.slice(1).replace('/*', '')}` } as const : undefined);
      if (fault) s.report(fault.rule, item, `${tool} lets the agent do without asking: ${fault.why}.`, without(s, [item], ASK));
    }
  }
  if (key === 'tools' && /(^|\/)agents\//.test(s.file) && above.length === 0) toolList(s, entry);
  if (/^(allowedcommands|commandallowlist|commandsallowlist)$/.test(key)) for (const item of itemsOf(entry.value)) commandEntry(s, item, textOf(item) ?? '', without(s, [item], ASK));
  if (/^(trustedfolders|includedirectories|writableroots)$/.test(key)) for (const item of itemsOf(entry.value)) if (isWidePath(textOf(item) ?? '')) s.report(BROAD, item, `The agent is trusted with ${textOf(item)}: a whole disk, system folder or home.`, rewritten(s, item, ownFolder(s), 'Trust it with the project only'));
}

/** A command that is approved as a prefix. */
export function commandEntry(s: Settings, place: ConfigNode | ConfigEntry, command: string, change: Change | undefined): void {
  const why = commandDanger(command.replace(/:?\s*\*+$/, ''), true);
  if (why !== undefined) s.report(APPROVED, place, `"${command}" is approved for the agent in advance: ${why}.`, change);
}

/** opencode: `permission` holds `allow`, `ask` or `deny` by tool, for the shell also by command. */
function opencodeRules(s: Settings, document: ConfigNode): void {
  for (const { entry } of entriesBelow(document)) {
    if (entry.key !== 'permission') continue;
    if (textOf(entry.value) === 'allow') s.report(APPROVED, entry, 'Every tool runs without asking.', rewritten(s, entry.value, 'ask', ASK));
    for (const tool of entriesOf(entry.value)) {
      if (textOf(tool.value) === 'allow' && /^(bash|edit|write|webfetch|external_directory|\*)$/.test(tool.key)) s.report(APPROVED, tool, `The tool ${tool.key} runs without asking.`, rewritten(s, tool.value, 'ask', ASK));
      if (tool.key === 'bash') for (const command of entriesOf(tool.value)) if (textOf(command.value) === 'allow' && /\*$/.test(command.key)) commandEntry(s, command, command.key, rewritten(s, command.value, 'ask', ASK));
    }
  }
}

/** Front matter of agents, chat modes, prompts and commands. */
function agentFileRules(s: Settings, document: ConfigNode): void {
  if (/(^|\/)\.?opencode\//.test(s.file)) opencodeRules(s, document);
  for (const entry of entriesOf(document)) {
    const key = plainKey(entry.key);
    if (key === 'tools') toolList(s, entry);
    else if (key === 'allowedtools') for (const { text, place } of listed(entry)) {
      const fault = permissionFault(text);
      if (fault) s.report(fault.rule, place, `${text} lets the agent do without asking: ${fault.why}.`, 'kind' in place ? without(s, [place], ASK) : withoutWord(s, place, text));
    }
    else if (key === 'permissionmode') switchRules(s, entry, []);
    else if (key === 'mcpservers') continue;
    else if (key === 'autoapprove' && scalarOf(entry.value) === true) switchRules(s, entry, []);
  }
}

function toolList(s: Settings, entry: ConfigEntry): void {
  for (const { text, place } of listed(entry)) if (/^(\*|all|\*\/\*)$/i.test(text)) return s.report(BROAD, place, 'The agent is given every tool of every server, also those that come later.', 'kind' in place ? without(s, [place], UNNAMED) : withoutWord(s, place, text));
  for (const { text, place } of listed(entry)) {
    const server = /^([\w.-]+)\/\*$/.exec(text)?.[1] ?? /^mcp__([\w-]+?)(?:__\*)$/.exec(text)?.[1];
    if (server !== undefined) s.report(BROAD, place, `The agent is given every tool of the MCP server ${server}, also those that come later.`, 'kind' in place ? without(s, [place], UNNAMED) : withoutWord(s, place, text));
  }
  if (entry.value.kind === 'map') for (const tool of entry.value.entries) if (tool.key === '*' && flagOf(tool.value) === true) s.report(BROAD, tool, 'The agent is given every tool of every server, also those that come later.', turned(s, tool));
}

/** A text with commas between its parts, without one of them. */
function withoutWord(s: Settings, { value }: ConfigEntry, word: string): Change | undefined {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return replacedMatch(s, value, new RegExp(`(?<=^|["'])${escaped}\\s*,\\s*`), '', ASK) ?? replacedMatch(s, value, new RegExp(`,\\s*${escaped}(?=\\s*(?:,|["']|$))`), '', ASK);
}

/** Items of a list, or of one text with commas between. */
function listed(entry: ConfigEntry): readonly { text: string; place: ConfigNode | ConfigEntry }[] {
  const text = textOf(entry.value);
  if (text !== undefined) return (text.match(/[^,\s(]+(?:\([^)]*\))?/g) ?? []).map((part) => ({ text: part, place: entry }));
  return itemsOf(entry.value).flatMap((item) => { const value = textOf(item); return value === undefined ? [] : [{ text: value, place: item }]; });
}
