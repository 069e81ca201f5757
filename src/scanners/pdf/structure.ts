/** What the objects of a PDF say beside its pages: strings, attachments, and, by way of the parts below, actions and revisions. */
import type { ArtifactText, Channel, StructureFact } from '../artifact.ts';
import { markupText } from '../clinical-text/markup.ts';
import { MAX_TEXT_BYTES } from '../limits.ts';
import { markedText } from '../sniff.ts';
import { formParts, readActions } from './actions.ts';
import { isArray, isDict, isString, textString, visitDicts, type Cos } from './cos.ts';
import { readMappings } from './mapping.ts';
import type { PdfObject, PdfObjects } from './objects.ts';
import { readRevisions } from './revisions.ts';

/** A file inside the PDF. */
export interface Attachment {
  readonly name: string;
  readonly where: string;
  readonly bytes: Uint8Array | undefined;
}

export interface Structure {
  readonly facts: readonly StructureFact[];
  readonly texts: readonly ArtifactText[];
  readonly attachments: readonly Attachment[];
}

/** Strings shorter than this hold no message. */
const SHORTEST = 8;

const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:|www\.)\S+$/i;
const SENTENCE_IN_ADDRESS = /(?:(?: |%20|\+|_|-)[a-z']{2,}){6}/i;

/** A place in an address that a model is to fill in. */
const BLANK_IN_ADDRESS = /\{\{|\$\{|%7B%7B|[<[]\w+[ _-]\w+[\]>]/i;

/** Some words of a script that writes no spaces. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]{4}/u;

/** Bytes of one string that are read. Longer ones are embedded data. */
const LONGEST = 1 << 16;

/** Keys whose strings are bytes, not text. */
const BINARY_KEYS = new Set(['ID', 'Contents/sig', 'O', 'U', 'OE', 'UE', 'Perms', 'Cert', 'CheckSum', 'Panose', 'Lookup', 'CharSet', 'DA', 'DS', 'Registry', 'Ordering']);

/** What a key's string is to a reader. */
const PLACES: Readonly<Record<string, { readonly name: string; readonly channel: Channel }>> = {
  Contents: { name: 'annotation text', channel: 'comment' },
  RC: { name: 'rich text of an annotation', channel: 'comment' },
  T: { name: 'title of an annotation or field', channel: 'comment' },
  Subj: { name: 'subject of an annotation', channel: 'comment' },
  TU: { name: 'description of a form field', channel: 'comment' },
  V: { name: 'value of a form field', channel: 'value' },
  DV: { name: 'default value of a form field', channel: 'value' },
  Title: { name: 'title', channel: 'meta' },
  Author: { name: 'author', channel: 'meta' },
  Subject: { name: 'subject', channel: 'meta' },
  Keywords: { name: 'keywords', channel: 'meta' },
  Creator: { name: 'creator', channel: 'meta' },
  Producer: { name: 'producer', channel: 'meta' },
  Alt: { name: 'alternative text', channel: 'comment' },
  ActualText: { name: 'replacement text', channel: 'comment' },
  E: { name: 'expansion of an abbreviation', channel: 'comment' },
  Desc: { name: 'description of an attachment', channel: 'comment' },
  F: { name: 'file name', channel: 'filename' },
  UF: { name: 'file name', channel: 'filename' },
  URI: { name: 'link target', channel: 'filename' },
  Name: { name: 'name', channel: 'meta' },
};

/** Reads what the objects say. `opened`: whether the pages can be read as a viewer does. */
export function readStructure(objects: PdfObjects, context: { readonly opened: boolean }): Structure {
  const facts: StructureFact[] = [];
  const texts: ArtifactText[] = [];
  readActions(objects, facts);
  const attachments = objects.encrypted ? [] : readAttachments(objects);
  if (!objects.encrypted) {
    readStrings(objects, texts);
    readMetadata(objects, texts);
    readForms(objects, texts);
    readMappings(objects, facts, texts);
  }
  readRevisions(objects, context.opened, facts, texts);
  return { facts, texts, attachments };
}

const place = (object: PdfObject): string => `object ${object.number}`;

/** Ends an object (ISO 32000-2, 7.3.10). */
const END_OF_OBJECT = /\bendobj\b/;

/** Every text string in every object, the ones that no viewer shows included. */
function readStrings(objects: PdfObjects, texts: ArtifactText[]): void {
  const seen = new Set<string>();
  for (const object of objects.all) {
    const signature = isDict(object.value) && object.value.entries.has('ByteRange');
    visitStrings(object.value, '', (raw, key) => {
      if (raw.length < SHORTEST || BINARY_KEYS.has(key) || (signature && key === 'Contents')) return;
      const known = PLACES[key];
      // A string that damage left open runs on over the objects behind it: syntax, of which only what speaks to a model counts.
      for (const [index, text] of textString(raw.slice(0, LONGEST)).replace(/\0/g, '').split(END_OF_OBJECT).entries()) {
        // An address is read as text only where somebody wrote sentences into it.
        if (!readable(text) || seen.has(text) || ((key === 'URI' || ADDRESS.test(text)) && !SENTENCE_IN_ADDRESS.test(text) && !BLANK_IN_ADDRESS.test(text))) continue;
        seen.add(text);
        texts.push({
          text, where: known ? `${place(object)} / ${key}` : place(object), label: known ? `The ${known.name} in ${place(object)}` : `A string${key ? ` under /${key}` : ''} in ${place(object)}`,
          channel: index > 0 ? 'definition' : known?.channel ?? 'private', visibility: 'unusual', facts: [], group: index > 0 ? `object ${object.number} part ${index}` : `object ${object.number}`,
        });
      }
    });
  }
}

function visitStrings(cos: Cos, key: string, visit: (value: string, key: string) => void): void {
  if (isString(cos)) visit(cos.value, key);
  else if (isArray(cos)) for (const item of cos.items) visitStrings(item, key, visit);
  else if (isDict(cos)) for (const [k, value] of cos.entries) visitStrings(value, k, visit);
}

/** Mostly letters and spaces: what is left are keys, digests and font data. */
function readable(text: string): boolean {
  if (text.length < SHORTEST) return false;
  const good = text.match(/[\p{L}\p{N}\p{P}\p{Zs}\p{Cf}\n\r\t]/gu)?.length ?? 0;
  return good > text.length * 0.85 && /\p{L}{2}/u.test(text);
}

/** Forms in XML: their text, without markup. */
function readForms(objects: PdfObjects, texts: ArtifactText[]): void {
  for (const object of formParts(objects)) {
    const data = objects.data(object);
    if (!data) continue;
    // What its scripts do is told as an action; how to fill it in is prose of a manual.
    const xml = markedText(data.subarray(0, MAX_TEXT_BYTES)).replace(/<script\b[\s\S]*?(?:<\/script>|$)/gi, ' ');
    let index = 0;
    for (const { text, facts } of markupText(xml)) {
      if (readable(text) && /\p{L}\s+\p{L}/u.test(text)) texts.push({ text, where: `${place(object)} / form`, label: `The form in ${place(object)}`, channel: 'definition', visibility: 'unusual', facts, group: `object ${object.number} form ${index++}` });
    }
  }
}

/** XMP packets: their text, without markup. */
function readMetadata(objects: PdfObjects, texts: ArtifactText[]): void {
  for (const object of objects.all) {
    if (!object.stream || !isDict(object.value)) continue;
    const type = objects.name(object.value, 'Type');
    if (type !== 'Metadata') continue;
    const data = objects.data(object);
    if (!data) continue;
    const xml = markedText(data.subarray(0, MAX_TEXT_BYTES));
    for (const [, text] of xml.matchAll(/[>"']([^<>"']{6,})(?=[<"'])/g)) {
      const flat = text!.replace(/\s+/g, ' ').trim();
      if ((flat.length >= 12 && flat.includes(' ')) || UNSPACED.test(flat)) texts.push({ text: flat, where: `${place(object)} / metadata`, label: `XMP metadata in ${place(object)}`, channel: 'meta', visibility: 'unusual', facts: [], group: `object ${object.number}` });
    }
  }
}

/** Files that the PDF carries: in the name tree, in annotations, or referred to by nothing. */
function readAttachments(objects: PdfObjects): Attachment[] {
  const attachments: Attachment[] = [];
  const streams = new Set<PdfObject>();
  for (const object of objects.all) {
    visitDicts(object.value, (dict) => {
      const files = objects.resolve(dict.entries.get('EF'));
      if (!isDict(files)) return;
      const title = [dict.entries.get('UF'), dict.entries.get('F')].map((f) => objects.resolve(f)).find(isString);
      const name = title ? textString(title.value) : '';
      for (const file of files.entries.values()) {
        const stream = objects.streamOf(file);
        if (!stream || streams.has(stream)) continue;
        streams.add(stream);
        attachments.push({ name, where: place(stream), bytes: objects.data(stream) });
      }
    });
  }
  for (const object of objects.all) {
    if (object.stream && !streams.has(object) && objects.name(object.value, 'Type') === 'EmbeddedFile' && objects.get(object.number) === object) attachments.push({ name: '', where: place(object), bytes: objects.data(object) });
  }
  return attachments;
}
