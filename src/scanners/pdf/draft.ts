/**
 * A PDF that is written anew: what the present revision leads to and nothing else. Replaced objects, objects that nothing refers
 * to, comments and bytes between objects are not carried over, so that only what a viewer follows is left.
 */
import { MAX_INFLATED_BYTES } from '../limits.ts';
import { deedOf, scriptedForm } from './actions.ts';
import { joined, removeRuns, tagRuns, type Removal } from './contentRuns.ts';
import { isArray, isDict, isRef, isString, textString, type Cos, type CosDict } from './cos.ts';
import { writePdf, type OutObject } from './cosWriter.ts';
import type { PdfObject, PdfObjects } from './objects.ts';

/** Something that was taken out: where, and what. */
export interface Taken { readonly where: string; readonly what: string }

/** Deepest nesting of pages in the page tree. */
const MAX_TREE_DEPTH = 32;

/** What becomes of an entry or item while a value is copied; `undefined` leaves it out. */
type Edit = (value: Cos, key: string) => Cos | undefined;

export class PdfDraft {
  private readonly objects = new Map<number, OutObject>();
  /** Objects whose streams were decoded and whose operators carry numbers. */
  private readonly numbered = new Set<number>();
  private readonly trailer = new Map<string, Cos>();
  private readonly source: PdfObjects;
  /** Bytes of decoded page content: one stream that many pages share is written once for each. */
  private size = 0;

  private constructor(source: PdfObjects) {
    this.source = source;
  }

  /** Undefined where the file has no page tree that could be followed, or where its content is too large to be edited. */
  static of(source: PdfObjects): PdfDraft | undefined {
    const draft = new PdfDraft(source);
    const root = source.all.findLast((o) => o.value === source.root);
    if (!root || !isDict(source.entry(root.value, 'Pages'))) return undefined;
    draft.trailer.set('Root', { kind: 'ref', number: root.number, generation: 0 });
    const info = source.trailers.findLast((t) => t.entries.has('Info'))?.entries.get('Info');
    if (isRef(info)) draft.trailer.set('Info', info);
    draft.gather();
    draft.number(root);
    return draft.size > MAX_INFLATED_BYTES ? undefined : draft;
  }

  /** The file. `numbered`: with the numbers of its operators, for `readPdf`. */
  bytes(numbered: boolean): Uint8Array {
    const out = new Map<number, OutObject>();
    for (const number of this.held) {
      const object = this.objects.get(number)!;
      const data = object.data && !numbered && this.numbered.has(number) ? removeRuns(object.data, () => undefined, { untag: true, replacements: true }) : object.data;
      out.set(number, data ? { value: object.value, data } : object);
    }
    return writePdf(out, this.trailer);
  }

  /** Takes operators out of all content. */
  removeRuns(removal: Removal): void {
    for (const number of this.numbered) this.content(number, removal, true);
  }

  /** Takes the texts out of one content stream that stand for what it shows. False where it can't be edited. */
  removeReplacements(number: number): boolean {
    if (!this.numbered.has(number)) return false;
    this.content(number, () => undefined, false);
    return true;
  }

  private content(number: number, removal: Removal, replacements: boolean): void {
    const object = this.objects.get(number);
    if (object?.data) this.objects.set(number, { ...object, data: removeRuns(object.data, removal, { untag: false, replacements }) });
  }

  /** Empties every string that reads as one of the texts; gives those that were met. */
  blank(texts: ReadonlySet<string>): ReadonlySet<string> {
    const met = new Set<string>();
    this.edit((value) => {
      const text = isString(value) ? textString(value.value).replace(/\0/g, '') : undefined;
      if (text === undefined || !texts.has(text)) return value;
      met.add(text);
      return { kind: 'string', value: '' };
    });
    return met;
  }

  /** Makes an object null, which is as if nothing referred to it. False where it is already. */
  drop(number: number): boolean {
    if ((this.objects.get(number)?.value ?? null) === null) return false;
    this.objects.set(number, { value: null });
    return true;
  }

  /** Takes an entry out of one object. False where it has none. */
  dropEntry(number: number, key: string): boolean {
    const object = this.objects.get(number);
    if (!object || !isDict(object.value) || !object.value.entries.has(key)) return false;
    const entries = new Map(object.value.entries);
    entries.delete(key);
    this.objects.set(number, { ...object, value: { kind: 'dict', entries } });
    return true;
  }

  /** Takes out the actions that run, send or start by themselves, and forms of the XML kind that hold scripts. */
  removeActions(): readonly Taken[] {
    const { source } = this;
    const taken: Taken[] = [];
    const scripted = scriptedForm(source) !== undefined;
    this.edit((value, key, number) => {
      const dict = source.resolve(value);
      if (key === 'XFA' && scripted) {
        taken.push({ where: `object ${number}`, what: 'removed the form in XML, which holds scripts' });
        return undefined;
      }
      if (!isDict(dict)) return value;
      // The tree that names the scripts of the document.
      if (key === 'JavaScript' && (dict.entries.has('Names') || dict.entries.has('Kids'))) {
        taken.push({ where: `object ${number}`, what: 'removed the scripts of the document' });
        return undefined;
      }
      const unasked = key === 'OpenAction' || key === 'Next' || STARTING.has(key);
      const does = deedOf(source, dict, unasked);
      if (does === undefined) return value;
      taken.push({ where: `object ${number}`, what: `removed an action that ${does}` });
      return undefined;
    });
    return taken;
  }

  /** Takes out the files that the PDF carries. */
  removeAttachments(): readonly Taken[] {
    const { source } = this;
    const taken: Taken[] = [];
    this.edit((value, key, number) => {
      const dict = source.resolve(value);
      const carries = key === 'EF' || key === 'EmbeddedFiles' || (isDict(dict) && source.name(dict, 'Subtype') === 'FileAttachment');
      if (!carries) return value;
      if (key !== 'EmbeddedFiles') taken.push({ where: `object ${number}`, what: 'removed an attached file' });
      return undefined;
    });
    return taken;
  }

  /** Numbers of the objects that the trailer leads to: those that the file will have. */
  get held(): ReadonlySet<number> {
    const reached = new Set<number>();
    const queue: Cos[] = [...this.trailer.values()];
    for (let cos = queue.pop(); cos !== undefined; cos = queue.pop()) {
      if (isRef(cos)) {
        const object = this.objects.get(cos.number);
        if (!object || reached.has(cos.number)) continue;
        reached.add(cos.number);
        queue.push(object.value);
      } else if (isArray(cos)) queue.push(...cos.items);
      else if (isDict(cos)) queue.push(...cos.entries.values());
    }
    return reached;
  }

  /** Whether an object is a signature: it speaks of bytes that are no longer the same. */
  get signed(): boolean {
    return [...this.objects.values()].some(({ value }) => isDict(value) && value.entries.has('ByteRange'));
  }

  private edit(edit: (value: Cos, key: string, number: number) => Cos | undefined): void {
    for (const [number, object] of this.objects) {
      const value = copy(object.value, (inner, key) => edit(inner, key, number));
      if (value !== object.value) this.objects.set(number, { ...object, value });
    }
  }

  /** Takes over the present definition of each object, as it is. */
  private gather(): void {
    const { source } = this;
    for (const { number } of source.all) {
      const object = source.get(number);
      if (!object || this.objects.has(number)) continue;
      const type = source.name(object.value, 'Type');
      if (type === 'ObjStm' || type === 'XRef') continue;
      const data = object.stream && source.bytes.subarray(object.stream.start, object.stream.end);
      this.objects.set(number, data ? { value: object.value, data } : { value: object.value });
    }
  }

  /** Decodes the content of pages and forms and gives numbers to the operators that show text. */
  private number(root: PdfObject): void {
    const { source } = this;
    let next = 1;
    const numberStream = (number: number, value: Cos, data: Uint8Array): void => {
      const tagged = tagRuns(data, next);
      next = tagged.next;
      this.objects.set(number, { value: decodedDict(value), data: tagged.data });
      this.numbered.add(number);
    };
    let fresh = Math.max(0, ...this.objects.keys()) + 1;
    for (const page of pagesOf(source, isDict(root.value) ? root.value.entries.get('Pages') : undefined)) {
      const data = this.pageContent(page);
      if (data === undefined || !isDict(page.value)) continue;
      this.size += data.length;
      if (this.size > MAX_INFLATED_BYTES) return;
      numberStream(fresh, { kind: 'dict', entries: new Map() }, data);
      this.objects.set(page.number, { value: { kind: 'dict', entries: new Map([...page.value.entries, ['Contents', { kind: 'ref', number: fresh, generation: 0 }]]) } });
      fresh++;
    }
    for (const [number, { value, data }] of [...this.objects]) {
      if (data === undefined || source.name(value, 'Subtype') !== 'Form' || this.numbered.has(number)) continue;
      const object = source.get(number);
      const decoded = object && source.data(object);
      if (!decoded) continue;
      this.size += decoded.length;
      if (this.size > MAX_INFLATED_BYTES) return;
      numberStream(number, value, decoded);
    }
  }

  /** The content of a page as one stream; undefined where a part can't be decoded. */
  private pageContent(page: PdfObject): Uint8Array | undefined {
    const { source } = this;
    const contents = isDict(page.value) ? page.value.entries.get('Contents') : undefined;
    const value = source.resolve(contents);
    const parts = isArray(value) ? value.items : contents === undefined ? [] : [contents];
    const streams = parts.map((part) => source.streamOf(part)).filter((s) => s !== undefined);
    const data = streams.map((stream) => source.data(stream));
    if (streams.length === 0 || data.some((d) => d === undefined)) return undefined;
    return joined(data.flatMap((d) => [d!, '\n']));
  }
}

/** Triggers of additional actions that nobody has to pull: opening, closing, showing, saving and printing. */
const STARTING = new Set(['O', 'C', 'PO', 'PC', 'PV', 'PI', 'WC', 'WS', 'DS', 'WP', 'DP']);

/** The pages that the page tree leads to, each once. */
function pagesOf(source: PdfObjects, top: Cos | undefined): PdfObject[] {
  const pages: PdfObject[] = [];
  const visited = new Set<number>();
  const walk = (cos: Cos | undefined, depth: number): void => {
    if (!isRef(cos) || visited.has(cos.number) || depth > MAX_TREE_DEPTH) return;
    visited.add(cos.number);
    const object = source.get(cos.number);
    const kids = object && source.entry(object.value, 'Kids');
    if (isArray(kids)) for (const kid of kids.items) walk(kid, depth + 1);
    else if (object) pages.push(object);
  };
  walk(top, 0);
  return pages;
}

/** The dictionary of a stream that is no longer encoded. */
function decodedDict(value: Cos): CosDict {
  const entries = new Map(isDict(value) ? value.entries : []);
  for (const key of ['Filter', 'DecodeParms', 'F', 'FFilter', 'FDecodeParms', 'DL']) entries.delete(key);
  return { kind: 'dict', entries };
}

/** A value with edits, the same one where there are none. Items that an edit leaves out are null where a name stands before them. */
function copy(cos: Cos, edit: Edit): Cos {
  if (isArray(cos)) {
    const paired = cos.items.some(isString);
    const items = cos.items.flatMap((item): Cos[] => {
      const edited = edit(item, '');
      return edited === undefined ? (paired ? [null] : []) : [copy(edited, edit)];
    });
    return items.length === cos.items.length && items.every((item, i) => item === cos.items[i]) ? cos : { kind: 'array', items };
  }
  if (!isDict(cos)) return cos;
  let changed = false;
  const entries = new Map<string, Cos>();
  for (const [key, value] of cos.entries) {
    const edited = edit(value, key);
    const copied = edited === undefined ? undefined : copy(edited, edit);
    if (copied !== value) changed = true;
    if (copied !== undefined) entries.set(key, copied);
  }
  return changed ? { kind: 'dict', entries } : cos;
}
