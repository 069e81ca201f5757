import type { Span } from '../../base/words.ts';
import { entriesBelow, entriesOf, entryOf, flagOf, itemsOf, keyWords, plainKey, textOf, type ConfigEntry, type ConfigMap, type ConfigNode } from '../../languages/config/node.ts';
import { emptied, replacedIn, replacedMatch, rewritten, turned, without, withoutOption, type Change } from './changes.ts';
import { permissionFault } from './permissions.ts';
import type { Settings } from './settings.ts';
import { changesByName, readsByName, shellWords } from './words.ts';

const APPROVED = 'excessive-agency/auto-approved-tools';
const SANDBOX = 'excessive-agency/unsandboxed-code-execution';
const PRIVILEGE = 'excessive-agency/overprivileged-tool';

/** Ready-made tools that run what the model writes, on the machine of the agent. */
const RUNNERS = /^(shell_?tool|terminal_?tool|terminal|bash_?tool|bash|shell|local_?shell(_?tool)?|python_?repl(_?tool|_?ast_?tool)?|python_ast_repl|python_repl_ast|execute_(shell|command|bash|python|code)|run_(shell|command|bash|python|code)|command_line_tool|local_command_line_code_executor|e?xec)$/i;
/** Words of what agents read in imaging: their content was written by others. */
const CLINICAL = /\b(dicom|pacs|orthanc|radiolog\w*|stud(y|ies)|series|reports?|pdfs?|fhir|hl7|ehr|emr|patients?|imaging|modalit(y|ies)|worklists?|referrals?|notes?|letters?|findings|documents?|scans?|uploads?|e-?mails?)\b/i;

/** Agents, crews and their tools in YAML, JSON and TOML. */
export function agentRules(s: Settings): void {
  for (const document of s.documents) {
    if (/\.mdc?$/.test(s.name)) continue;
    if (/code_execution|codeExecution|human_input|humanInput|require_approval|requireApproval|permission_?mode|allow_dangerous|use_docker|LocalCommandLine|dangerously|yolo|auto_?approve|trust[_-]remote[_-]code|full-auto|allowed_?tools|danger-full-access|safety-strategy|BYPASS_TOOL_CONSENT|confirmation_mode|auto_run|runtime|RequireConfirmation|--(allow-all|trust-all|yes-always|force|permission-mode|approval-mode)/i.test(s.text)) for (const { entry, above, holder } of entriesBelow(document)) switchRules(s, entry, above, holder);
    if (/\btools\b/.test(s.text) && /agent|crew|task|role|instructions|prompt/i.test(s.text)) agentTools(s, document);
  }
}

function switchRules(s: Settings, entry: ConfigEntry, above: readonly string[], holder: ConfigMap): void {
  const key = plainKey(entry.key);
  const text = textOf(entry.value);
  const on = flagOf(entry.value) === true;
  const off = flagOf(entry.value) === false;
  if (key === 'codeexecutionmode' && text === 'unsafe' && flagOf(entryOf(holder, 'allow_code_execution')?.value) !== false) s.report(SANDBOX, entry, 'Code that the model writes runs on this machine, next to its images and reports.', rewritten(s, entry.value, 'safe', 'Run it in a container: safe instead of unsafe'));
  else if (key === 'usedocker' && off && [...above, ...holder.entries.map((other) => other.key)].some((name) => /code_?execution|executor|work_?dir/i.test(name))) s.report(SANDBOX, entry, 'Code that the model writes runs on this machine instead of in a container.', turned(s, entry));
  else if (/^(provider|componenttype|type)$/.test(key) && text !== undefined && /LocalCommandLineCodeExecutor$/.test(text)) s.report(SANDBOX, entry, 'Commands that the model chooses run on this machine.', replacedIn(s, entry.value, text.includes('.local.Local') ? '.local.Local' : 'Local', text.includes('.local.Local') ? '.docker.Docker' : 'Docker', 'Run them in a container'));
  else if (/^(allowdangerouscode|allowunsafecode|unsafemode)$/.test(key) && on) s.report(SANDBOX, entry, `${entry.key} lets code that the model writes run on this machine.`, turned(s, entry));
  else if (key === 'humaninputmode' && /^NEVER$/i.test(text ?? '') && executes(holder)) s.report(APPROVED, entry, 'Nobody is asked before what the model chose is executed.', rewritten(s, entry.value, 'ALWAYS', 'Ask a person first: ALWAYS instead of NEVER'));
  else if (key === 'requireapproval' && /^never$/i.test(text ?? '') && !readingOnly(holder) && !above.some((name) => /mcp_?servers/i.test(name))) s.report(APPROVED, entry, 'Calls of the tools need no approval.', rewritten(s, entry.value, 'always', 'Ask a person first: always instead of never'));
  else if (key === 'permissionmode' && /^(bypassPermissions|acceptEdits)$/.test(text ?? '')) s.report(APPROVED, entry, `In the mode ${text} the agent does not ask before it acts.`, rewritten(s, entry.value, 'default', `Ask a person first: default instead of ${text}`));
  else if (/^(autoapprove|autoapproved|autoapprovetools)$/.test(key) && !above.some((name) => /mcp_?servers|^servers$/i.test(name))) approvalSwitch(s, entry);
  else if (key === 'runtime' && text === 'local' && above.at(-1) === 'core' && /(^|\n)\s*\[(sandbox|security|agent)\b|workspace_base/.test(s.text)) s.report(SANDBOX, entry, 'Commands that the model chooses run on this machine instead of in a container.', rewritten(s, entry.value, 'docker', 'Run them in a container'));
  else if (key === 'confirmationmode' && off && above.at(-1) === 'security') s.report(APPROVED, entry, 'The agent does not ask before it acts.', turned(s, entry));
  else if (/^(x)?requireconfirmation$/.test(key) && (text === 'DISABLED' || off) && changesByName(functionName(holder, above))) s.report(APPROVED, entry, `${functionName(holder, above)} runs without asking, and by its name it changes something.`, off ? turned(s, entry) : rewritten(s, entry.value, 'ENABLED', 'Ask a person first'));
  else if (key === 'autorun' && on && /interpreter/i.test(`${s.file} ${s.text.slice(0, 400)}`)) s.report(APPROVED, entry, 'Code that the model writes runs without asking.', turned(s, entry));
  else if (/^sandbox(mode)?$/.test(key) && text === 'danger-full-access') s.report(SANDBOX, entry, 'Commands that the model chooses run outside of a sandbox.', rewritten(s, entry.value, 'workspace-write', 'Let it write in the workspace only'));
  else if (key === 'safetystrategy' && text === 'unsafe') s.report(SANDBOX, entry, 'Commands that the model chooses run with all rights of the runner.', rewritten(s, entry.value, 'drop-sudo', 'Take the rights of an administrator away'));
  else if (key === 'bypasstoolconsent' && on) s.report(APPROVED, entry, 'Tools that write files or run commands no longer ask.', turned(s, entry));
  else if (key === 'trustremotecode' && on) s.report('model-supply-chain/remote-model-code', entry, 'Code that comes with the model runs in this process.', turned(s, entry));
  if (/^(allowedtools|claudeallowedtools)$/.test(key) && text !== undefined && above.includes('with')) for (const tool of text.match(/[\w*:-]+(?:\([^)]*\))?/g) ?? []) {
    const fault = permissionFault(tool);
    if (fault) s.report(fault.rule, entry, `${tool} lets the agent do without asking: ${fault.why}.`, withoutTool(s, entry.value, tool));
  }
  const program = /^(claude|codex|gemini|copilot|aider|opencode)(cli|code)?args$/.exec(key)?.[1];
  if (text !== undefined) commandLine(s, entry.value, program === undefined ? text : `${program} ${text}`);
  const words = itemsOf(entry.value);
  const remote = /args|command|entrypoint|options|flags$/.test(key) ? words.find((item) => /^--trust[-_]remote[-_]code(=true)?$/i.test(textOf(item) ?? '')) : undefined;
  if (remote) s.report('model-supply-chain/remote-model-code', remote, 'Code that comes with the model runs in this container.', without(s, [remote], 'Run no code that comes with the model'));
  for (const item of words) { const line = textOf(item); if (line !== undefined) commandLine(s, item, line); }
  if (/^(cmd|command|entrypoint|args)$/.test(key) && words.length > 1) commandWords(s, words);
}

/** A command that is written as a list of its words. */
function commandWords(s: Settings, items: readonly ConfigNode[]): void {
  const words = items.map((item) => textOf(item) ?? '');
  const at = words.findIndex((word) => PROGRAMS[programOf(word)] !== undefined);
  const options = at < 0 ? undefined : PROGRAMS[programOf(words[at]!)];
  const found = items.find((_, i) => i > at && (options?.test(words[i]!) || options?.test(`${words[i - 1]}=${words[i]}`)));
  if (found) s.report(APPROVED, found, `The option ${textOf(found)} lets the agent act with nobody asked.`, without(s, [found], ASK));
}

const ASK = 'Ask a person first';
const TAKE = 'Take the tool away from the agent';

/** A text with a list of tools, without one of them and a comma or blank beside it. */
function withoutTool(s: Settings, node: ConfigNode, tool: string): Change | undefined {
  const word = tool.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return replacedMatch(s, node, new RegExp(`(?<=["'\\s,]|^)${word}\\s*,\\s*`), '', ASK) ?? replacedMatch(s, node, new RegExp(`\\s*,\\s*${word}(?=["'\\s]|$)`), '', ASK);
}

function approvalSwitch(s: Settings, entry: ConfigEntry): void {
  const tools = itemsOf(entry.value).flatMap((item) => textOf(item) ?? []);
  if (flagOf(entry.value) === true || textOf(entry.value) === '*' || tools.includes('*')) s.report(APPROVED, entry, 'Every tool runs without asking.', turned(s, entry) ?? (entry.value.kind === 'list' ? emptied(s, entry, ASK) : without(s, [entry], ASK)));
  else if (tools.some((tool) => !readsByName(tool) && changesByName(tool))) s.report(APPROVED, entry, `${tools.filter((tool) => changesByName(tool)).join(', ')} run without asking, and by their names they change something.`, without(s, itemsOf(entry.value).filter((item) => changesByName(textOf(item) ?? '')), ASK));
}

/** The name of a function in a description of an agent's actions: its own, that of its operation, or the key that it stands below. */
const functionName = (holder: ConfigMap, above: readonly string[]): string => textOf(holder.entries.find(({ key }) => /^(name|operationid)$/i.test(key))?.value) ?? above.at(-1) ?? '';

const executes = (agent: ConfigMap): boolean => {
  const execution = agent.entries.find(({ key }) => plainKey(key) === 'codeexecutionconfig');
  return (execution !== undefined && flagOf(execution.value) !== false) || itemsOf(entryOf(agent, 'tools')?.value).length > 0;
};

function readingOnly(holder: ConfigMap): boolean {
  const allowed = entryOf(holder, 'allowed_tools') ?? entryOf(holder, 'allowedTools');
  const tools = itemsOf(allowed?.value).flatMap((item) => textOf(item) ?? []);
  return allowed !== undefined && tools.every((tool) => readsByName(tool));
}

/** Options of coding agents on a command line that take all questions away. */
const PROGRAMS: Readonly<Record<string, RegExp>> = {
  claude: /^--(allow-)?dangerously-skip-permissions$|^--permission-mode=bypassPermissions$/, codex: /^--(dangerously-bypass-approvals-and-sandbox|yolo)$|^(--sandbox|-s)=danger-full-access$/, gemini: /^(--yolo|-y|--approval-mode=yolo)$/, qwen: /^(--yolo|-y|--approval-mode=yolo)$/,
  copilot: /^--(allow-all-tools|allow-all|yolo)$/, aider: /^--yes-always$/, 'cursor-agent': /^(-f|--force|--yolo)$/, amp: /^--dangerously-allow-all$/, opencode: /^--dangerously-skip-permissions$/, q: /^--trust-all-tools$/, 'kiro-cli': /^--trust-all-tools$/,
};
const ANY_OPTION = /^--(dangerously-skip-permissions|dangerously-bypass-approvals-and-sandbox|trust-all-tools)$/;

/** A command line in a pipeline, a script or a container that starts an agent with nobody to ask. */
function commandLine(s: Settings, place: ConfigNode, text: string): void {
  if (text.length > 20_000 || !/danger-full-access|--(dangerously|yolo|allow-all|trust-all|yes-always|force|permission-mode|allowed-?[tT]ools|approval-mode)|\s-[yf]\b/.test(text)) return;
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/[\r\n;&|]+/)) {
    if (/^\s*#/.test(line)) continue;
    const words = shellWords(line.replace(/(--(?:permission|approval)-mode|(?:--sandbox|-s)(?=\s+danger))\s+(?=\w)/g, '$1='));
    const at = words.findIndex((word) => PROGRAMS[programOf(word)] !== undefined);
    const rest = words.slice(at + 1);
    const option = rest.find((word) => (at >= 0 && PROGRAMS[programOf(words[at] ?? '')]?.test(word)) || ANY_OPTION.test(word));
    if (option !== undefined) return s.report(APPROVED, placeOfOption(s, place, option), `The option ${option} lets the agent act with nobody asked.`, withoutOption(s, place, option));
    const allowed = words.findIndex((word) => /^--allowed-?tools$/i.test(word));
    for (const tool of allowed < 0 ? [] : words.slice(allowed + 1).filter((word) => !word.startsWith('-')).flatMap((word) => word.match(/[\w*:-]+(?:\([^)]*\))?/g) ?? [])) {
      const fault = permissionFault(tool);
      if (fault) return s.report(fault.rule, placeOfOption(s, place, line.trim()), `${tool} lets the agent do without asking: ${fault.why}.`, withoutTool(s, place, tool));
    }
  }
}

/** Where an option stands in a text of several lines. */
function placeOfOption(s: Settings, place: ConfigNode, option: string): Span {
  const at = s.text.slice(place.start, place.end).indexOf(option.replace(/=.*$/, ''));
  return at < 0 || !s.text.slice(place.start, place.end).includes('\n') ? place : { start: place.start + at, end: place.start + at + option.length };
}

/** `npx @anthropic-ai/claude-code@1.2.3` starts the same program as `claude`. */
const programOf = (word: string): string => word.replace(/^(@anthropic-ai\/claude-code|@openai\/codex|@google\/gemini-cli|@github\/copilot)(@.*)?$/, (_, name: string) => name.split('/')[1]?.split('-')[0] ?? '').replace(/^.*\//, '').toLowerCase();

/** Tools of agents whose words say that they read what others wrote. */
function agentTools(s: Settings, document: ConfigNode): void {
  const agents = [...agentMaps(document)];
  for (const { map, words } of agents) {
    const list = entryOf(map, 'tools');
    const tools = itemsOf(list?.value).flatMap((node) => { const name = toolName(node); return name === undefined ? [] : [{ name, node }]; });
    const all = `${words} ${tools.map(({ name }) => keyWords(name.replace(/^.*[./]/, '')).join(' ')).join(' ')}`;
    if (!CLINICAL.test(all)) continue;
    for (const { name, node } of tools) {
      const short = name.replace(/^.*[./:]/, '');
      if (RUNNERS.test(short)) s.report(SANDBOX, node, `The tool ${short} runs what the model writes on this machine, and the agent reads what others wrote.`, without(s, [node], TAKE));
      else if (harms(short) && !approved(map, node)) s.report(PRIVILEGE, node, `The tool ${short} changes something by its name, and the agent reads what others wrote; no approval stands between.`, without(s, [node], TAKE));
    }
  }
}

/** Verbs and objects of tools that write to the outside; scratch files and drafts are left to the rules over code. */
const HARM = /^(delete|remove|purge|drop|send|store|push|post|upload|forward|route|submit|sign|write|update|create|cancel|publish|modify|move|email|overwrite|order|execute|run)$/;
const READY_MADE = /^(FileWriter(Tool)?|FileDelete(Tool)?|DeleteFileTool|WriteFileTool|MoveFileTool|SendEmail(Tool)?|GmailSendMessage|SlackSendMessage|RequestsPost(Tool)?|RequestsDelete(Tool)?|RequestsPut(Tool)?|RequestsPatch(Tool)?|CodeInterpreter(Tool)?)$/;
function harms(name: string): boolean {
  if (READY_MADE.test(name)) return true;
  const words = keyWords(name);
  return HARM.test(words[0] ?? '') && !words.some((word) => /^(draft|drafts|summary|plot|chart|log|todo|note)$/.test(word));
}

function approved(agent: ConfigMap, tool: ConfigNode): boolean {
  const gates = /^(requiresapproval|requireapproval|needsapproval|approval|interruptbefore|interrupton|confirm|confirmation|requiresconfirmation|requireconfirmation|approvalrequired|humanapproval)$/;
  const on = (map: ConfigNode): boolean => entriesOf(map).some(({ key, value }) => gates.test(plainKey(key)) && flagOf(value) !== false && !/^(never|none)$/i.test(textOf(value) ?? ''));
  return on(tool) || on(agent);
}

function toolName(node: ConfigNode): string | undefined {
  return textOf(node) ?? textOf(entryOf(node, 'name')?.value) ?? textOf(entryOf(node, 'tool')?.value) ?? textOf(entryOf(node, 'type')?.value);
}

interface AgentMap { readonly map: ConfigMap; readonly words: string }

/** Maps that describe an agent: a list of tools beside words for it. */
function* agentMaps(document: ConfigNode): Iterable<AgentMap> {
  const check = function* (node: ConfigNode): Iterable<AgentMap> {
    if (node.kind === 'list') for (const item of node.items) yield* check(item);
    if (node.kind !== 'map') return;
    const prose = node.entries.filter(({ key }) => /^(role|goal|backstory|instructions?|system_?(prompt|message)|prompt|description|task|objective|persona|name|expected_output|inputs?|context)$/i.test(key));
    const itself = prose.filter(({ key }) => !/^(name|description|inputs?|context)$/i.test(key));
    if (entryOf(node, 'tools')?.value.kind === 'list' && itself.length > 0) yield { map: node, words: prose.map(({ value }) => textOf(value) ?? itemsOf(value).map((item) => textOf(item) ?? '').join(' ')).join(' ') };
    for (const { value } of node.entries) yield* check(value);
  };
  yield* check(document);
}
