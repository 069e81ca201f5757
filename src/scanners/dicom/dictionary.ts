import { dictionary } from 'dcmjs/dictionary';

/** What PS3.6 says about an element. */
export interface DictionaryEntry { readonly vr: string; readonly keyword: string }

let entries: Map<number, DictionaryEntry> | undefined;

/** The dictionary that dcmjs ships, by tag number; built on first use. */
function load(): Map<number, DictionaryEntry> {
  entries = new Map();
  for (const [key, entry] of Object.entries(dictionary)) {
    const match = /^\(([0-9A-Fa-f]{4})(?:-[0-9A-Fa-f]{4})?,([0-9A-Fa-f]{4})\)$/.exec(key);
    if (match) entries.set(parseInt(match[1]! + match[2]!, 16), { vr: entry.vr ?? 'UN', keyword: entry.name });
  }
  return entries;
}

/** The entry for a tag, repeating groups (50xx, 60xx, 7Fxx) included. */
export function lookUp(tag: number): DictionaryEntry | undefined {
  const all = entries ?? load();
  const found = all.get(tag);
  if (found) return found;
  const group = tag >>> 16;
  const family = group >>> 8;
  if (family === 0x50 || family === 0x60 || family === 0x7f) return all.get(((family << 24) | (tag & 0xffff)) >>> 0);
  return undefined;
}

/** `(0008,1030)`. */
export const tagName = (tag: number): string => {
  const hex = tag.toString(16).toUpperCase().padStart(8, '0');
  return `(${hex.slice(0, 4)},${hex.slice(4)})`;
};

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
