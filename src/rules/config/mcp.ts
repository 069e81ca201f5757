import type { ConfigEntry, ConfigMap, ConfigNode } from '../../languages/config/node.ts';
import { entriesBelow, entriesOf, entryOf, flagOf, itemsOf, keyWords, plainKey, scalarOf, textOf, valueAt } from '../../languages/config/node.ts';
import { emptied, encrypted, ownFolder, reference, replacedIn, rewritten, turned, without, type Change } from './changes.ts';
import { launchedBy, type Argument, type Launched } from './packages.ts';
import { isWidePath, mountSource } from '../../base/widePaths.ts';
import type { Settings } from './settings.ts';
import { holdsSecret, isPlainRemote, looksLikeKey, namesSecret, readsByName, shellWords } from './words.ts';

const BROAD = 'excessive-agency/broad-mcp-scope';
const APPROVED = 'excessive-agency/auto-approved-tools';

/** Keys below which hosts list their MCP servers, without case and separators. */
const SERVER_LISTS = new Set(['mcpservers', 'contextservers', 'mcp.servers', 'servers', 'mcp', 'extensions', 'connections', 'modelcontextprotocolservers']);
/** Keys that always mean MCP; the others do in files that are about it, or below a key that does. */
const ALWAYS = /^(mcp[-_.]?servers|context_servers|mcp\.servers|modelContextProtocolServers)$/i;

/** Lists of tools that run without asking, in the words of the hosts. */
const PRE_APPROVED = new Set(['autoapprove', 'alwaysallow', 'autoapproved', 'autoapprovetools', 'alwaysallowedtools', 'preapproved', 'autoallow', 'preapprovedtools']);

/** MCP servers in the settings of editors, desktop clients, agents and gateways. */
export function mcpRules(s: Settings): void {
  if (!/mcp|servers|extensions/i.test(s.text)) return;
  for (const document of s.documents) {
    for (const server of serversOf(s, document)) serverRules(s, server.name, server.map);
    if (/\.properties$|^\.env|\.env$/.test(s.name)) for (const entry of entriesOf(document)) flatRule(s, entry);
    if (s.name.endsWith('.properties')) for (const server of dottedServers(document)) commandRules(s, server.name, server.map);
  }
}

interface Server { readonly name: string; readonly map: ConfigMap }

function serversOf(s: Settings, document: ConfigNode): readonly Server[] {
  const aboutMcp = /mcp/i.test(s.file) || s.name === 'claude_desktop_config.json';
  const servers: Server[] = [];
  for (const { entry, above } of entriesBelow(document)) {
    // Settings of an editor carry the name of the extension in front: `amp.mcpServers`.
    const last = entry.key.slice(entry.key.lastIndexOf('.') + 1);
    if (!SERVER_LISTS.has(entry.key.includes('.') && !ALWAYS.test(last) ? entry.key.toLowerCase() : plainKey(last))) continue;
    if (!ALWAYS.test(entry.key) && !ALWAYS.test(last) && !aboutMcp && !above.some((key) => /^mcp$/i.test(key)) && !/^(mcp|extensions)$/i.test(entry.key)) continue;
    for (const { key, value } of entriesOf(entry.value)) if (isServer(value)) servers.push({ name: key, map: value });
    for (const item of itemsOf(entry.value)) {
      const value = isServer(item) ? item : entryOf(item, 'transport')?.value;
      if (value && isServer(value)) servers.push({ name: textOf(entryOf(item, 'name')?.value) ?? 'server', map: value });
    }
  }
  // A step of an exported workflow that is a client of a server: its type says so, its parameters hold the address.
  if (/"type"/.test(s.text)) for (const { entry, holder } of entriesBelow(document)) {
    const parameters = entry.key === 'type' && /mcp_?-?client/i.test(textOf(entry.value) ?? '') ? entryOf(holder, 'parameters')?.value : undefined;
    const address = entriesOf(parameters).find(({ key }) => /^(endpointUrl|sseEndpoint|serverUrl|url)$/.test(key));
    if (parameters?.kind === 'map' && address) servers.push({ name: textOf(entryOf(holder, 'name')?.value) ?? 'server', map: { ...parameters, entries: [{ ...address, key: 'url' }] } });
  }
  // An extension of a desktop client carries its server along.
  if (s.name === 'manifest.json') { const own = valueAt(document, 'server', 'mcp_config'); if (own && isServer(own)) servers.push({ name: textOf(entryOf(document, 'name')?.value) ?? 'server', map: own }); }
  // A file that holds one server, as the workspace folders of some editors do.
  if (servers.length === 0 && aboutMcp && isServer(document) && entryOf(document, 'args')) servers.push({ name: s.name, map: document });
  return servers;
}

const isServer = (node: ConfigNode): node is ConfigMap => node.kind === 'map' && ['command', 'cmd', 'url', 'serverUrl', 'httpUrl', 'uri', 'endpoint'].some((key) => entryOf(node, key) !== undefined);

function serverRules(s: Settings, name: string, server: ConfigMap): void {
  if (flagOf(entryOf(server, 'disabled')?.value) === true || flagOf(entryOf(server, 'enabled')?.value) === false) return;
  commandRules(s, name, server);
  for (const key of ['url', 'serverUrl', 'httpUrl', 'uri', 'endpoint']) {
    const entry = entryOf(server, key);
    const url = textOf(entry?.value);
    if (entry === undefined || url === undefined) continue;
    if (isPlainRemote(url)) s.report(BROAD, entry, `The MCP server ${name} is reached over plain http: whoever is on the way reads and changes what its tools return.`, encrypted(s, entry.value));
    else if (secretInUrl(url)) s.report(BROAD, entry, `The address of the MCP server ${name} holds a secret in the clear.`, secretOfUrl(s, entry.value, url, name));
  }
  for (const key of ['env', 'envs', 'environment', 'headers', 'http_headers', 'requestInit']) secretRules(s, name, entryOf(server, key)?.value);
  secretRules(s, name, { ...server, entries: server.entries.filter(({ value }) => value.kind === 'scalar') });
  approvalRules(s, name, server);
}

/** `spring.ai.mcp.client.sse.connections.pacs.url = …` and `PACS_MCP_URL=…`. Names without a dot are containers of the same network. */
function flatRule(s: Settings, entry: ConfigEntry): void {
  const words = keyWords(entry.key);
  const url = textOf(entry.value) ?? '';
  if (words.includes('mcp') && /^(url|uri|endpoint)$/.test(words.at(-1) ?? '') && isPlainRemote(url) && /^\w+:\/\/[^/:]*\./.test(url)) s.report(BROAD, entry, 'The MCP server is reached over plain http: whoever is on the way reads and changes what its tools return.', encrypted(s, entry.value));
}

/** Servers whose settings are keys with dots: `….connections.files.command = npx`, `….connections.files.args = -y,package`. */
function dottedServers(document: ConfigNode): readonly Server[] {
  const found = new Map<string, ConfigEntry[]>();
  for (const entry of entriesOf(document)) {
    const [, prefix, name, key] = /^(.*\bmcp\b.*\.connections)\.([^.]+)\.(command|args)(?:\[\d+\])?$/.exec(entry.key) ?? [];
    if (prefix === undefined || name === undefined || key === undefined) continue;
    const own = found.get(`${prefix}.${name}`) ?? [];
    found.set(`${prefix}.${name}`, own);
    const words = key === 'args' ? (textOf(entry.value) ?? '').split(',').map((word): ConfigNode => ({ ...entry.value, kind: 'scalar', value: word.trim() })) : [];
    const before = own.find((other) => other.key === key);
    if (key === 'args' && before?.value.kind === 'list') own[own.indexOf(before)] = { ...before, value: { ...before.value, items: [...before.value.items, ...words] } };
    else own.push({ ...entry, key, value: key === 'args' ? { kind: 'list', start: entry.value.start, end: entry.value.end, items: words } : entry.value });
  }
  return [...found].map(([name, entries]) => ({ name: name.slice(name.lastIndexOf('.') + 1), map: { kind: 'map', start: entries[0]!.start, end: entries.at(-1)!.end, entries } }));
}

/** Command and arguments, also in the notations that put both into one list or one string. */
function commandOf(server: ConfigMap): { command: string; args: readonly Argument[] } | undefined {
  const command = entryOf(server, 'command')?.value ?? entryOf(server, 'cmd')?.value;
  if (command?.kind === 'map') return commandOf(renamed(command, 'path', 'command'));
  const args = argumentsOf(entryOf(server, 'args')?.value);
  if (command?.kind === 'list') {
    const [first, ...rest] = argumentsOf(command);
    return first === undefined ? undefined : { command: first.text, args: [...rest, ...args] };
  }
  const text = textOf(command);
  if (text === undefined || command === undefined) return undefined;
  const [program, ...rest] = args.length > 0 && !/^\S+\s+\S/.test(text) ? [text] : shellWords(text);
  return program === undefined ? undefined : { command: program, args: [...rest.map((word) => ({ text: word, node: command })), ...args] };
}

const renamed = (map: ConfigMap, from: string, to: string): ConfigMap => ({ ...map, entries: map.entries.map((entry) => (entry.key === from ? { ...entry, key: to } : entry)) });

const argumentsOf = (node: ConfigNode | undefined): readonly Argument[] => itemsOf(node).flatMap((item) => {
  const value = scalarOf(item);
  return value === undefined || value === null ? [] : [{ text: String(value), node: item }];
});

function commandRules(s: Settings, name: string, server: ConfigMap): void {
  const started = commandOf(server);
  if (started === undefined) return;
  const launched = launchedBy(started.command, started.args);
  if (launched && !launched.pinned) {
    const fetched = { image: 'the container image', package: 'the package', script: 'the script' }[launched.kind];
    s.report(BROAD, launched.argument.node, `The MCP server ${name} runs whatever ${fetched} ${launched.what} is at its next start: no version is fixed.`, pinned(s, launched));
  }
  const inContainer = launched?.kind === 'image';
  for (const [i, { text, node }] of started.args.entries()) {
    const before = started.args[i - 1]?.text ?? '';
    const option = /^(--?[\w-]+)=(.*)$/s.exec(text);
    const value = option?.[2] ?? text;
    if (/^--?(privileged)$/.test(text) && inContainer) s.report(BROAD, node, `The container of the MCP server ${name} is privileged: it can do on the host what root can.`, without(s, [node], 'Run it without privileges'));
    else if (/^(-A|--allow-all)$/.test(text) && /(^|[\\/])deno(\.exe)?$/i.test(started.command)) s.report(BROAD, node, `The MCP server ${name} is given every permission: files, network, programs and environment.`);
    else if (/docker\.sock/.test(text)) s.report(BROAD, node, `The MCP server ${name} holds the socket of the container engine, and with it the host.`, without(s, /^(-v|--volume|--mount)$/.test(before) ? [started.args[i - 1]!.node, node] : [node], 'Keep the socket away from it'));
    else if (/^--(dangerously-[\w-]+|yolo|allow-dangerous[\w-]*|auto-approve(-all)?|no-confirm(ation)?)$/.test(text)) s.report(APPROVED, node, `The option ${text} of the MCP server ${name} takes the questions before its actions away.`, without(s, [node], 'Ask a person first'));
    else if (isWidePath(widePart(value, before, option?.[1], inContainer))) s.report(BROAD, node, `The MCP server ${name} is given ${value}: a whole disk, system folder or home instead of the folder that it needs.`, narrowed(s, node, value, inContainer));
    else if (namesSecret(option?.[1] ?? before) && (option !== null || /^--?\w/.test(before)) && !value.startsWith('-') && holdsSecret(value)) s.report(BROAD, node, `A secret of the MCP server ${name} stands in its arguments in the clear.`, replacedIn(s, node, value, reference(s, (option?.[1] ?? before).replace(/^-+/, '')), FROM_ENVIRONMENT));
    else if (looksLikeKey(text) || (/^[a-z][\w+.-]*:\/\//i.test(value) && secretInUrl(value))) s.report(BROAD, node, `A secret of the MCP server ${name} stands in its arguments in the clear.`, secretOfUrl(s, node, value, name) ?? rewritten(s, node, reference(s, `${name}_key`), FROM_ENVIRONMENT));
    else if (inContainer && (before === '-e' || before === '--env')) {
      const pair = /^([\w.]+)=(.*)$/s.exec(text);
      if (pair?.[1] !== undefined && pair[2] !== undefined && namesSecret(pair[1]) && holdsSecret(pair[2])) s.report(BROAD, node, `A secret of the MCP server ${name} stands in its arguments in the clear.`, rewritten(s, node, pair[1], FROM_ENVIRONMENT));
    } else if (isPlainRemote(value) && launchedRemote(launched?.what)) s.report(BROAD, node, `The MCP server ${name} is reached over plain http: whoever is on the way reads and changes what its tools return.`, encrypted(s, node));
  }
}

/** Inside a container only what is mounted counts; the path itself is the container's own. */
function widePart(value: string, before: string, option: string | undefined, inContainer: boolean): string {
  if (!inContainer) return value;
  const mounts = ['-v', '--volume', '--mount'].includes(option ?? before);
  return mounts ? mountSource(value) ?? '' : '';
}

/** Packages that only pass on to a server elsewhere. */
const launchedRemote = (what: string | undefined): boolean => what !== undefined && /^(mcp-remote|supergateway|mcp-proxy)\b/.test(what);

function secretInUrl(url: string): boolean {
  const query = /[?#](.*)$/.exec(url)?.[1] ?? '';
  for (const part of query.split('&')) {
    const [key = '', value = ''] = part.split('=');
    if (namesSecret(key) && holdsSecret(value)) return true;
  }
  const password = /^[a-z][\w+.-]*:\/\/[^/?#@\s:]*:([^/?#@\s]+)@/i.exec(url)?.[1];
  return (password !== undefined && holdsSecret(password)) || looksLikeKey(url);
}

function secretRules(s: Settings, name: string, map: ConfigNode | undefined): void {
  for (const entry of entriesOf(map)) {
    if (entry.value.kind === 'map') { secretRules(s, name, entry.value); continue; }
    const value = scalarOf(entry.value);
    if (typeof value !== 'string') continue;
    if ((namesSecret(entry.key) && holdsSecret(value)) || looksLikeKey(value) || (/(_URL|_URI|_DSN|CONNECTION_STRING)$/i.test(entry.key) && secretInUrl(value))) {
      s.report(BROAD, entry, `${entry.key} of the MCP server ${name} is a secret in the clear: everyone who can read this file has it.`, secretOfUrl(s, entry.value, value, name) ?? referred(s, entry, value, name));
    }
  }
}

function approvalRules(s: Settings, name: string, server: ConfigMap): void {
  for (const entry of server.entries) {
    const key = plainKey(entry.key);
    if (PRE_APPROVED.has(key)) preApproved(s, name, entry);
    else if (key === 'trust' && flagOf(entry.value) === true) s.report(APPROVED, entry, `Every tool of the MCP server ${name} runs without asking.`, turned(s, entry));
    else if (/^(requireapproval|approvalmode|defaulttoolsapprovalmode)$/.test(key) && /^(never|approve|auto|none)$/i.test(textOf(entry.value) ?? '')) s.report(APPROVED, entry, `Every tool of the MCP server ${name} runs without asking.`, rewritten(s, entry.value, key === 'requireapproval' ? 'always' : 'prompt', 'Ask a person first'));
    else if (key === 'tools' && itemsOf(entry.value).some((item) => textOf(item) === '*')) s.report(BROAD, entry, `Every tool of the MCP server ${name} is handed to the agent, also those that later versions bring.`, without(s, itemsOf(entry.value).filter((item) => textOf(item) === '*'), 'Give it no tools but those that are named'));
    else if (key === 'tools' && entry.value.kind === 'map') {
      for (const tool of entry.value.entries) {
        const mode = entryOf(tool.value, 'approval_mode');
        if (mode && /^(approve|auto|never)$/i.test(textOf(mode.value) ?? '') && !readsByName(tool.key)) s.report(APPROVED, mode, `The tool ${tool.key} of the MCP server ${name} runs without asking.`, rewritten(s, mode.value, 'prompt', 'Ask a person first'));
      }
    }
  }
}

const ASK = 'Ask a person before these tools run';

function preApproved(s: Settings, name: string, entry: ConfigEntry): void {
  const flags = entriesOf(entry.value).filter(({ value }) => flagOf(value) !== false);
  const tools = entry.value.kind === 'list' ? itemsOf(entry.value).flatMap((item) => textOf(item) ?? []) : flags.map(({ key }) => key);
  const everything = turned(s, entry) ?? (entry.value.kind === 'scalar' ? without(s, [entry], ASK) : emptied(s, entry, ASK));
  if (flagOf(entry.value) === true || textOf(entry.value) === '*') return s.report(APPROVED, entry, `Every tool of the MCP server ${name} runs without asking.`, everything);
  if (tools.some((tool) => /^\*$|^\.\*$|^all$/i.test(tool))) return s.report(APPROVED, entry, `Every tool of the MCP server ${name} runs without asking, also those that later versions bring.`, everything);
  const changing = tools.filter((tool) => !readsByName(tool));
  if (changing.length === 0) return;
  const parts = entry.value.kind === 'list' ? entry.value.items.filter((item) => changing.includes(textOf(item) ?? '')) : flags.filter(({ key }) => changing.includes(key));
  s.report(APPROVED, entry, `${changing.join(', ')} of the MCP server ${name} run${changing.length === 1 ? 's' : ''} without asking, and by ${changing.length === 1 ? 'its name it changes' : 'their names they change'} something.`, without(s, parts, ASK));
}

const FROM_ENVIRONMENT = 'Take the secret from the environment';

/** The secret of an entry as a reference; words in front of it (`Bearer`) stay. A header has no name of its own for its secret. */
function referred(s: Settings, { key, value }: ConfigEntry, text: string, server: string): Change | undefined {
  const bare = text.replace(/^\s*(bearer|basic|token|apikey)\s+/i, '');
  return replacedIn(s, value, bare, reference(s, /^authorization$/i.test(key) ? `${server}_token` : key), FROM_ENVIRONMENT);
}

/** The secret of an address, among its parameters or before its host, as a reference. */
function secretOfUrl(s: Settings, node: ConfigNode, url: string, server: string): Change | undefined {
  const password = /^[a-z][\w+.-]*:\/\/[^/?#@\s:]*:([^/?#@\s]+)@/i.exec(url)?.[1];
  if (password !== undefined && holdsSecret(password)) return replacedIn(s, node, `:${password}@`, `:${reference(s, `${server}_password`)}@`, FROM_ENVIRONMENT);
  const found = [...url.matchAll(/[?&]([^=&#]+)=([^&#]+)/g)].find(([, key = '', value = '']) => namesSecret(key) && holdsSecret(value));
  return found === undefined ? undefined : replacedIn(s, node, `${found[1]}=${found[2]}`, `${found[1]}=${reference(s, `${server}_${found[1]}`)}`, FROM_ENVIRONMENT);
}

/** The project's folder in place of a whole disk or home; of a mount, on the side of the host. */
function narrowed(s: Settings, node: ConfigNode, value: string, inContainer: boolean): Change | undefined {
  const wide = inContainer ? mountSource(value) ?? value : value;
  const text = s.text.slice(node.start, node.end);
  const at = inContainer ? text.indexOf(wide) : text.lastIndexOf(wide);
  return at < 0 ? undefined : { title: 'Give it the folder of the project only', edits: [{ start: node.start + at, end: node.start + at + wide.length, newText: ownFolder(s) }] };
}

/** What a launcher fetches, with a version to be filled in. */
const pinned = (s: Settings, { argument, what, pin, kind }: Launched): Change | undefined => pin === null ? undefined :
  replacedIn(s, argument.node, what, pin, `Pin the ${kind === 'image' ? 'image' : 'version'}: put the one that you have checked in`);
