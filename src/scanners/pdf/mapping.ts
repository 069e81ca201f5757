/** Text that is extracted against what the glyphs show: ToUnicode maps (9.10.3) and ActualText (14.9.4). */
import type { ArtifactText, StructureFact } from '../artifact.ts';
import { CosReader, isArray, isDict, isName, isString, isWord, text as bytesText, textString, type Cos, type CosDict } from './cos.ts';
import type { PdfObject, PdfObjects } from './objects.ts';
import { glyphCharacters } from './trueType.ts';

/** Letters of one font that have to be mapped to other letters before it is told: one or two are mistakes of a writer. */
const TOLD_LETTERS = 3;

/** Letters that one glyph may stand for. The longest ligatures of real fonts (ﷺ) have 18. */
const LONGEST_LIGATURE = 20;

/** Replacement texts this much longer than what is shown are another text. */
const LONGER = 12;

export function readMappings(objects: PdfObjects, facts: StructureFact[], texts: ArtifactText[]): void {
  for (const object of objects.all) {
    if (objects.get(object.number) !== object || !isDict(object.value)) continue;
    if (objects.name(object.value, 'Type') === 'Font') readFont(objects, object, object.value, facts);
    else if (object.stream) readActualText(objects, object, object.value, facts, texts);
  }
}

function readFont(objects: PdfObjects, object: PdfObject, font: CosDict, facts: StructureFact[]): void {
  const stream = objects.streamOf(font.entries.get('ToUnicode'));
  const data = stream && objects.data(stream);
  if (!data) return;
  const map = toUnicode(data);
  const name = objects.name(font, 'BaseFont') ?? 'unnamed';
  const long = [...map.values()].find((text) => (text.match(/\p{L}/gu)?.length ?? 0) > LONGEST_LIGATURE);
  if (long) {
    facts.push({ kind: 'deceptive-mapping', where: `object ${object.number}`, message: `one glyph of the font ${name} is read as a whole text: “${shown(long)}”` });
    return;
  }
  const glyphs = encodingOf(objects, font) ?? programOf(objects, font);
  if (!glyphs) return;
  const differing = [...map].flatMap(([code, text]) => {
    const glyph = glyphs(code);
    return glyph !== undefined && /^\p{L}$/u.test(text) && deceives(glyph, text) ? [`${glyph} as ${text}`] : [];
  });
  if (differing.length >= TOLD_LETTERS) {
    facts.push({ kind: 'deceptive-mapping', where: `object ${object.number}`, message: `the font ${name} shows letters that are read as others: ${differing.slice(0, 4).join(', ')}` });
  }
}

/** Small capitals and accents are drawn with their base letters. */
const deceives = (glyph: string, text: string): boolean => base(glyph) !== base(text);
const base = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** What a code of a simple font shows, by its encoding; undefined where only the font program knows. */
function encodingOf(objects: PdfObjects, font: CosDict): ((code: number) => string | undefined) | undefined {
  const subtype = objects.name(font, 'Subtype');
  if (subtype !== 'Type1' && subtype !== 'TrueType' && subtype !== 'MMType1') return undefined;
  const encoding = objects.entry(font, 'Encoding');
  const descriptor = objects.entry(font, 'FontDescriptor');
  const flags = objects.entry(descriptor, 'Flags');
  const symbolic = typeof flags === 'number' && (flags & 4) !== 0;
  const named = isName(encoding) ? encoding.value : objects.name(encoding, 'BaseEncoding');
  const embedded = isDict(descriptor) && ['FontFile', 'FontFile2', 'FontFile3'].some((k) => descriptor.entries.has(k));
  const standard = named === 'WinAnsiEncoding' || named === 'MacRomanEncoding' || named === 'StandardEncoding' || (!embedded && !symbolic && encoding === undefined && !/Symbol|Dingbats/i.test(objects.name(font, 'BaseFont') ?? ''));
  const differences = new Map<number, string>();
  const list = objects.entry(encoding, 'Differences');
  if (isArray(list)) {
    let code = 0;
    for (const item of list.items) {
      if (typeof item === 'number') code = item;
      else if (isName(item)) differences.set(code++, item.value);
    }
  }
  if (!standard && differences.size === 0) return undefined;
  // A viewer goes by the codes of a symbolic TrueType font, not by names.
  if (embedded && symbolic && subtype === 'TrueType') return undefined;
  return (code) => {
    const name = differences.get(code);
    if (name !== undefined) return /^[A-Za-z]$/.test(name) ? name : undefined;
    // With an embedded TrueType font a standard encoding is often only a formality: the writer numbers the letters as it likes.
    return standard && !(embedded && (symbolic || subtype === 'TrueType')) && ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)) ? String.fromCharCode(code) : undefined;
  };
}

/** What a code of a composite font shows, where codes are glyph numbers and the font program says what its glyphs are. */
function programOf(objects: PdfObjects, font: CosDict): ((code: number) => string | undefined) | undefined {
  if (objects.name(font, 'Subtype') !== 'Type0' || objects.name(font, 'Encoding') !== 'Identity-H') return undefined;
  const descendants = objects.entry(font, 'DescendantFonts');
  const descendant = isArray(descendants) ? objects.resolve(descendants.items[0]) : undefined;
  const toGlyphs = objects.entry(descendant, 'CIDToGIDMap');
  if (objects.name(descendant, 'Subtype') !== 'CIDFontType2' || (toGlyphs !== undefined && !isName(toGlyphs))) return undefined;
  const descriptor = objects.entry(descendant, 'FontDescriptor');
  const program = isDict(descriptor) ? objects.streamOf(descriptor.entries.get('FontFile2')) : undefined;
  const data = program && objects.data(program);
  const glyphs = data && glyphCharacters(data);
  return glyphs && ((code) => {
    const character = glyphs.get(code);
    return character !== undefined && /^[A-Za-z]$/.test(character) ? character : undefined;
  });
}

/** Codes that are kept of one map. */
const MAX_CODES = 65_536;

function toUnicode(data: Uint8Array): Map<number, string> {
  const map = new Map<number, string>();
  const reader = new CosReader(data);
  const pending: Cos[] = [];
  for (let item = reader.next(); item !== undefined && map.size < MAX_CODES; item = reader.next()) {
    if (!isWord(item)) {
      pending.push(item);
      continue;
    }
    if (item.value === 'endbfchar') {
      for (let i = 0; i + 1 < pending.length; i += 2) set(map, pending[i], pending[i + 1]);
    } else if (item.value === 'endbfrange') {
      for (let i = 0; i + 2 < pending.length; i += 3) range(map, pending[i], pending[i + 1], pending[i + 2]);
    }
    pending.length = 0;
  }
  return map;
}

const codeOf = (cos: Cos | undefined): number => (isString(cos) ? [...cos.value].reduce((n, c) => n * 256 + c.charCodeAt(0), 0) : -1);
const utf16 = (value: string): string => textString(`\xfe\xff${value}`);

function set(map: Map<number, string>, code: Cos | undefined, target: Cos | undefined): void {
  if (isString(target) && codeOf(code) >= 0) map.set(codeOf(code), utf16(target.value));
}

function range(map: Map<number, string>, low: Cos | undefined, high: Cos | undefined, target: Cos | undefined): void {
  const from = codeOf(low);
  const to = Math.min(codeOf(high), from + 0xffff);
  for (let code = from; from >= 0 && code <= to && map.size < MAX_CODES; code++) {
    if (isArray(target)) set(map, { kind: 'string', value: String.fromCharCode((code >> 8) & 0xff, code & 0xff) }, target.items[code - from]);
    else if (isString(target)) {
      const first = utf16(target.value);
      const last = first.codePointAt(first.length - 1) ?? 0;
      map.set(code, first.slice(0, -1) + String.fromCodePoint(Math.min(0x10ffff, last + code - from)));
    }
  }
}

/** Replacement texts in content streams, against what is shown while they hold. */
function readActualText(objects: PdfObjects, object: PdfObject, dict: CosDict, facts: StructureFact[], texts: ArtifactText[]): void {
  const type = objects.name(dict, 'Type');
  if (objects.name(dict, 'Subtype') === 'Image' || (type !== undefined && type !== 'XObject') || dict.entries.has('Length1')) return;
  const data = objects.data(object);
  if (!data || !includes(data, '/ActualText')) return;
  const reader = new CosReader(data);
  const open: ({ text: string; shown: string; codes: number; plain: boolean; painted: boolean } | undefined)[] = [];
  let pending: Cos[] = [];
  let number = 0;
  for (let item = reader.next(); item !== undefined; item = reader.next()) {
    if (!isWord(item)) {
      if (pending.length < 16) pending.push(item);
      continue;
    }
    const operator = item.value;
    if (operator === 'BMC') open.push(undefined);
    else if (operator === 'BDC') {
      const properties = pending[1];
      const actual = isDict(properties) ? properties.entries.get('ActualText') : undefined;
      open.push(isString(actual) ? { text: textString(actual.value), shown: '', codes: 0, plain: true, painted: false } : undefined);
    } else if (operator === 'EMC') {
      const span = open.pop();
      if (span) {
        number++;
        const where = `object ${object.number} / replacement ${number}`;
        if (differs(span)) {
          facts.push({ kind: 'deceptive-mapping', where, message: `a replacement text says something else than what is shown: “${shown(span.text)}”${span.plain && span.shown ? ` for “${shown(span.shown)}”` : ''}` });
        }
        if (span.text.length >= 8) texts.push({ text: span.text, where, label: `Replacement text in object ${object.number}`, channel: 'comment', visibility: 'unusual', facts: [], group: `object ${object.number} replacements` });
      }
    } else {
      const span = open.findLast((s) => s !== undefined);
      if (span && /^(?:Tj|TJ|'|")$/.test(operator)) add(span, pending);
      else if (span && /^(?:Do|f\*?|F|B\*?|b\*?|S|s|sh|EI|BI)$/.test(operator)) span.painted = true;
    }
    pending = [];
  }
}

function add(span: { shown: string; codes: number; plain: boolean }, operands: readonly Cos[]): void {
  const strings = operands.flatMap((o) => (isString(o) ? [o.value] : isArray(o) ? o.items.filter(isString).map((s) => s.value) : []));
  for (const value of strings) {
    span.shown += value;
    span.codes += value.length;
    // Codes of composite fonts and of subsets are no letters.
    if (/[^\x20-\x7e]/.test(value)) span.plain = false;
  }
}

function differs({ text, shown: seen, codes, plain, painted }: { text: string; shown: string; codes: number; plain: boolean; painted: boolean }): boolean {
  const said = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  // A picture or drawing with a replacement text is described, not replaced.
  if (painted && codes === 0) return false;
  if (said > Math.max(codes * 2, 1) + LONGER) return true;
  if (!plain || codes < 4) return false;
  const letters = (s: string): string => base(s).replace(/[^a-z0-9]/g, '');
  const [a, b] = [letters(text), letters(seen)];
  // Codes that a subset font assigns at will look like any letters: only words that share nothing are told.
  return a.length >= 4 && b.length >= 4 && !a.includes(b) && !b.includes(a) && /[a-z]{2,} [a-z]{2,}|^[a-z]{4,}$|\d{2,}/i.test(seen) && similarity(a, b) < 0.5;
}

/** Part of the letter pairs that two texts have in common. */
function similarity(a: string, b: string): number {
  const pairs = (s: string): Set<string> => new Set(Array.from({ length: Math.max(0, s.length - 1) }, (_, i) => s.slice(i, i + 2)));
  const [x, y] = [pairs(a), pairs(b)];
  return [...x].filter((p) => y.has(p)).length / Math.max(1, Math.min(x.size, y.size));
}

function includes(data: Uint8Array, word: string): boolean {
  const [first, second] = [word.charCodeAt(0), word.charCodeAt(1)];
  for (let at = data.indexOf(first); at >= 0; at = data.indexOf(first, at + 1)) if (data[at + 1] === second && bytesText(data, at, at + word.length) === word) return true;
  return false;
}

const shown = (text: string): string => {
  const flat = text.replace(/[^\p{L}\p{N}\p{P}\p{S}]+/gu, ' ').trim();
  return flat.length > 60 ? `${flat.slice(0, 59)}…` : flat;
};
