import { markedText } from '../sniff.ts';
import type { Texts } from './read.ts';

/** Fields that hold codes and times only would be noise; a value is looked at when it has a letter and some length. */
const SHORTEST = 4;

/** Encodings by their names in MSH-18 (table 0211). */
const SETS: Readonly<Record<string, string>> = {
  '8859/1': 'iso-8859-1', '8859/2': 'iso-8859-2', '8859/3': 'iso-8859-3', '8859/4': 'iso-8859-4', '8859/5': 'iso-8859-5', '8859/6': 'iso-8859-6', '8859/7': 'iso-8859-7', '8859/8': 'iso-8859-8', '8859/9': 'iso-8859-9', '8859/15': 'iso-8859-15',
  'GB 18030-2000': 'gb18030', 'GB 2312-1980': 'gb18030', 'KS X 1001': 'euc-kr', 'BIG-5': 'big5', 'ISO IR14': 'shift_jis', 'ISO IR87': 'iso-2022-jp', 'UNICODE UTF-16': 'utf-16be',
};

/** Bytes in which the first header stands. */
const HEADER_REACH = 4096;

/** The text of a message: UTF-8 if it is, else in the set that its header names. */
export function decodeHl7(bytes: Uint8Array): string {
  const marked = markedText(bytes);
  const header = /(?:^|[\r\n\v])MSH(.)[^\r\n]*/.exec(new TextDecoder('latin1').decode(bytes.subarray(0, HEADER_REACH)));
  const [set = ''] = header?.[0].trim().split(header[1]!)[17]?.split('~') ?? [];
  const label = SETS[set.trim().toUpperCase()];
  if (label === undefined) return marked;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(label).decode(bytes);
  }
}

/** Reads an HL7 v2 message or batch with the delimiters that its header names. */
export function readHl7(text: string, texts: Texts): boolean {
  const header = /(?:^|[\r\n\v\s])MSH(.)(.)(.)(.)(.)/.exec(text);
  const field = header?.[1] ?? '|';
  const repetition = header?.[3] ?? '~';
  const escape = header?.[4] ?? '\\';
  const component = header?.[2] ?? '^';
  const counts = new Map<string, number>();
  /** The field that is last in its segment, and goes on where ADD segments follow (chapter 2.10.2). */
  let last: { value: string; readonly start: number; end: number; readonly where: string; readonly label: string; continued: boolean } | undefined;
  const close = (): void => {
    if (last?.continued) texts.add(unescapeHl7(last.value, escape, component), last.where, `${last.label} with what continues it`, last.start, last.end, 'narrative');
    last = undefined;
  };
  for (const segment of text.matchAll(/[^\r\n\v\x1c]+/g)) {
    const fields = segment[0].split(field);
    const name = fields[0]!.trim();
    if (name === 'ADD' && last !== undefined) {
      last.value += fields.slice(1).join(field);
      last.end = segment.index + segment[0].length;
      last.continued = true;
    } else close();
    if (!/^[A-Z][A-Z0-9]{2}$/.test(name)) {
      // A line break inside a field: the text goes on.
      if (segment[0].trim().length >= SHORTEST) texts.add(segment[0], 'continued line', 'text outside a segment', segment.index, segment.index + segment[0].length, 'narrative');
      continue;
    }
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    let at = segment.index + fields[0]!.length + 1;
    // MSH-1 is the delimiter itself.
    const shift = name === 'MSH' ? 1 : 0;
    for (let i = 1; i < fields.length; i++) {
      const value = fields[i]!;
      if (value.length >= SHORTEST && /\p{L}/u.test(value)) {
        const number = i + shift;
        if (!(name === 'MSH' && number === 2)) repetitions(value, at, `${name}${count > 1 ? `[${count - 1}]` : ''}-${number}`, `${name}-${number}`);
      }
      if (i === fields.length - 1 && name !== 'ADD') last = { value, start: at, end: at + value.length, where: `${name}${count > 1 ? `[${count - 1}]` : ''}-${i + shift}`, label: `${name}-${i + shift}`, continued: false };
      at += value.length + 1;
    }
  }
  close();
  return true;

  function repetitions(value: string, start: number, where: string, label: string): void {
    const parts = value.split(repetition);
    let at = start;
    parts.forEach((part, index) => {
      const place = parts.length > 1 ? `${where}[${index}]` : where;
      // Encapsulated data (chapter 2A.25): source, type, subtype, encoding, data.
      const data = new RegExp(`${literal(component)}base64${literal(component)}(.*)$`, 'is').exec(part)?.[1];
      if (data !== undefined && texts.attach(unescapeHl7(data, escape, component), place, at, at + part.length)) {
        at += part.length + 1;
        return;
      }
      const read = unescapeHl7(part, escape, component);
      if (read.trim().length >= SHORTEST) texts.add(read, place, label, at, at + part.length, /^(?:OBX-5|NTE-3|OBR-13)/.test(label) ? 'narrative' : `segment ${where}`);
      at += part.length + 1;
    });
  }
}

/** A delimiter in a regular expression. */
const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** HL7 escape sequences (chapter 2.7) as the characters they stand for. Components stay apart by a comma. */
export function unescapeHl7(value: string, escape: string, component: string): string {
  let out = value.replaceAll(component, ', ');
  if (!out.includes(escape)) return out;
  const mark = literal(escape);
  out = out.replace(new RegExp(`${mark}([^${mark}]{1,200})${mark}`, 'g'), (_all, code: string) => {
    if (code === 'F') return '|';
    if (code === 'S') return '^';
    if (code === 'T') return '&';
    if (code === 'R') return '~';
    if (code === 'E') return '\\';
    if (code === 'H' || code === 'N') return '';
    if (/^X(?:[0-9A-Fa-f]{2})+$/.test(code)) return new TextDecoder().decode(Uint8Array.from(code.slice(1).match(/../g)!, (h) => parseInt(h, 16)));
    if (/^\.(?:br|sp|ce|in|ti|fi|nf|sk)/.test(code)) return ' ';
    return ' ';
  });
  return out;
}
