import { entriesOf, entryOf, flagOf, itemsOf, scalarOf, textOf, type ConfigEntry, type ConfigMap, type ConfigNode } from '../../languages/config/node.ts';
import { isLoopback } from '../../policy/endpoints.ts';
import { changesIn, orthancEnvironment, serverRules } from './orthanc.ts';
import { rewritten, turned, withoutOption, type Change } from './changes.ts';
import type { Settings } from './settings.ts';
import { openArchive, openModelServer, placeOfWord, wordsOf } from './images.ts';
import { withDefaults } from './words.ts';

const SERVER = 'exposed-service/open-imaging-server';
const ENDPOINT = 'exposed-service/unauthenticated-model-endpoint';

export function composeRules(s: Settings): void {
  if (!/\.ya?ml$/.test(s.name) || !/services/.test(s.text)) return;
  for (const document of s.documents) {
    for (const service of entriesOf(entryOf(document, 'services')?.value)) if (service.value.kind === 'map' && isService(service.value)) serviceRules(s, service.value, service.key);
  }
}

const isService = (map: ConfigMap): boolean => ['image', 'build', 'ports', 'environment', 'command', 'extends'].some((key) => entryOf(map, key) !== undefined);

function serviceRules(s: Settings, service: ConfigMap, name: string): void {
  const image = withDefaults(textOf(entryOf(service, 'image')?.value) ?? '');
  const environment = environmentOf(entryOf(service, 'environment')?.value);
  const open = publishedPorts(service);
  const onHost = textOf(entryOf(service, 'network_mode')?.value) === 'host';
  const orthanc = orthancEnvironment(environment, s);
  if (orthanc) {
    const remote = (open.length > 0 || onHost) && flagOf(orthanc('RemoteAccessAllowed')?.value) !== false && flagOf(orthanc('HttpServerEnabled')?.value) !== false;
    // A service whose ports stay between containers, or on this machine, meets no unknown peer.
    const reached = open.length > 0 || onHost;
    serverRules({ get: (option) => (reached || option === 'OrthancPeers' || option === 'DicomWeb' || option === 'HttpsVerifyPeers' ? orthanc(option) : undefined), remote, ...changesIn(s) });
  }
  const command = [entryOf(service, 'command')?.value, entryOf(service, 'entrypoint')?.value];
  const words = command.flatMap(wordsOf);
  const archive = openArchive(image);
  if (archive) for (const port of open) if (port.target === undefined || archive.ports.includes(port.target)) s.report(SERVER, port.place, `${name} publishes the web interface of an archive without accounts on every interface.`, loopback(s, port.place));
  const model = openModelServer(image, environment, words);
  if (model) {
    const ports = portsGiven(words) ?? model.ports;
    for (const port of open) if (port.target === undefined || ports.length === 0 || ports.includes(port.target)) s.report(ENDPOINT, port.place, `${name} answers for a model on every interface of the host, and nobody has to show a key.`, loopback(s, port.place));
    const host = entryOf(service, 'network_mode');
    if (onHost && host && !environment.some(({ key, value }) => /HOST$/.test(key) && isLoopback(String(scalarOf(value) ?? '')))) s.report(ENDPOINT, host, `${name} answers for a model on every interface of the host, and nobody has to show a key.`);
  }
  const remoteCode = placeOfWord(s, command, '--trust-remote-code');
  if (remoteCode) s.report('model-supply-chain/remote-model-code', remoteCode, 'Code that comes with the model runs in this container.', withoutOption(s, remoteCode, '--trust-remote-code'));
  securityRules(s, environment, open.length > 0 || onHost);
}

/** Code of a model that an image runs when it starts. */
export function dockerfileRules(s: Settings): void {
  if (!/dockerfile|containerfile/.test(s.name)) return;
  for (const document of s.documents) for (const { key, value } of entriesOf(document)) {
    const option = /^(run|cmd|entrypoint)$/.test(key) ? placeOfWord(s, [value], '--trust-remote-code') : undefined;
    if (option) s.report('model-supply-chain/remote-model-code', option, 'Code that comes with the model runs in this container.', withoutOption(s, option, '--trust-remote-code'));
  }
}

/** The port that a server is told to answer on: `--port 8081`, `--port=8081`. */
function portsGiven(words: readonly string[]): readonly number[] | undefined {
  const at = words.findIndex((word) => /^--port(=\d+)?$/.test(word));
  const port = at < 0 ? Number.NaN : Number(words[at]!.split('=')[1] ?? words[at + 1]);
  return Number.isInteger(port) ? [port] : undefined;
}

/** Environment as a map, or as a list of `NAME=value`. */
export function environmentOf(node: ConfigNode | undefined): readonly ConfigEntry[] {
  if (node?.kind === 'map') return node.entries.map((entry) => (entry.value.kind === 'scalar' && typeof entry.value.value === 'string' ? { ...entry, value: { ...entry.value, value: withDefaults(entry.value.value) } } : entry));
  return itemsOf(node).flatMap((item) => {
    const text = textOf(item);
    const pair = /^([\w.]+)=([\s\S]*)$/.exec(text ?? '');
    if (pair?.[1] === undefined || pair[2] === undefined) return [];
    const span = { start: item.start, end: item.end };
    return [{ key: pair[1], keySpan: span, ...span, value: { kind: 'scalar' as const, ...span, value: withDefaults(pair[2]) } }];
  });
}

interface Port { readonly place: ConfigNode; readonly target: number | undefined }

/** Ports that other machines reach: those that are not bound to loopback. */
function publishedPorts(service: ConfigMap): readonly Port[] {
  return itemsOf(entryOf(service, 'ports')?.value).flatMap((item): Port[] => {
    if (item.kind === 'map') {
      const host = textOf(entryOf(item, 'host_ip')?.value);
      return host !== undefined && isLoopback(host) && host !== '0.0.0.0' ? [] : [{ place: item, target: portNumber(String(scalarOf(entryOf(item, 'target')?.value) ?? '')) }];
    }
    const text = withDefaults(String(scalarOf(item) ?? '')).replace(/\/(tcp|udp)$/, '');
    const parts = /^(?:(\[[^\]]*\]|[^:]*):)?(?:([\d-]*|\$\{?\w+\}?):)?([\d-]+|\$\{?\w+\}?)$/.exec(text);
    if (parts === null) return [];
    // `8042:8042` has no address: its first part is a port.
    const address = parts[2] !== undefined ? parts[1] : undefined;
    if (address !== undefined && ((isLoopback(address) && address !== '0.0.0.0') || address.startsWith('$'))) return [];
    return [{ place: item, target: portNumber(parts[3] ?? '') }];
  });
}

const portNumber = (text: string): number | undefined => (/^\d+$/.test(text) ? Number(text) : undefined);

/** Servers of images and resources whose sign-in is a variable. */
function securityRules(s: Settings, environment: readonly ConfigEntry[], reached: boolean): void {
  if (!reached) return;
  for (const variable of environment) {
    if (/^(DicomServer|FhirServer|DicomCast)__Security__Enabled$/i.test(variable.key) && flagOf(variable.value) === false) s.report(SERVER, variable, 'The server answers everybody who reaches it: its sign-in is switched off.', turned(s, variable));
    if (variable.key === 'WEBUI_AUTH' && flagOf(variable.value) === false) s.report(ENDPOINT, variable, 'The chat answers everybody who reaches it: its sign-in is switched off.', turned(s, variable));
  }
}

/** Publishes a port on this machine only. */
function loopback(s: Settings, place: ConfigNode): Change | undefined {
  const title = 'Publish the port on this machine only';
  const text = s.text.slice(place.start, place.end);
  const edit = (newText: string): Change => ({ title, edits: [{ start: place.start, end: place.end, newText }] });
  if (place.kind === 'map') {
    const host = entryOf(place, 'host_ip');
    const target = entryOf(place, 'target');
    if (host !== undefined) return rewritten(s, host.value, '127.0.0.1', title);
    return target === undefined ? undefined : { title, edits: [{ start: target.start, end: target.start, newText: s.text[place.start] === '{' ? 'host_ip: "127.0.0.1", ' : `host_ip: 127.0.0.1${newlineBefore(s, target.start)}` }] };
  }
  const parts = /^(["']?)(?:(?:0\.0\.0\.0|\[::\]):)?((?:[\d-]+|\$\{[^}]*\}):(?:[\d-]+|\$\{[^}]*\})(?:\/\w+)?)\1$/.exec(text);
  // A port alone is published on one that the engine picks.
  const bare = /^(["']?)(\d+(?:\/\w+)?)\1$/.exec(text);
  return parts?.[2] !== undefined ? edit(`"127.0.0.1:${parts[2]}"`) : bare?.[2] !== undefined ? edit(`"127.0.0.1::${bare[2]}"`) : undefined;
}

/** A line end and the indentation of the line that an offset is on. */
function newlineBefore({ text }: Settings, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return `${text.includes('\r\n') ? '\r\n' : '\n'}${text.slice(start, at).replace(/[^\s]/g, ' ')}`;
}

