/** Whether a header seems to identify a real person: the direct identifiers of PS3.15 Annex E, weighed against the signs of de-identification. */
import type { Attributes } from './read.ts';
import { tagName } from './dictionary.ts';

export interface Identity {
  readonly where: string;
  readonly message: string;
  readonly confidence: 'high' | 'medium' | 'low';
}

/** Direct identifiers and what a real-looking value of each adds. A name alone is not enough: test data have invented names. */
const IDENTIFIERS: readonly { readonly tag: number; readonly name: string; readonly weight: number; readonly real: (value: string) => boolean }[] = [
  { tag: 0x00100010, name: 'PatientName', weight: 2, real: realName },
  { tag: 0x00100030, name: 'PatientBirthDate', weight: 1, real: realDate },
  { tag: 0x00100020, name: 'PatientID', weight: 0.6, real: realNumber },
  { tag: 0x00101000, name: 'OtherPatientIDs', weight: 0.6, real: realNumber },
  { tag: 0x00101040, name: 'PatientAddress', weight: 1.5, real: realText },
  { tag: 0x00102154, name: 'PatientTelephoneNumbers', weight: 1.5, real: (v) => /\d[\d ()/+.-]{5,}\d/.test(v) && !/5550?1\d\d|0123456|1234567/.test(v.replace(/\D/g, '')) },
  { tag: 0x00101060, name: 'PatientMotherBirthName', weight: 1.5, real: realName },
  { tag: 0x00101005, name: 'PatientBirthName', weight: 1.5, real: realName },
  { tag: 0x00101001, name: 'OtherPatientNames', weight: 1.5, real: realName },
  { tag: 0x00101090, name: 'MedicalRecordLocator', weight: 1, real: realNumber },
  { tag: 0x00102297, name: 'ResponsiblePerson', weight: 1, real: realName },
  { tag: 0x00080050, name: 'AccessionNumber', weight: 0.3, real: realNumber },
  { tag: 0x00080090, name: 'ReferringPhysicianName', weight: 0.5, real: realName },
  { tag: 0x00081050, name: 'PerformingPhysicianName', weight: 0.4, real: realName },
  { tag: 0x00081070, name: 'OperatorsName', weight: 0.3, real: realName },
  { tag: 0x00080081, name: 'InstitutionAddress', weight: 0.3, real: realText },
];

/** Points from which a header is reported, and from which it is reported with high confidence. */
const REPORTED = 2.9;
const SURE = 4;

const PATIENT_IDENTITY_REMOVED = 0x00120062;
const DEIDENTIFICATION_METHOD = 0x00120063;
const TRIAL_SUBJECT = 0x00120040;
const STUDY_UID = 0x0020000d;
const SOP_UID = 0x00080018;

/** UID roots of public collections and of libraries that make test data. */
const PUBLIC_ROOTS = [
  '1.3.6.1.4.1.14519.5.2.1', // The Cancer Imaging Archive
  '1.3.6.1.4.1.9328.50', // NBIA collections
  '1.3.6.1.4.1.9590.100.1', // CBIS-DDSM
  '1.2.826.0.1.3680043.8.498', // pydicom's generator
  '1.2.826.0.1.3680043.8.1055', // de-identification by Clunie's tools
  '1.3.6.1.4.1.5962.1', // Clunie's test images
  '1.2.276.0.7230010.3.1.4.8323329', // DCMTK on a test host
];

/** Words that say a name is none. */
const SYNTHETIC =
  /anon|deident|de-ident|pseudo|test|phantom|phant\b|demo|dummy|sample|example|patient|unknown|unnamed|noname|no name|nobody|subject|volunteer|control|calib|\bq[ac]\b|quality|water|acr\b|nema|\bdoe\b|mustermann|musterfrau|mustermensch|beispiel|dupont|lastname|firstname|surname|given|vorname|nachname|familienname|\bname\b|removed|redacted|hidden|blank|xxx|none|null|n\/a|fake|synthetic|simulat|virtual|dicom|image|compressed|series|study|case|pat\b|pacs|viewer|foo|bar\b|baz|lorem|ipsum|mouse|duck|simpson|rubo|toutatix|cardix|brebix|melanix|incisix|prostatix/i;

/** Names that the standard and common examples use. */
const KNOWN_EXAMPLES = /^(?:yamada|ﾔﾏﾀﾞ|山田|やまだ|adams\^john|buc\^j|äneas|aeneas|люк|hong\^gildong|洪\^吉洞|홍\^길동|wang\^xiao|王\^小|zhang\^xiao|διονυσι|قباني|שרון|smith\^john|john\^smith|jones\^|citizen\^|bloggs|public\^john|rossi\^mario|mario\^rossi|mustermann|jansen\^jan|perez\^juan|juan\^perez|ivanov\^ivan|иванов\^иван|li\^ming|李\^明)/iu;

/** The strongest identifiers of a header that seems to be a real person's; undefined where there is no reason to think so. */
export function identifiers(attributes: Attributes): Identity | undefined {
  const value = (tag: number): string => (attributes.get(tag) ?? '').trim();
  if (/^yes/i.test(value(PATIENT_IDENTITY_REMOVED)) || value(DEIDENTIFICATION_METHOD) !== '' || value(TRIAL_SUBJECT) !== '') return undefined;
  if (PUBLIC_ROOTS.some((root) => value(STUDY_UID).startsWith(root) || value(SOP_UID).startsWith(root))) return undefined;
  const name = value(0x00100010);
  if (name !== '' && (SYNTHETIC.test(name) || KNOWN_EXAMPLES.test(name))) return undefined;
  if (SYNTHETIC.test(value(0x00100020))) return undefined;
  const found = IDENTIFIERS.filter(({ tag, real }) => real(value(tag)));
  const points = found.reduce((sum, { weight }) => sum + weight, 0);
  if (points < REPORTED || found[0]!.weight < 1) return undefined;
  const listed = found.map(({ tag, name: keyword }) => `${keyword} ${tagName(tag)}`).join(', ');
  return { where: tagName(found[0]!.tag), confidence: points >= SURE ? 'medium' : 'low', message: `The header seems to identify a person: ${listed}.` };
}

/** Two words of letters with vowels, or two to four Chinese, Japanese or Korean characters; no digits, no initials. */
export function realName(value: string): boolean {
  if (value === '' || /\d/.test(value) || SYNTHETIC.test(value) || KNOWN_EXAMPLES.test(value)) return false;
  const parts = value.split('=')[0]!.split(/[\^ ,]+/).filter((p) => p !== '');
  if (/^[\u3400-\u9fff\uac00-\ud7af]{2,5}$/.test(parts.join(''))) return true;
  const words = parts.filter((p) => /^\p{L}[\p{L}'’.-]+$/u.test(p) && p.length >= 2);
  if (words.length < 2) return false;
  // Pseudonyms from hashes have no vowels or no shape.
  return words.slice(0, 2).every((w) => /[aeiouyäöüáéíóúàèìòùâêîôûåøæ\u0370-\u06ff]/i.test(w) && !/(.)\1\1/.test(w) && w.length < 25);
}

/** A day that is not a placeholder. */
export function realDate(value: string): boolean {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return year > 1905 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && !(month === 1 && day === 1) && !/^(\d)\1+$|^12345678$/.test(value);
}

/** A number as hospitals give them: at least four digits, not a run or repetition, not a hash. */
export function realNumber(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  return digits.length >= 4 && value.length <= 20 && !SYNTHETIC.test(value) && !/^0*(\d)\1*$|^0*1?2?3456?7?8?9?0?$/.test(digits);
}

function realText(value: string): boolean {
  return value.length >= 8 && /\p{L}{3}/u.test(value) && !SYNTHETIC.test(value);
}
