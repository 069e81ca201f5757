import { entriesBelow, entriesOf, flagOf, keyWords, plainKey, scalarOf, textOf, valueAt, type ConfigEntry, type ConfigMap, type ConfigNode } from '../../languages/config/node.ts';
import { hostOf, isLoopback } from '../../policy/endpoints.ts';
import { encrypted, rewritten, turned } from './changes.ts';
import { environmentOf } from './compose.ts';
import type { Settings } from './settings.ts';
import { isPlainRemote } from './words.ts';

const TRANSPORT = 'exposed-service/plaintext-clinical-transport';

/** Words of keys that lead to clinical systems. */
const CLINICAL = new Set(['fhir', 'dicomweb', 'dicom', 'pacs', 'orthanc', 'wado', 'qido', 'stow', 'hl7', 'ehr', 'emr', 'ris', 'his', 'vna', 'openmrs', 'openemr', 'hapi', 'dcm4chee', 'epic', 'cerner', 'patient', 'patients', 'modality', 'worklist', 'mllp', 'xds', 'mirth', 'healthlake', 'smart']);
const CLINICAL_PATH = /\/(fhir|dicom-?web|wado|wado-rs|qido-rs|stow-rs|baseR[45]|baseDstu\d|openmrs|dcm4chee-arc|orthanc|studies|instances)(\/|$|\?)/i;
/** Words of keys whose URL is connected to. */
const CONNECTED = new Set(['url', 'uri', 'endpoint', 'host', 'server', 'address', 'base', 'root', 'api', 'service', 'target', 'destination', 'location', 'origin', 'store', 'gateway', 'upstream', 'remote']);
/** Words of keys whose URL is a name, or is opened by a browser of its own. */
const NAMED = new Set(['cors', 'redirect', 'schema', 'namespace', 'system', 'profile', 'docs', 'documentation', 'issuer', 'canonical', 'identifier', 'callback', 'allowed', 'xmlns', 'homepage', 'license', 'example', 'proxy', 'valueset', 'codesystem']);
/** Hosts whose addresses are identifiers in the standards. */
const IDENTIFIERS = /(^|\.)(hl7\.org|loinc\.org|snomed\.info|unitsofmeasure\.org|dicom\.nema\.org|w3\.org|json-schema\.org|ihe\.net|nlm\.nih\.gov|xmlsoap\.org|springframework\.org|apache\.org|schemastore\.org|microsoft\.com)$/i;

/** Clinical data that leave in the clear, or for a server that does not have to prove who it is. */
export function transportRules(s: Settings): void {
  if (!isSettings(s) || !/http:|ws:|verify|ssl|tls|cert|unauthorized|insecure|trust/i.test(s.text)) return;
  for (const document of s.documents) {
    if (valueAt(document, 'resourceType') !== undefined || valueAt(document, 'swagger') !== undefined || valueAt(document, 'openapi') !== undefined) continue;
    for (const { entry, above, holder } of entriesBelow(document)) {
      urlRule(s, entry, above);
      certificateRule(s, entry, above, holder);
      if (entry.key === 'environment' || entry.key === 'env') for (const variable of variablesOf(entry.value)) {
        // Where name and value stand on lines of their own, the value is what is wrong.
        const at = { ...variable, start: variable.value.start, end: variable.value.end };
        urlRule(s, at, above);
        certificateRule(s, at, above, holder);
      }
    }
  }
}

/** Files of settings, by the names that frameworks and people give them; data, packages and test results are none. */
function isSettings(s: Settings): boolean {
  if (/(^|\/)(fixtures?|__snapshots__|testdata|test-data|examples?\/data|locales?|i18n)\//i.test(s.file)) return false;
  if (/^\.env|\.env$|\.properties$|\.(ini|cfg)$/.test(s.name)) return true;
  if (/^(package|composer|tsconfig|manifest|bower|lerna|nx|turbo|angular)\b.*\.json$/.test(s.name)) return false;
  return /config|settings|application|appsettings|bootstrap|compose|values|deployment|environment|\.ya?ml$|\.toml$|orthanc|gateway|server|service|agent|mcp/.test(s.name) && /\.(jsonc?|ya?ml|toml|json5)$/.test(s.name);
}

/** Lists of `NAME=value` and of `{ name, value }`, beside maps, which the walk sees by itself. */
export function variablesOf(node: ConfigNode): readonly ConfigEntry[] {
  if (node.kind !== 'list') return [];
  const named = node.items.flatMap((item): ConfigEntry[] => {
    const name = textOf(valueAt(item, 'name'));
    const value = valueAt(item, 'value');
    return name === undefined || value === undefined ? [] : [{ key: name, keySpan: item, start: item.start, end: item.end, value }];
  });
  return [...named, ...environmentOf(node)];
}

function urlRule(s: Settings, entry: ConfigEntry, above: readonly string[]): void {
  for (const node of entry.value.kind === 'list' ? entry.value.items : [entry.value]) {
    const url = textOf(node);
    if (url === undefined || url.length > 500 || !isPlainRemote(url) || /\s/.test(url.trim())) continue;
    const host = hostOf(url) ?? '';
    // Names without a dot are containers of the same network; so are services of a cluster.
    if ((!host.includes('.') && !host.includes(':')) || IDENTIFIERS.test(host) || /\.(svc|cluster\.local|svc\.cluster\.local)$/.test(host)) continue;
    const words = keyWords(entry.key);
    const path = [...above.flatMap(keyWords), ...words];
    // How MCP servers are reached is a matter of its own rule.
    if (path.some((word) => NAMED.has(word)) || ([...above, entry.key].some((key) => keyWords(key).some((word) => /^mcp/.test(word))) && /^(url|uri|endpoint)$/.test(words.at(-1) ?? ''))) continue;
    if (!words.some((word) => CONNECTED.has(word)) && !/^(url|uri|href|endpoint)s?$/.test(plainKey(entry.key)) && !words.some((word) => CLINICAL.has(word))) continue;
    if (path.some((word) => CLINICAL.has(word)) || path.some((word, i) => word === 'web' && path[i - 1] === 'dicom') || CLINICAL_PATH.test(url)) s.report(TRANSPORT, entry.value.kind === 'list' ? node : entry, `Patient data travel to ${host} in the clear.`, encrypted(s, node));
  }
}

const CHECKS_OFF = /^(verifyssl|sslverify|verifytls|tlsverify|sslverification|verifycertificates?|verifycert|certificateverification|certificatevalidation|checkcertificates?|verifypeers?|verifyhost(name)?|validatecertificates?|validatecerts?|rejectunauthorized|strictssl|verify|httpsverifypeers)$/;
const TRUSTS_ALL = /^(insecureskipverify|tlsskipverify|skiptlsverify|skipsslverification|sslskipverify|trustall(certificates|certs)?|trustallssl|acceptany(servercertificate|certificate)|dangerousacceptany(servercertificate|certificate)\w*|allowinvalidcertificates?|allowselfsigned(certificates?)?|allowuntrusted(certificates?)?|ignorecertificateerrors|ignoressl(errors)?|disablessl(verification|validation)?|disabletlsverification|disablecertificatevalidation)$/;
/** Switches of whole processes. */
const PROCESS_WIDE = new Map([['NODE_TLS_REJECT_UNAUTHORIZED', '0'], ['PYTHONHTTPSVERIFY', '0'], ['GIT_SSL_NO_VERIFY', '']]);

function certificateRule(s: Settings, entry: ConfigEntry, above: readonly string[], holder: ConfigMap): void {
  const wide = PROCESS_WIDE.get(entry.key);
  if (wide !== undefined && wide !== '' && String(scalarOf(entry.value)) === wide) return s.report(TRANSPORT, entry, `With ${entry.key} the process checks no server's certificate: anybody on the way can stand in for it.`, rewritten(s, entry.value, '1', `Set ${entry.key} to 1`));
  // A key may carry its system in front: `PACS_VERIFY_SSL`.
  const words = keyWords(entry.key);
  const bare = words.filter((word) => !CLINICAL.has(word) && !['web', 'server', 'client', 'api', 'http', 'https', 'base'].includes(word)).join('');
  const off = (CHECKS_OFF.test(bare) && flagOf(entry.value) === false) || (TRUSTS_ALL.test(bare) && flagOf(entry.value) === true);
  if (!off) return;
  const siblings = holder.entries.map(({ value }) => textOf(value) ?? '').filter((text) => /^https?:\/\//i.test(text));
  if (siblings.length > 0 && siblings.every((url) => isLoopback(url))) return;
  const clinical = [...words, ...above.flatMap(keyWords)].some((word) => CLINICAL.has(word)) || siblings.some((url) => CLINICAL_PATH.test(url)) || entriesOf(holder).some(({ key, value }) => keyWords(key).some((word) => CLINICAL.has(word)) && /^https?:/i.test(textOf(value) ?? ''));
  if (clinical) s.report(TRANSPORT, entry, `${entry.key} accepts every certificate: anybody on the way can stand in for the clinical system.`, turned(s, entry));
}

