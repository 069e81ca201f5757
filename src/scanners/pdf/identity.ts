/** Whether the text of a page seems to identify a patient. */
import { realDate, realName, realNumber } from '../dicom/identity.ts';

const NAME = /(?:patient(?:'s)?(?:\s+name)?|name of patient|name des patienten|pat\.?[- ]?name|nom du patient|nombre del paciente|paciente|patientin|patient\/in)\s*[:：]\s*([\p{L}'’.-]+(?:[ ,^]+[\p{L}'’.-]+){1,3})/iu;
const BIRTH = /(?:date of birth|birth ?date|dob|d\.o\.b\.?|born|geb(?:oren|urtsdatum|\.)?(?: am)?|né(?:e)? le|date de naissance|fecha de nacimiento)\s*[:：]?\s*(\d{1,4}[-./ ](?:\d{1,2}|[A-Za-z]{3,9})[-./ ]\d{2,4})/iu;
const NUMBER = /(?:mrn|medical record (?:no\.?|number)|patient (?:id|no\.?|number)|pat\.?[- ]?(?:id|nr\.?)|hospital (?:no\.?|number)|nhs (?:no\.?|number)|ssn|social security (?:no\.?|number)|fallnummer|ipp)\s*[:：#]?\s*([A-Z]{0,3}[\d -]{4,})/iu;

export interface Person { readonly message: string; readonly confidence: 'medium' | 'low' }

/** A named person with a date of birth or a number; undefined where there is no reason to think so. */
export function personIn(page: string): Person | undefined {
  const name = NAME.exec(page)?.[1];
  if (name === undefined || !realName(name)) return undefined;
  const birth = BIRTH.exec(page)?.[1];
  const number = NUMBER.exec(page)?.[1]?.trim();
  const date = birth !== undefined && isDay(birth);
  const record = number !== undefined && realNumber(number);
  if (!date && !record) return undefined;
  const listed = ['a name', ...(date ? ['a date of birth'] : []), ...(record ? ['a record number'] : [])].join(', ');
  return { message: `The page seems to identify a patient: ${listed}.`, confidence: date && record ? 'medium' : 'low' };
}

/** A day that is written as people do and is no placeholder. */
function isDay(text: string): boolean {
  const parts = text.split(/[-./ ]/);
  if (parts.length !== 3) return false;
  if (parts.some((p) => /[A-Za-z]/.test(p))) return /^\d{4}$/.test(parts[2]!) || /^\d{4}$/.test(parts[0]!);
  const [year, month, day] = parts[0]!.length === 4 ? parts : [parts[2]!, parts[1]!, parts[0]!];
  if (year!.length !== 4) return false;
  const padded = (s: string | undefined): string => (s ?? '').padStart(2, '0');
  return realDate(`${year}${padded(month)}${padded(day)}`) || realDate(`${year}${padded(day)}${padded(month)}`);
}
