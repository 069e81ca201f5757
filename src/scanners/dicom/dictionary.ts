import { elementByTag } from '../../base/dicom.ts';

/** What PS3.6 says about an element. */
export interface DictionaryEntry { readonly vr: string; readonly keyword: string }

/** Entries that were looked up, by tag number; `null` for unknown tags. */
const known = new Map<number, DictionaryEntry | null>();

/** Tags that are kept: files of one study share theirs, hostile files invent them. */
const MAX_KNOWN = 20_000;

/** The entry for a tag, repeating groups (50xx, 60xx) included. */
export function lookUp(tag: number): DictionaryEntry | undefined {
  const kept = known.get(tag);
  if (kept !== undefined) return kept ?? undefined;
  const digits = tagDigits(tag);
  // Curves and overlays are listed with the first of their groups.
  const found = elementByTag(digits) ?? (/^[56]0/.test(digits) ? elementByTag(`${digits.slice(0, 2)}00${digits.slice(4)}`) : undefined);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(tag, found ?? null);
  return found;
}

const digitsOf = new Map<number, string>();
const namesOf = new Map<number, string>();

/** `00081030`. */
export const tagDigits = (tag: number): string => kept(digitsOf, tag, spellDigits);

/** `(0008,1030)`. */
export const tagName = (tag: number): string => kept(namesOf, tag, spellName);

const spellDigits = (tag: number): string => tag.toString(16).toUpperCase().padStart(8, '0');

function spellName(tag: number): string {
  const digits = spellDigits(tag);
  return `(${digits.slice(0, 4)},${digits.slice(4)})`;
}

function kept(spelled: Map<number, string>, tag: number, spell: (tag: number) => string): string {
  const known = spelled.get(tag);
  if (known !== undefined) return known;
  const made = spell(tag);
  if (spelled.size >= MAX_KNOWN) spelled.clear();
  spelled.set(tag, made);
  return made;
}

/** What the dictionary writes where the standard leaves a choice, and a VR that fits it. */
const PLACEHOLDERS: Readonly<Record<string, string>> = { xs: 'US', ox: 'OW', up: 'UL', lt: 'OW', na: 'UN' };

/** VR of an element in an implicit VR encoding. */
export function implicitVr(tag: number): string {
  const group = tag >>> 16;
  const element = tag & 0xffff;
  if (element === 0) return 'UL';
  if (group & 1) return element >= 0x10 && element <= 0xff ? 'LO' : 'UN';
  const vr = lookUp(tag)?.vr ?? 'UN';
  return PLACEHOLDERS[vr] ?? vr;
}
