import { DICOM_DICTIONARY_TEXT } from './dicomDictionary.ts';
import { Capacity } from './words.ts';

/** One element of the DICOM data dictionary (PS3.6). */
export interface DicomElement { readonly tag: string; readonly keyword: string; readonly vr: string }

let byKeyword: Map<string, DicomElement> | null = null;

function load(): Map<string, DicomElement> {
  const all = new Map<string, DicomElement>();
  for (const line of DICOM_DICTIONARY_TEXT.split('\n')) {
    const element = parseLine(line);
    if (element) all.set(element.keyword, element);
  }
  return all;
}

function parseLine(line: string): DicomElement | undefined {
  const [tag, keyword, vr] = line.split(' ');
  return tag && keyword && vr ? { tag, keyword, vr } : undefined;
}

/** Element of a keyword such as `StudyDescription`. */
export function elementByKeyword(keyword: string): DicomElement | undefined { return (byKeyword ??= load()).get(keyword); }

/** Element of a tag of 8 hex digits, any case. The lines are in the order of their tags, so that a file reader needs no table of all of them. */
export function elementByTag(tag: string): DicomElement | undefined {
  const wanted = tag.toUpperCase();
  // Offsets of line starts: the line before `low` is smaller than what is wanted, the one at `high` is not.
  let low = 1;
  let high = DICOM_DICTIONARY_TEXT.length;
  while (low < high) {
    const middle = DICOM_DICTIONARY_TEXT.lastIndexOf('\n', (low + high) >> 1) + 1;
    const start = middle < low ? low : middle;
    const end = DICOM_DICTIONARY_TEXT.indexOf('\n', start);
    if (end < 0) return undefined;
    const found = DICOM_DICTIONARY_TEXT.slice(start, start + 8);
    if (found === wanted) return parseLine(DICOM_DICTIONARY_TEXT.slice(start, end));
    if (found < wanted) low = end + 1;
    else high = start;
  }
  return undefined;
}

/** Tag digits in one of the spellings that libraries use: `00081030`, `x00081030`, `0x00081030`, `(0008,1030)`, `0008,1030`, `0008|1030`. */
export function tagDigits(text: string): string | undefined {
  const m = /^[x(]?(?:0x)?([0-9a-f]{4})[,|: ]?\s*(?:0x)?([0-9a-f]{4})\)?$/i.exec(text.trim());
  return m ? (m[1]! + m[2]!).toUpperCase() : undefined;
}
export const tagText = (digits: string): string => `(${digits.slice(0, 4).toLowerCase()},${digits.slice(4).toLowerCase()})`;

/** How much text a value of this VR can carry (PS3.5 §6.2: repertoire and maximum length). */
export function capacityOfVr(vr: string): Capacity {
  switch (vr) {
    case 'US': case 'SS': case 'UL': case 'SL': case 'FL': case 'FD': case 'AT': case 'UV': case 'SV':
    case 'OB': case 'OW': case 'OD': case 'OF': case 'OL': case 'OV': case 'ox': case 'xs': case 'IS': case 'DS': return Capacity.none;
    case 'DA': case 'TM': case 'DT': case 'UI': case 'CS': case 'AE': case 'AS': case 'SH': return Capacity.low;
    case 'LO': case 'PN': return Capacity.medium;
    default: return Capacity.high;
  }
}

/** Elements that identify a person directly (PS3.15 Annex E Table E.1-1, the entries that name or reach a person). */
const IDENTIFYING = new Set([
  'PatientName', 'PatientID', 'PatientBirthDate', 'PatientBirthName', 'PatientMotherBirthName', 'OtherPatientIDs', 'OtherPatientIDsSequence',
  'OtherPatientNames', 'PatientAddress', 'PatientTelephoneNumbers', 'PatientTelecomInformation', 'PatientComments', 'AdditionalPatientHistory',
  'AccessionNumber', 'IssuerOfPatientID', 'MilitaryRank', 'MedicalRecordLocator', 'InsurancePlanIdentification', 'ResponsiblePerson',
  'PatientReligiousPreference', 'CountryOfResidence', 'PersonName', 'PersonAddress', 'PersonTelephoneNumbers', 'PatientInsurancePlanCodeSequence',
  'PatientPrimaryLanguageCodeSequence', 'AdmissionID', 'IssuerOfAdmissionID', 'PatientInstitutionResidence', 'SpecialNeeds', 'MedicalAlerts', 'Allergies',
  'PatientBirthTime', 'EthnicGroup', 'Occupation', 'TextValue', 'ContentSequence', 'EncapsulatedDocument',
]);
export const isIdentifying = (keyword: string): boolean => IDENTIFYING.has(keyword);
