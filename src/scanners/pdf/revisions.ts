/** Incremental updates (7.5.6) and bytes that no object holds: content that was replaced, dropped or put where no viewer looks. */
import type { ArtifactText, StructureFact } from '../artifact.ts';
import { CosReader, isArray, isDict, isRef, isString, isWord, text as bytesText, visitDicts, type Cos, type CosDict } from './cos.ts';
import type { PdfObject, PdfObjects } from './objects.ts';

/** Letters of text from which bytes outside of objects, and replaced content, are told. */
const TOLD_LETTERS = 12;

/** Bytes outside of objects that are looked at in one gap. */
const GAP_REACH = 1 << 16;

/** Characters that are kept of a content stream's text. */
const CONTENT_REACH = 1 << 16;

/** Pages, and those that a script makes pages of. */
const PAGE_TYPES: ReadonlySet<string> = new Set(['Page', 'Template']);

/** Facts and texts of what is shadowed. `opened`: the pages themselves can be read; if not, their text is taken from here. */
export function readRevisions(objects: PdfObjects, opened: boolean, facts: StructureFact[], texts: ArtifactText[]): void {
  readGaps(objects, facts, texts);
  if (objects.encrypted) return;
  const pages = reachablePages(objects);
  const live = contentStreams(objects, pages);
  const seen = new Set<PdfObject>();
  const old = (stream: PdfObject, message: string): void => {
    if (seen.has(stream)) return;
    seen.add(stream);
    const text = contentText(objects, stream);
    if (letters(text) < TOLD_LETTERS) return;
    facts.push({ kind: 'shadowed-content', where: `object ${stream.number} at byte ${stream.start}`, message: `${message}: “${excerpt(text)}”` });
    texts.push({ text, where: `object ${stream.number} at byte ${stream.start}`, label: `Content that is not shown in object ${stream.number}`, channel: 'slack', visibility: 'hidden', facts: ['on no page of the present revision'], group: `object ${stream.number}` });
  };
  const liveText = new Set([...live].flatMap((stream) => words(contentText(objects, stream))));
  for (const object of objects.all) {
    const current = objects.get(object.number);
    // The same object again with other content: a viewer shows the newer one.
    if (current !== undefined && current !== object && object.stream && live.has(current) && current.start > object.start) {
      const before = contentText(objects, object);
      if (words(before).some((w) => !liveText.has(w))) old(object, 'an update replaces the content of a page that read');
    }
    if (!isDict(object.value) || !PAGE_TYPES.has(objects.name(object.value, 'Type') ?? '') || pages.size === 0) continue;
    const replaced = current !== undefined && current !== object;
    if (!replaced && pages.has(object)) continue;
    for (const stream of contentsOf(objects, object.value.entries.get('Contents'))) {
      if (live.has(stream)) continue;
      const text = contentText(objects, stream);
      if (words(text).some((w) => !liveText.has(w))) old(stream, replaced ? 'an update replaces the content of a page that read' : 'a page outside the page tree reads');
    }
  }
  const appearance = (dict: CosDict): void => {
    for (const stream of isHidden(objects, dict) ? appearancesOf(objects, dict) : []) {
      const text = contentText(objects, stream);
      if (seen.has(stream) || letters(text) < TOLD_LETTERS) continue;
      seen.add(stream);
      texts.push({ text, where: `object ${stream.number} at byte ${stream.start}`, label: `The appearance of a hidden annotation in object ${stream.number}`, channel: 'slack', visibility: 'hidden', facts: ['an annotation that is not shown'], group: `object ${stream.number}` });
    }
  };
  for (const { value } of objects.all) visitDicts(value, appearance);
  if (!opened) {
    for (const object of objects.all) {
      if (!object.stream || seen.has(object)) continue;
      const text = contentText(objects, object);
      if (letters(text) > 0) texts.push({ text, where: `object ${object.number}`, label: `Page content in object ${object.number}`, channel: 'value', visibility: 'unusual', facts: [], group: `object ${object.number}` });
    }
  }
}

/** Page objects that the page tree of the present revision leads to. */
function reachablePages(objects: PdfObjects): Set<PdfObject> {
  const pages = new Set<PdfObject>();
  const visited = new Set<number>();
  const queue: Cos[] = [];
  const root = objects.root;
  const top = isDict(root) ? root.entries.get('Pages') : undefined;
  if (top !== undefined) queue.push(top);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (!isRef(next) || visited.has(next.number)) continue;
    visited.add(next.number);
    const object = objects.get(next.number);
    if (!object) continue;
    const kids = objects.entry(object.value, 'Kids');
    if (isArray(kids)) queue.push(...kids.items);
    else pages.add(object);
  }
  return pages;
}

function contentStreams(objects: PdfObjects, pages: ReadonlySet<PdfObject>): Set<PdfObject> {
  const streams = new Set<PdfObject>();
  for (const page of pages) if (isDict(page.value)) for (const stream of contentsOf(objects, page.value.entries.get('Contents'))) streams.add(stream);
  return streams;
}

function contentsOf(objects: PdfObjects, contents: Cos | undefined): PdfObject[] {
  const value = objects.resolve(contents);
  const parts = isArray(value) ? value.items : contents === undefined ? [] : [contents];
  return parts.map((part) => objects.streamOf(part)).filter((s) => s !== undefined);
}

/** Flags of annotations (12.5.3): hidden, and not to be viewed. */
const NOT_SHOWN = 2 | 32;

function isHidden(objects: PdfObjects, dict: CosDict): boolean {
  const flags = dict.entries.has('AP') ? objects.entry(dict, 'F') : undefined;
  return typeof flags === 'number' && (flags & NOT_SHOWN) !== 0;
}

/** The streams of the appearances of an annotation: one for each use, or one for each state of it. */
function appearancesOf(objects: PdfObjects, annotation: CosDict): PdfObject[] {
  const uses = objects.entry(annotation, 'AP');
  if (!isDict(uses)) return [];
  return [...uses.entries.values()].flatMap((use) => {
    const stream = objects.streamOf(use);
    if (stream) return [stream];
    const states = objects.resolve(use);
    return isDict(states) ? [...states.entries.values()].map((state) => objects.streamOf(state)).filter((found) => found !== undefined) : [];
  });
}

/** The strings that a content stream shows, as bytes of a simple font. Good enough to see that words are there. */
function contentText(objects: PdfObjects, stream: PdfObject): string {
  const dict = stream.value;
  const subtype = objects.name(dict, 'Subtype');
  const type = objects.name(dict, 'Type');
  if (subtype === 'Image' || (type !== undefined && type !== 'XObject')) return '';
  const data = objects.data(stream);
  if (!data || !/\b(?:Tj|TJ|'|")/.test(bytesText(data, 0, Math.min(data.length, GAP_REACH)))) return '';
  const reader = new CosReader(data);
  let out = '';
  let pending: Cos[] = [];
  for (let item = reader.next(); item !== undefined && out.length < CONTENT_REACH; item = reader.next()) {
    if (!isWord(item)) {
      if (pending.length < 16) pending.push(item);
      continue;
    }
    if (item.value === 'Tj' || item.value === 'TJ' || item.value === "'" || item.value === '"') {
      for (const operand of pending) {
        if (isString(operand)) out += operand.value;
        else if (isArray(operand)) for (const part of operand.items) out += isString(part) ? part.value : typeof part === 'number' && part < -200 ? ' ' : '';
      }
    }
    if (['Td', 'TD', 'T*', 'Tm', 'ET', "'", '"'].includes(item.value) && out !== '' && !out.endsWith('\n')) out += '\n';
    pending = [];
  }
  // Codes of composite fonts are no text.
  return /[\0-\x08\x0e-\x1f]/.test(out) ? '' : out;
}

/** Text between objects, before the header and after the end. */
function readGaps(objects: PdfObjects, facts: StructureFact[], texts: ArtifactText[]): void {
  objects.gaps.forEach(({ start, end }) => {
    const raw = bytesText(objects.bytes, start, Math.min(end, start + GAP_REACH));
    const trailing = end === objects.bytes.length;
    const last = trailing ? raw.lastIndexOf('%%EOF') : -1;
    const parts: { text: string; where: string; at: number; told: string | undefined }[] = [];
    if (last >= 0) parts.push({ text: raw.slice(last + 5), where: 'after the end', at: start + last + 5, told: 'after the end of the file stands text that no viewer shows' });
    const body = last >= 0 ? raw.slice(0, last) : raw;
    const comments = (body.match(/%[^\r\n]*/g) ?? []).map((c) => c.slice(1)).filter((c) => !/^(?:PDF-|%EOF|âãÏÓ)/.test(c) && !/[\x80-\xff]{3}/.test(c));
    if (comments.length > 0) parts.push({ text: comments.join('\n'), where: 'comment', at: start, told: undefined });
    const bare = body.replace(/%[^\r\n]*/g, ' ').replace(/\bxref\b[\s\d]*(?:\d{10}\s+\d{5}\s+[nf]\s*|\d+\s+\d+\s*)*/g, ' ').replace(/\bstartxref\s+\d*/g, ' ');
    const rest = withoutTrailers(bare);
    if (letters(rest) > 0) parts.push({ text: rest, where: start === 0 ? 'before the first object' : 'between objects', at: start, told: start === 0 ? undefined : 'between objects stands text that no viewer shows' });
    for (const { text, where, at, told } of parts) {
      const flat = text.replace(/[^\x09\x0a\x0d\x20-\x7e\xa0-\xff]+/g, ' ').trim();
      if (letters(flat) < TOLD_LETTERS || !readable(text)) continue;
      const decoded = new TextDecoder().decode(Uint8Array.from(flat, (c) => c.charCodeAt(0)));
      const place = `${where} at byte ${at}`;
      if (told) facts.push({ kind: 'shadowed-content', where: place, message: `${told}: “${excerpt(decoded)}”` });
      texts.push({ text: decoded, where: place, label: `Text ${where === 'comment' ? 'in a comment of the file' : where}`, channel: 'slack', visibility: 'hidden', facts: [], group: place });
    }
  });
}

/** Leaves out trailer dictionaries, and the words of broken objects. */
function withoutTrailers(raw: string): string {
  const at = raw.indexOf('trailer');
  if (at < 0) return raw.replace(/\b(?:endobj|endstream|obj)\b/g, ' ');
  const bytes = Uint8Array.from(raw, (c) => c.charCodeAt(0) & 0xff);
  const reader = new CosReader(bytes, at + 7);
  const dict = reader.next();
  const next = isDict(dict) ? reader.at : at + 7;
  return `${raw.slice(0, at)} ${withoutTrailers(raw.slice(next))}`;
}

/** Words of a language rather than the remains of a stream. */
function readable(text: string): boolean {
  const plain = text.match(/[\x20-\x7e\s]/g)?.length ?? 0;
  return plain > text.length * 0.8 && /[A-Za-z]{2,}[ ,.:;]+[A-Za-z]{2,}/.test(text);
}

const letters = (text: string): number => text.match(/[A-Za-z\xc0-\xff]/g)?.length ?? 0;
const words = (text: string): string[] => text.toLowerCase().match(/[a-z\xe0-\xff]{3,}/g) ?? [];

function excerpt(text: string): string {
  const flat = text.replace(/[^\p{L}\p{N}\p{P}\p{S}]+/gu, ' ').trim();
  return flat.length > 80 ? `${flat.slice(0, 79)}…` : flat;
}
