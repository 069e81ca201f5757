import { ancestry, type ClassInfo } from '../../resolve/program.ts';
import { UNKNOWN, join, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';

/** What stands for a part of a string constant that is not known. */
const HOLE = '\uFFFC';
/** Mappings that hold what the operator has set: the environment of a process, the configuration of a host. */
const ENVIRONMENTS: ReadonlySet<string> = new Set([
  'os.environ', 'process.env', 'globalThis.process.env', 'Microsoft.Extensions.Configuration.IConfiguration()', 'Microsoft.Extensions.Configuration.ConfigurationManager()',
]);

/** Clinical systems by the words that settings are named with, and a host's name that rows know them by. */
const SYSTEMS: ReadonlyMap<string, string> = new Map([
  ['fhir', 'fhir'], ['hapi', 'fhir'], ['ehr', 'ehr'], ['emr', 'emr'], ['epic', 'epic'], ['cerner', 'cerner'], ['openmrs', 'openmrs'], ['ris', 'ris'], ['his', 'his'], ['lis', 'lis'],
  ['pacs', 'pacs'], ['vna', 'pacs'], ['orthanc', 'orthanc'], ['dicomweb', 'dicom-web'], ['qido', 'qido'], ['wado', 'wado'], ['stow', 'stow'],
]);
const ADDRESSES: ReadonlySet<string> = new Set(['url', 'uri', 'base', 'root', 'host', 'endpoint', 'address', 'server', 'api']);

/**
 * What a setting of the operator may be, by its name: unknown, and where the name says that it is the address of a clinical system
 * (`RIS_BASE_URL`, `Fhir:Endpoint`), an address of such a host as well. What stands behind it is then that system, not just any host.
 */
export function settingNamed(e: Engine, name: string): Value {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z\d]+/).filter(Boolean);
  const system = words.flatMap((w, i) => SYSTEMS.get(w) ?? (w === 'dicom' && words[i + 1] === 'web' ? 'dicom-web' : []))[0];
  return system !== undefined && ADDRESSES.has(words.at(-1)!) ? join(e.constant(`https://${system}${HOLE}`, true), UNKNOWN) : UNKNOWN;
}

/** A variable of the environment that is read as a member of it; undefined for members of anything else. */
export const environmentSetting = (e: Engine, holder: string, name: string): Value | undefined => ENVIRONMENTS.has(holder) ? settingNamed(e, name) : undefined;

/** What stands in a field that nobody sets, where an annotation names the setting (`@Value("${ris.url}")`) or the class is one of settings. */
export function declaredSetting(e: Engine, cls: ClassInfo, name: string): Value {
  for (const c of ancestry(cls).classes) {
    const field = c.ir.fields.find((x) => x.name === name);
    if (!field) continue;
    const written = field.annotations?.find((x) => x.name.split('.').pop() === 'Value')?.args['value'];
    if (typeof written === 'string') return settingNamed(e, /^\$\{([\w.-]+)/.exec(written)?.[1] ?? '');
    return OF_SETTINGS.test(c.ir.name) ? settingNamed(e, `${c.ir.name.replace(OF_SETTINGS, '')} ${name}`) : UNKNOWN;
  }
  return UNKNOWN;
}
const OF_SETTINGS = /(Settings|Options|Config|Configuration|Properties)$/;
