import { UNKNOWN, join, type Value } from '../../resolve/value.ts';
import type { Engine } from '../engine.ts';

/** What stands for a part of a string constant that is not known. */
const HOLE = '\uFFFC';
/** Mappings of the environment of a process. */
const ENVIRONMENTS: ReadonlySet<string> = new Set(['os.environ', 'process.env', 'globalThis.process.env']);

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
