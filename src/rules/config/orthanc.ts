import { readJson } from '../../languages/config/json.ts';
import { entriesBelow, entriesOf, entryOf, flagOf, itemsOf, scalarOf, textOf, type ConfigEntry, type ConfigNode } from '../../languages/config/node.ts';
import { isLoopback } from '../../policy/endpoints.ts';
import { encrypted, reference, replacedMatch, rewritten, turned, type Change } from './changes.ts';
import type { Settings } from './settings.ts';
import { isPlainRemote } from './words.ts';

const SERVER = 'exposed-service/open-imaging-server';
const TRANSPORT = 'exposed-service/plaintext-clinical-transport';

/** Options of Orthanc's own; two of them make a file its configuration, one does in a file that is named after it. */
const OPTIONS = new Set([
  'StorageDirectory', 'IndexDirectory', 'HttpServerEnabled', 'HttpPort', 'HttpBindAddresses', 'RemoteAccessAllowed', 'AuthenticationEnabled', 'RegisteredUsers', 'SslEnabled', 'SslCertificate',
  'DicomServerEnabled', 'DicomAet', 'DicomPort', 'DicomCheckCalledAet', 'DicomCheckModalityHost', 'DicomAlwaysAllowEcho', 'DicomAlwaysAllowStore', 'DicomAlwaysAllowFind', 'DicomAlwaysAllowFindWorklist', 'DicomAlwaysAllowGet',
  'DicomAlwaysAllowMove', 'DicomTlsEnabled', 'DicomTlsCertificate', 'DicomTlsRemoteCertificateRequired', 'DicomModalities', 'OrthancPeers', 'DicomWeb', 'ExecuteLuaEnabled', 'LuaScripts', 'RestApiWriteToFileSystemEnabled',
  'OverwriteInstances', 'HttpsVerifyPeers', 'OrthancExplorerEnabled', 'WebDavEnabled', 'StableAge', 'StorageCompression', 'UnknownSopClassAccepted', 'DefaultEncoding',
]);

/** Settings of one server, wherever they come from: an object, a folder of fragments, or environment variables. */
export interface OrthancSettings {
  get(option: string): ConfigEntry | undefined;
  /** Other machines reach its HTTP port. */
  readonly remote: boolean;
  report: Settings['report'];
  /** How a flag is turned over where it stands. */
  turn(entry: ConfigEntry): Change | undefined;
  /** How an address is made one with TLS where it stands. */
  encrypt(node: ConfigNode): Change | undefined;
  /** How a password is left to the environment. */
  refer(user: ConfigEntry): Change | undefined;
}

export function orthancRules(s: Settings): void {
  if (/\.ya?ml$/.test(s.name)) return chartRules(s);
  if (!/\.(json|jsonc)$/.test(s.name)) return;
  const own = s.documents[0];
  if (own === undefined || !isOrthanc(own, s.file)) return;
  // Orthanc reads all files of a folder as one configuration; what this file leaves open another may say.
  const others = s.beside.filter((file) => /\.jsonc?$/i.test(file)).flatMap((file) => s.sibling(file)).filter((document) => isFragment(document));
  const anywhere = (option: string): ConfigEntry | undefined => entryOf(own, option) ?? others.map((document) => entryOf(document, option)).find((entry) => entry !== undefined);
  const bound = itemsOf(anywhere('HttpBindAddresses')?.value).flatMap((item) => textOf(item) ?? []);
  const remote = flagOf(anywhere('RemoteAccessAllowed')?.value) === true && flagOf(anywhere('HttpServerEnabled')?.value) !== false && (bound.length === 0 || !bound.every((address) => isLoopback(address)));
  serverRules({ get: (option) => entryOf(own, option), remote, ...changesIn(s) }, anywhere);
}

/** Options of Orthanc among the values of a chart: a map that holds several of them. */
function chartRules(s: Settings): void {
  if (!/RemoteAccessAllowed/.test(s.text)) return;
  for (const document of s.documents) for (const { entry } of entriesBelow(document)) {
    const own = entry.value;
    if (entriesOf(own).filter(({ key }) => OPTIONS.has(key)).length < 3) continue;
    serverRules({ get: (option) => entryOf(own, option), remote: flagOf(entryOf(own, 'RemoteAccessAllowed')?.value) === true && flagOf(entryOf(own, 'HttpServerEnabled')?.value) !== false, ...changesIn(s) });
  }
}

function isOrthanc(document: ConfigNode, file: string): boolean {
  const known = entriesOf(document).filter(({ key }) => OPTIONS.has(key)).length;
  return known >= 2 || (known >= 1 && /orthanc/i.test(file));
}
const isFragment = (document: ConfigNode): boolean => entriesOf(document).some(({ key }) => OPTIONS.has(key));

/** Reporting and rewriting in a file. */
export const changesIn = (s: Settings): Pick<OrthancSettings, 'report' | 'turn' | 'encrypt' | 'refer'> => ({
  report: (...finding) => s.report(...finding),
  // In a variable that holds a whole object, the flag is one of many.
  turn: (entry) => turned(s, entry) ?? replacedMatch(s, entry, new RegExp(`(\\\\?"${entry.key}\\\\?"\\s*:\\s*)${String(flagOf(entry.value))}`), `$1${String(flagOf(entry.value) !== true)}`, `Set ${entry.key} to ${String(flagOf(entry.value) !== true)}`),
  encrypt: (node) => encrypted(s, node),
  refer: ({ key, value }) => rewritten(s, value, reference(s, `orthanc_password_${key}`), 'Take the password from the environment'),
});

/** Services that a peer may use without being listed; verifying the connection does no harm. */
const OPEN_SERVICES: Readonly<Record<string, string>> = {
  DicomAlwaysAllowStore: 'stores images', DicomAlwaysAllowFind: 'lists patients and studies', DicomAlwaysAllowFindWorklist: 'lists the worklist', DicomAlwaysAllowGet: 'fetches images', DicomAlwaysAllowMove: 'has images sent away',
};

/** Judges the settings of a server; `anywhere` also sees those of other files of the same server. */
export function serverRules(o: OrthancSettings, anywhere: (option: string) => ConfigEntry | undefined = o.get): void {
  if (o.remote) httpRules(o, anywhere);
  if (flagOf(anywhere('DicomServerEnabled')?.value) !== false) dicomRules(o, anywhere);
  peerRules(o);
}

function httpRules(o: OrthancSettings, anywhere: (option: string) => ConfigEntry | undefined): void {
  whenOff(o, 'AuthenticationEnabled', 'Other machines reach the REST interface, and nobody has to log in.');
  whenOff(o, 'SslEnabled', 'Other machines reach the REST interface without encryption.');
  whenOn(o, 'ExecuteLuaEnabled', 'Whoever reaches the REST interface can run scripts on the server.');
  whenOn(o, 'RestApiWriteToFileSystemEnabled', 'Whoever reaches the REST interface can write files on the server.');
  const users = o.get('RegisteredUsers');
  if (users === undefined || flagOf(anywhere('AuthenticationEnabled')?.value) === false) return;
  for (const user of entriesOf(users.value)) {
    const password = textOf(user.value);
    if (password !== undefined && isWellKnown(user.key, password)) o.report(SERVER, user, `The account ${user.key} has a password that everybody knows.`, o.refer(user));
  }
}

/** Accounts of the manuals and images, and passwords that repeat the name. */
const isWellKnown = (user: string, password: string): boolean => password.toLowerCase() === user.toLowerCase() || /^(orthanc|demo|admin|password|changeme|secret|test|1234(56(78)?)?|alicePassword)$/i.test(password) || password === '';

function dicomRules(o: OrthancSettings, anywhere: (option: string) => ConfigEntry | undefined): void {
  whenOff(o, 'DicomCheckCalledAet', 'The DICOM server answers peers that do not even know its title.');
  whenOff(o, 'DicomCheckModalityHost', 'The DICOM server takes a title for proof: a peer may call from any address.');
  whenOff(o, 'DicomTlsEnabled', 'Images and patient data reach the DICOM server in the clear.');
  if (flagOf(anywhere('DicomTlsEnabled')?.value) === true) whenOff(o, 'DicomTlsRemoteCertificateRequired', 'The DICOM server takes TLS connections of peers that show no certificate.');
  for (const [option, does] of Object.entries(OPEN_SERVICES)) whenOn(o, option, `Any peer ${does} here, known or not.`);
}

function peerRules(o: OrthancSettings): void {
  for (const peer of entriesOf(o.get('OrthancPeers')?.value)) urlRule(o, peer, 'peer');
  for (const server of entriesOf(entryOf(o.get('DicomWeb')?.value, 'Servers')?.value)) urlRule(o, server, 'DICOMweb server');
  const verify = o.get('HttpsVerifyPeers');
  if (verify && flagOf(verify.value) === false) o.report(TRANSPORT, verify, 'The certificates of other servers are not checked: anybody on the way can stand in for them.', o.turn(verify));
}

/** `"name": ["url", "user", "password"]`, or an object with `Url`. */
function urlRule(o: OrthancSettings, entry: ConfigEntry, what: string): void {
  const place = entry.value.kind === 'list' ? entry.value.items[0] : entryOf(entry.value, 'Url');
  const url = textOf(entry.value.kind === 'list' ? entry.value.items[0] : entryOf(entry.value, 'Url')?.value);
  if (place !== undefined && url !== undefined && isPlainRemote(url)) o.report(TRANSPORT, place, `Images and patient data travel to the ${what} ${entry.key} in the clear.`, o.encrypt('keySpan' in place ? place.value : place));
}

function whenOff(o: OrthancSettings, option: string, message: string): void {
  const entry = o.get(option);
  if (entry && flagOf(entry.value) === false) o.report(SERVER, entry, message, o.turn(entry));
}

function whenOn(o: OrthancSettings, option: string, message: string): void {
  const entry = o.get(option);
  if (entry && flagOf(entry.value) === true) o.report(SERVER, entry, message, o.turn(entry));
}

/**
 * Settings of an Orthanc container by environment: `ORTHANC__SECTION__OPTION_NAME`, and `ORTHANC_JSON` with a whole object in it.
 * Undefined where there are none. The images of the Orthanc team allow remote access unless they are told otherwise.
 */
export function orthancEnvironment(variables: readonly ConfigEntry[], s: Settings): ((option: string) => ConfigEntry | undefined) | undefined {
  const options = new Map<string, ConfigEntry>();
  for (const variable of variables) {
    const text = String(scalarOf(variable.value) ?? '');
    if (variable.key === 'ORTHANC_JSON') {
      const block = s.inside('orthanc.json', variable.value)?.documents[0];
      for (const entry of entriesOf(block)) options.set(entry.key, entry);
      if (entriesOf(block).length > 0) continue;
      const json = readJson(text);
      // The text may be folded or quoted, so that what it holds stands at the variable.
      for (const entry of entriesOf(json)) options.set(entry.key, { key: entry.key, keySpan: variable.keySpan, start: variable.start, end: variable.end, value: atVariable(entry.value, variable) });
      continue;
    }
    const path = /^ORTHANC__(\w+)$/.exec(variable.key)?.[1]?.split('__').map(camel);
    if (path?.[0] === undefined) continue;
    const value = /^\s*[[{]/.test(text) ? readJson(text) ?? variable.value : variable.value;
    if (path.length === 1) options.set(path[0], { ...variable, key: path[0], value: value === variable.value ? value : atVariable(value, variable) });
    else if (path[0] === 'DicomWeb' && path[1] === 'Servers') options.set('DicomWeb', nested(variable, path, value));
  }
  return options.size === 0 ? undefined : (option) => options.get(option);
}

const camel = (words: string): string => words.toLowerCase().split('_').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');

/** Everything inside a variable's JSON stands at the variable. */
function atVariable(node: ConfigNode, variable: ConfigEntry): ConfigNode {
  const span = { start: variable.start, end: variable.end };
  if (node.kind === 'scalar') return { ...node, ...span };
  if (node.kind === 'list') return { ...node, ...span, items: node.items.map((item) => atVariable(item, variable)) };
  return { ...node, ...span, entries: node.entries.map((entry) => ({ ...entry, ...span, value: atVariable(entry.value, variable) })) };
}

function nested(variable: ConfigEntry, path: readonly string[], value: ConfigNode): ConfigEntry {
  const span = { start: variable.start, end: variable.end };
  return path.reduceRight<ConfigEntry>((inner, key, i) => (i === path.length - 1 ? inner : { key, keySpan: variable.keySpan, ...span, value: { kind: 'map', ...span, entries: [inner] } }),
    { key: path.at(-1) ?? '', keySpan: variable.keySpan, ...span, value: atVariable(value, variable) });
}

