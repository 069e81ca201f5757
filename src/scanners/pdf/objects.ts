/**
 * All indirect objects that a PDF file holds, found by their own syntax and not by the cross-reference table: objects of earlier
 * revisions and objects that nothing refers to are exactly what a viewer does not show.
 */
import { inflateAny } from '../inflate.ts';
import { MAX_INFLATED_BYTES, MAX_PDF_OBJECTS } from '../limits.ts';
import type { LimitHit } from '../artifact.ts';
import { ascii85, asciiHex, lzw, runLength, unpredicted } from './filters.ts';
import { CosReader, isArray, isDict, isName, isRef, isWord, text, type Cos, type CosDict, type CosRef } from './cos.ts';

/** One definition of an object. */
export interface PdfObject {
  readonly number: number;
  readonly value: Cos;
  /** Byte offsets; those of the container for objects of an object stream. */
  readonly start: number;
  readonly end: number;
  /** Range of the raw bytes of a stream. */
  readonly stream?: { readonly start: number; readonly end: number };
}

/** Bytes between two objects. */
export interface Gap { readonly start: number; readonly end: number }

export class PdfObjects {
  readonly bytes: Uint8Array;
  /** In file order; objects of object streams follow their container. */
  readonly all: PdfObject[] = [];
  readonly gaps: Gap[] = [];
  readonly trailers: CosDict[] = [];
  readonly limits: LimitHit[] = [];
  /** Offset behind the last object. */
  end = 0;
  private readonly latest = new Map<number, PdfObject>();
  private readonly decoded = new Map<PdfObject, Uint8Array>();
  private inflated = 0;
  private readonly deadline: number;

  constructor(bytes: Uint8Array, deadline: number) {
    this.bytes = bytes;
    this.deadline = deadline;
    this.scan();
  }

  /** The definition that counts. */
  get(number: number): PdfObject | undefined {
    return this.latest.get(number);
  }

  /** What a value refers to. */
  resolve(cos: Cos | undefined): Cos | undefined {
    let value = cos;
    for (let hops = 0; isRef(value) && hops < 16; hops++) value = this.latest.get(value.number)?.value;
    return isRef(value) ? undefined : value;
  }

  /** An entry of a dictionary, resolved. */
  entry(dict: Cos | undefined, key: string): Cos | undefined {
    const value = this.resolve(dict);
    return isDict(value) ? this.resolve(value.entries.get(key)) : undefined;
  }

  name(dict: Cos | undefined, key: string): string | undefined {
    const value = this.entry(dict, key);
    return isName(value) ? value.value : undefined;
  }

  /** The stream that a value refers to. */
  streamOf(cos: Cos | undefined): PdfObject | undefined {
    let value = cos;
    for (let hops = 0; isRef(value) && hops < 16; hops++) {
      const object = this.latest.get((value as CosRef).number);
      if (object?.stream) return object;
      value = object?.value;
    }
    return undefined;
  }

  get encrypted(): boolean {
    return this.trailers.some((t) => t.entries.has('Encrypt'));
  }

  /** The catalogue, by the newest trailer that names one. */
  get root(): Cos | undefined {
    for (const trailer of [...this.trailers].reverse()) {
      const root = this.resolve(trailer.entries.get('Root'));
      if (isDict(root)) return root;
    }
    return this.all.findLast((o) => isDict(o.value) && this.name(o.value, 'Type') === 'Catalog')?.value;
  }

  /** Decoded bytes of a stream; undefined for images' codecs and what can't be decoded. */
  data(object: PdfObject): Uint8Array | undefined {
    const { stream, value } = object;
    if (!stream || !isDict(value)) return undefined;
    const known = this.decoded.get(object);
    if (known) return known;
    const filter = this.resolve(value.entries.get('Filter') ?? value.entries.get('F'));
    const filters = isName(filter) ? [filter.value] : isArray(filter) ? filter.items.map((f) => this.resolve(f)).filter(isName).map((f) => f.value) : [];
    const parameters = this.resolve(value.entries.get('DecodeParms') ?? value.entries.get('DP'));
    let data: Uint8Array | undefined = this.bytes.subarray(stream.start, stream.end);
    for (const [index, name] of filters.entries()) {
      if (name === 'Crypt') continue;
      data = this.decode(data, name, this.resolve(isArray(parameters) ? parameters.items[index] : parameters), object);
      if (!data) return undefined;
    }
    this.decoded.set(object, data);
    return data;
  }

  /** Undoes one filter; undefined for images' codecs and where the file has used up its bytes or time. */
  private decode(data: Uint8Array, filter: string, parameters: Cos | undefined, object: PdfObject): Uint8Array | undefined {
    const left = MAX_INFLATED_BYTES - this.inflated;
    if (left <= 0 || Date.now() > this.deadline) return undefined;
    const number = (key: string, otherwise: number): number => {
      const value = this.entry(parameters, key);
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 1 << 20 ? value : otherwise;
    };
    let out: Uint8Array;
    if (filter === 'FlateDecode' || filter === 'Fl') {
      const { bytes, end } = inflateAny(data, left);
      if (end === 'capped') this.limits.push({ limit: 'MAX_INFLATED_BYTES', where: `object ${object.number}` });
      out = bytes;
    } else if (filter === 'LZWDecode' || filter === 'LZW') out = lzw(data, left, number('EarlyChange', 1) !== 0);
    else if (filter === 'RunLengthDecode' || filter === 'RL') out = runLength(data, left);
    else if (filter === 'ASCIIHexDecode' || filter === 'AHx') out = asciiHex(data, left);
    else if (filter === 'ASCII85Decode' || filter === 'A85') out = ascii85(data, left);
    else return undefined;
    this.inflated += out.length;
    const predictor = number('Predictor', 1);
    return predictor > 1 ? unpredicted(out, { predictor, colors: number('Colors', 1), bits: number('BitsPerComponent', 8), columns: number('Columns', 1) }) : out;
  }

  private scan(): void {
    const { bytes } = this;
    let gap = 0;
    for (let at = 0; ; ) {
      const found = nextObject(bytes, at, this.trailers);
      if (!found) break;
      if (this.all.length >= MAX_PDF_OBJECTS || Date.now() > this.deadline) {
        this.limits.push({ limit: this.all.length >= MAX_PDF_OBJECTS ? 'MAX_PDF_OBJECTS' : 'MAX_MILLISECONDS', where: `byte ${found.start}` });
        break;
      }
      if (found.start > gap) this.gaps.push({ start: gap, end: found.start });
      const reader = new CosReader(bytes, found.body);
      const value = reader.next() ?? null;
      let stream: PdfObject['stream'];
      const before = reader.at;
      const word = reader.next();
      if (isWord(word) && word.value.startsWith('stream') && isDict(value)) {
        stream = streamRange(bytes, before, value);
        reader.at = stream.end;
        const after = reader.next();
        if (isWord(after) && after.value.startsWith('endstream')) this.endOf(reader);
      } else if (!(isWord(word) && word.value.startsWith('endobj'))) reader.at = before;
      const object: PdfObject = { number: found.number, value, start: found.start, end: reader.at, ...(stream ? { stream } : {}) };
      this.add(object);
      at = gap = Math.max(reader.at, found.body);
    }
    this.end = gap;
    if (gap < bytes.length) {
      collectTrailers(bytes, gap, bytes.length, this.trailers);
      this.gaps.push({ start: gap, end: bytes.length });
    }
    for (const object of [...this.all]) if (object.stream && this.name(object.value, 'Type') === 'ObjStm' && !this.encrypted) this.unpack(object);
  }

  private endOf(reader: CosReader): void {
    const at = reader.at;
    const word = reader.next();
    if (!(isWord(word) && word.value.startsWith('endobj'))) reader.at = at;
  }

  private add(object: PdfObject): void {
    this.all.push(object);
    this.latest.set(object.number, object);
    if (object.stream && isDict(object.value) && this.name(object.value, 'Type') === 'XRef') this.trailers.push(object.value);
  }

  /** The objects of an object stream. One that stands plainly later in the file is the newer one. */
  private unpack(container: PdfObject): void {
    const data = this.data(container);
    const count = this.entry(container.value, 'N');
    const first = this.entry(container.value, 'First');
    if (!data || typeof count !== 'number' || typeof first !== 'number') return;
    const header = new CosReader(data, 0, Math.min(first, data.length));
    for (let i = 0; i < count && this.all.length < MAX_PDF_OBJECTS; i++) {
      const number = header.next();
      const offset = header.next();
      if (typeof number !== 'number' || typeof offset !== 'number') return;
      const value = new CosReader(data, first + offset).next() ?? null;
      const object: PdfObject = { number, value, start: container.start, end: container.end };
      this.all.push(object);
      const known = this.latest.get(number);
      if (!known || known.start <= container.start) this.latest.set(number, object);
    }
  }
}

interface Found { readonly number: number; readonly start: number; readonly body: number }

const digit = (c: number | undefined): boolean => c !== undefined && c >= 0x30 && c <= 0x39;
const white = (c: number | undefined): boolean => c === 32 || c === 10 || c === 13 || c === 9 || c === 0 || c === 12;

/** The next `N G obj`. Trailer dictionaries on the way are collected. */
function nextObject(bytes: Uint8Array, from: number, trailers: CosDict[]): Found | undefined {
  for (let at = bytes.indexOf(0x6f, from); at >= 0; at = bytes.indexOf(0x6f, at + 1)) {
    if (bytes[at + 1] !== 0x62 || bytes[at + 2] !== 0x6a) continue;
    let back = at - 1;
    while (back > from && white(bytes[back])) back--;
    const generationEnd = back;
    while (back >= from && digit(bytes[back])) back--;
    if (back === generationEnd || !white(bytes[back])) continue;
    while (back > from && white(bytes[back])) back--;
    const numberEnd = back + 1;
    while (back >= from && digit(bytes[back]) && numberEnd - back < 11) back--;
    if (back + 1 === numberEnd) continue;
    collectTrailers(bytes, from, back + 1, trailers);
    return { number: Number(text(bytes, back + 1, numberEnd)), start: back + 1, body: at + 3 };
  }
  return undefined;
}

/** Trailer dictionaries between objects. */
function collectTrailers(bytes: Uint8Array, start: number, end: number, trailers: CosDict[]): void {
  for (let at = bytes.indexOf(0x74, start); at >= 0 && at < end - 7; at = bytes.indexOf(0x74, at + 1)) {
    if (bytes[at + 1] !== 0x72 || bytes[at + 2] !== 0x61 || text(bytes, at, at + 7) !== 'trailer') continue;
    const dict = new CosReader(bytes, at + 7, end).next();
    if (isDict(dict)) trailers.push(dict);
  }
}

/** Raw bytes of a stream: its length where `endstream` follows there, else up to the next `endstream`. */
function streamRange(bytes: Uint8Array, from: number, dict: CosDict): { start: number; end: number } {
  let start = from;
  while (bytes[start] !== 0x73) start++;
  start += 6;
  if (bytes[start] === 13) start++;
  if (bytes[start] === 10) start++;
  const length = dict.entries.get('Length');
  if (typeof length === 'number' && length >= 0 && start + length <= bytes.length) {
    let after = start + length;
    while (white(bytes[after]) && after < start + length + 4) after++;
    if (text(bytes, after, after + 9) === 'endstream') return { start, end: start + length };
  }
  for (let at = bytes.indexOf(0x65, start); at >= 0; at = bytes.indexOf(0x65, at + 1)) {
    if (bytes[at + 3] !== 0x73 && bytes[at + 3] !== 0x6f) continue;
    const word = text(bytes, at, at + 9);
    if (word === 'endstream' || word.startsWith('endobj')) return { start, end: at };
  }
  return { start, end: bytes.length };
}
