import { entriesBelow, entriesOf, entryOf, flagOf, itemsOf, keyWords, plainKey, scalarOf, textOf, valueAt, type ConfigEntry, type ConfigMap, type ConfigNode } from '../../languages/config/node.ts';
import { isLoopback } from '../../policy/endpoints.ts';
import { changesIn, orthancEnvironment, serverRules } from './orthanc.ts';
import { replacedMatch, rewritten, turned } from './changes.ts';
import type { Settings } from './settings.ts';
import { variablesOf } from './transport.ts';
import { isEverywhere } from './words.ts';

const LISTENER = 'exposed-service/open-dicom-listener';
const SERVER = 'exposed-service/open-imaging-server';
const ENDPOINT = 'exposed-service/unauthenticated-model-endpoint';

const ON_LOOPBACK = 'Listen on this machine only';

/** Something of every rule below stands in the text, so that other files need not be parsed. */
const HINTS = /0\.0\.0\.0|::|["']?[*+]["']?\s*$|["'][*+]["']|ORTHANC_|OLLAMA_HOST|Security|dicomNetworkConnection|rejectUnknownSources/im;

/** Servers that an application's own settings, an environment file or a manifest describe. */
export function listenerRules(s: Settings): void {
  if (/\.mdc?$/.test(s.name) || /^(package|tsconfig)\b.*\.json$/.test(s.name) || !HINTS.test(s.text)) return;
  for (const document of s.documents) {
    if (/rejectUnknownSources/i.test(s.text)) for (const { entry, above } of entriesBelow(document)) if (plainKey(entry.key) === 'rejectunknownsources' && flagOf(entry.value) === false && above.some((key) => plainKey(key) === 'scp')) s.report(LISTENER, entry, 'The DICOM listener takes any peer, known or not.', turned(s, entry));
    if (s.name === 'config.properties') torchServeRules(s, document);
    if (/^fastmcp\b.*\.json$/.test(s.name)) toolServerRules(s, document);
    if (/^\.env|\.env$/.test(s.name)) environmentRules(s, entriesOf(document));
    if (UNIT.test(s.file)) environmentRules(s, unitVariables(document));
    deviceRules(s, document);
    for (const { entry, above } of entriesBelow(document)) {
      // The environment of a container that publishes nothing: only other containers reach it.
      const inside = above[0] === 'services' && entry.key === 'environment' && entryOf(valueAt(document, 'services', above[1] ?? ''), 'ports') === undefined;
      if (entry.value.kind === 'map' && !inside) mapRules(s, entry.value, [...above, entry.key]);
      else if (entry.value.kind === 'list') for (const item of entry.value.items) if (item.kind === 'map') mapRules(s, item, [...above, entry.key]);
      signInRule(s, entry, above);
      if (/^(env|envVars|extraEnv|extraEnvVars)$/.test(entry.key)) environmentRules(s, entry.value.kind === 'map' ? entriesOf(entry.value) : variablesOf(entry.value));
    }
    if (document.kind === 'map') mapRules(s, document, []);
  }
}

const TITLE = /^(aetitle|aet|ae|calledaet(itle)?|scpaet(itle)?|localaet(itle)?|listenaet|dicomaet(itle)?|storeaet)$/;
const BIND = /^(host|bind|bindaddress|bindhost|bindto|address|listen|listenaddress|listenhost|interface|ip|hostname|dicomhost|scphost|serverhost)$/;
const PEER_CHECK = /^(require|check|verify|strict|validate|enforce|allowed?|accept(ed)?|known|trusted|permitted|whitelist(ed)?|allowlist(ed)?)?(called|calling|remote|peer|client)?(aets?|aetitles?|peers?|callers?|titles?|modalities|clients?|whitelist|allowlist|acl)(check|only|required)?$/;
const TLS = /^(usetls|tls|tlsenabled|enabletls|ssl|usessl|sslenabled|tlscert\w*|certfile|certificate|secure|dicomtls\w*|tlsconfig|sslcontext)$/;

/** A DICOM listener of an application: a title and a port, every interface, and neither peers nor TLS beside them. */
function mapRules(s: Settings, map: ConfigMap, above: readonly string[]): void {
  const keys = map.entries.map((entry) => ({ entry, key: bareKey(entry.key) }));
  const bind = keys.find(({ key, entry }) => BIND.test(key) && isEverywhere(String(scalarOf(entry.value) ?? '-')))?.entry;
  if (bind === undefined) return;
  const words = above.flatMap(keyWords);
  const title = keys.some(({ key }) => TITLE.test(key));
  const dicom = title || words.some((word) => /^(dicom|dimse|scp|storescp|pacs)$/.test(word));
  const port = keys.some(({ key }) => /port$/.test(key));
  if (dicom && port && !words.some((word) => /^(web|dicomweb|http|rest|api)$/.test(word)) && (title || words.some((word) => /^(scp|storescp|listener|dimse)$/.test(word)))) {
    const checked = keys.some(({ key, entry }) => !TITLE.test(key) && PEER_CHECK.test(key) && holds(entry.value));
    const encrypted = keys.some(({ key, entry }) => TLS.test(key) && holds(entry.value));
    if (!checked && !encrypted) s.report(LISTENER, bind, 'The DICOM listener takes any peer on every interface, without TLS.', rewritten(s, bind.value, '127.0.0.1', ON_LOOPBACK));
    return;
  }
  const off = keys.find(({ key, entry }) => isSwitchedOff(key, entry.value))?.entry;
  if (off === undefined) return;
  const about = [...words, ...keyWords(s.name), ...map.entries.flatMap(({ key, value }) => [...keyWords(key), ...(textOf(value) ?? '').toLowerCase().split(/[^a-z0-9]+/)])];
  if (about.some((word) => /^(dicom|dicomweb|pacs|orthanc|wado|vna)$/.test(word))) s.report(SERVER, off, 'The server answers on every interface, and its sign-in is switched off.', turned(s, off), rewritten(s, bind.value, '127.0.0.1', ON_LOOPBACK));
  else if (about.some((word) => /^(mcp|llm|model|models|agent|agents|ollama|openai|inference|ai|assistant|chat|copilot|rag|gpt|vllm|gateway)$/.test(word))) s.report(ENDPOINT, off, 'The service answers on every interface, and its sign-in is switched off.', turned(s, off), rewritten(s, bind.value, '127.0.0.1', ON_LOOPBACK));
}

/** A key without the words for what is served: `DICOM_SCP_HOST` is a host like `host`. */
function bareKey(key: string): string {
  const words = keyWords(key).filter((word) => !/^(dicom|scp|store|storescp|server|listener|dimse|mcp|api|http|app|web|service|gateway|ai)$/.test(word));
  return words.length === 0 ? plainKey(key) : words.join('');
}

/** A value that is there: neither off nor empty. */
function holds(node: ConfigNode): boolean {
  if (node.kind === 'list') return node.items.length > 0 && !node.items.some((item) => textOf(item) === '*');
  if (node.kind === 'map') return node.entries.length > 0 && !node.entries.some(({ key, value }) => /^enabled?$/.test(plainKey(key)) && flagOf(value) === false);
  return flagOf(node) !== false && node.value !== null && node.value !== '' && !/^(none|any|\*)$/i.test(String(node.value));
}

function isSwitchedOff(key: string, node: ConfigNode): boolean {
  const off = flagOf(node) === false || /^(none|disabled|off|anonymous|noauth|no_auth)$/i.test(textOf(node) ?? '');
  if (/^(auth|authentication|authenabled|enableauth|authenticationenabled|requireauth|authrequired|requireauthentication|authmode|authtype|useauth|requireapikey|requiretoken|requirelogin)$/.test(key)) {
    return off || entriesOf(node).some(({ key: inner, value }) => /^(enabled?|required|mode|type)$/.test(plainKey(inner)) && (flagOf(value) === false || /^(none|disabled|off|anonymous)$/i.test(textOf(value) ?? '')));
  }
  return /^(disableauth(entication)?|noauth|allowanonymous|anonymousaccess|skipauth|authdisabled)$/.test(key) && flagOf(node) === true;
}

/** The sign-in of servers that name it `Security.Enabled`, nested or with double underscores. */
function signInRule(s: Settings, entry: ConfigEntry, above: readonly string[]): void {
  if (flagOf(entry.value) !== false) return;
  const path = [...above, ...entry.key.split(/__|:/)].map((key) => key.toLowerCase());
  if (/(^|\.)(dicomserver|fhirserver)\.security\.enabled$/.test(path.join('.'))) s.report(SERVER, entry, 'The server answers everybody who reaches it: its sign-in is switched off.', turned(s, entry));
}

/** Units of systemd and what is dropped in beside them. */
const UNIT = /\.service$|\.service\.d\/[^/]+\.conf$/i;

/** Variables of a unit: `Environment="NAME=value"`. */
const unitVariables = (document: ConfigNode): readonly ConfigEntry[] => [...entriesBelow(document)].flatMap(({ entry }) => {
  const [, key, value] = entry.key === 'Environment' ? /^(\w+)=(.*)$/s.exec(textOf(entry.value) ?? '') ?? [] : [];
  return key === undefined || value === undefined ? [] : [{ ...entry, key, value: { ...entry.value, kind: 'scalar' as const, value } }];
});

function environmentRules(s: Settings, variables: readonly ConfigEntry[]): void {
  const orthanc = orthancEnvironment(variables, s);
  if (orthanc) serverRules({ get: orthanc, remote: flagOf(orthanc('RemoteAccessAllowed')?.value) !== false && flagOf(orthanc('HttpServerEnabled')?.value) !== false, ...changesIn(s) });
  for (const variable of variables) {
    const text = String(scalarOf(variable.value) ?? '');
    if (variable.key === 'OLLAMA_HOST' && isEverywhere(text.replace(/^https?:\/\//, '').replace(/:\d+\/?$/, '')) && (/^\.env|\.env$/.test(s.name) || UNIT.test(s.file))) s.report(ENDPOINT, variable, 'Ollama answers on every interface, and it asks nobody for a key.', replacedMatch(s, variable.value, /0\.0\.0\.0|\[?::\]?(?=:|["']?$)|\*/, '127.0.0.1', ON_LOOPBACK));
  }
}

/** How FastMCP serves tools: over HTTP on every interface, with no provider that checks who calls in its environment. */
function toolServerRules(s: Settings, document: ConfigNode): void {
  const deployment = valueAt(document, 'deployment');
  const host = entryOf(deployment, 'host');
  const checks = entriesOf(valueAt(deployment, 'env')).some(({ key, value }) => /^FASTMCP_SERVER_AUTH/.test(key) && holds(value));
  if (host === undefined || checks || !isEverywhere(textOf(host.value) ?? '') || !/^(http|sse|streamable-http)$/.test(textOf(valueAt(deployment, 'transport')) ?? '')) return;
  s.report(ENDPOINT, host, 'The tools are offered to everybody who reaches the machine, and nobody has to show a key.', rewritten(s, host.value, '127.0.0.1', ON_LOOPBACK));
}

/** Addresses of TorchServe, which asks for tokens only where nobody switched that off, and in old versions never. */
function torchServeRules(s: Settings, document: ConfigNode): void {
  const tokens = entriesOf(document).find(({ key }) => key === 'disable_token_authorization');
  if (flagOf(tokens?.value) === false) return;
  for (const entry of entriesOf(document)) {
    if (!/^(grpc_)?(inference|management)_address$/.test(entry.key) || !isEverywhere((textOf(entry.value) ?? '').replace(/^https?:\/\//, '').replace(/:\d+\/?$/, ''))) continue;
    s.report(ENDPOINT, entry, 'The server runs models, or loads them, for everybody who reaches it.', replacedMatch(s, entry.value, /0\.0\.0\.0|\[?::\]?(?=:|["']?$)|\*/, '127.0.0.1', ON_LOOPBACK));
  }
}

/** A device of dcm4che as JSON: connections on every interface without TLS, for an application that names no callers. */
function deviceRules(s: Settings, document: ConfigNode): void {
  const connections = entriesOf(document).find(({ key }) => key === 'dicomNetworkConnection');
  if (connections === undefined) return;
  const applications = itemsOf(entriesOf(document).find(({ key }) => key === 'dicomNetworkAE')?.value);
  const open = applications.length === 0 || applications.some((application) => {
    const names = [...entriesBelow(application)].find(({ entry }) => entry.key === 'dcmAcceptedCallingAETitle' || entry.key === 'dcmPreferredCallingAETitle');
    return names === undefined || itemsOf(names.entry.value).length === 0;
  });
  for (const connection of itemsOf(connections.value)) {
    const get = (key: string): ConfigEntry | undefined => [...entriesBelow(connection)].find(({ entry }) => entry.key === key)?.entry;
    const host = textOf(get('dicomHostname')?.value) ?? '';
    const port = get('dicomPort');
    if (!open || port === undefined || isLoopback(host) || !isEverywhere(textOf(get('dcmBindAddress')?.value) ?? (host === '' ? '-' : host)) || itemsOf(get('dicomTLSCipherSuite')?.value).length > 0) continue;
    s.report(LISTENER, port, 'The DICOM listener takes any peer on every interface, without TLS.');
  }
}
