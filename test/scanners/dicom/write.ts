/** Writes DICOM files for tests: correct ones, and broken in one chosen way. */
import { deflateRawSync } from 'node:zlib';

export type Value = string | Uint8Array | number | readonly Item[];
export type Item = readonly Element[];
export interface Element {
  /** `00081030`. */
  readonly tag: string;
  readonly vr: string;
  readonly value: Value;
  /** Written instead of the real length. */
  readonly length?: number;
}

export const el = (tag: string, vr: string, value: Value, length?: number): Element => (length === undefined ? { tag, vr, value } : { tag, vr, value, length });

export interface FileOptions {
  readonly syntax?: 'explicit' | 'implicit' | 'big' | 'deflated';
  /** Written instead of the UID of the syntax: that of a compression. */
  readonly transferSyntax?: string;
  readonly preamble?: Uint8Array | undefined;
  readonly noPreamble?: boolean;
  readonly noMeta?: boolean;
  readonly undefinedLengths?: boolean;
  readonly trailing?: Uint8Array;
  readonly meta?: readonly Element[];
  /** Bytes of text values; UTF-8 unless given. */
  readonly encode?: (text: string, element: Element) => Uint8Array;
}

const UIDS = { explicit: '1.2.840.10008.1.2.1', implicit: '1.2.840.10008.1.2', big: '1.2.840.10008.1.2.2', deflated: '1.2.840.10008.1.2.1.99' } as const;
const LONG = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export const concat = (...parts: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

/** A whole file. */
export function dicomFile(elements: readonly Element[], options: FileOptions = {}): Uint8Array {
  const syntax = options.syntax ?? 'explicit';
  const body = dataSet(elements, syntax === 'deflated' ? 'explicit' : syntax, options);
  const packed = syntax === 'deflated' ? new Uint8Array(deflateRawSync(body)) : body;
  const metaElements = [el('00020002', 'UI', '1.2.840.10008.5.1.4.1.1.2'), el('00020003', 'UI', '2.25.1'), el('00020010', 'UI', options.transferSyntax ?? UIDS[syntax]), ...(options.meta ?? [])];
  const metaBody = dataSet(metaElements, 'explicit', {});
  const meta = concat(dataSet([el('00020000', 'UL', metaBody.length)], 'explicit', {}), metaBody);
  const head = options.noPreamble ? new Uint8Array(0) : concat(options.preamble ?? new Uint8Array(128), utf8('DICM'));
  return concat(head, options.noMeta ? new Uint8Array(0) : meta, packed, options.trailing ?? new Uint8Array(0));
}

/** Elements without preamble or meta information. */
export function dataSet(elements: readonly Element[], syntax: 'explicit' | 'implicit' | 'big', options: FileOptions): Uint8Array {
  return concat(...elements.map((element) => one(element, syntax, options)));
}

function one(element: Element, syntax: 'explicit' | 'implicit' | 'big', options: FileOptions): Uint8Array {
  const { tag, vr, value } = element;
  const little = syntax !== 'big';
  const bytes = valueBytes(element, syntax, options);
  const open = Array.isArray(value) && options.undefinedLengths === true;
  const length = element.length ?? (open ? 0xffffffff : bytes.length);
  const long = syntax === 'implicit' || LONG.has(vr);
  const head = new DataView(new ArrayBuffer(syntax === 'implicit' ? 8 : long ? 12 : 8));
  head.setUint16(0, parseInt(tag.slice(0, 4), 16), little);
  head.setUint16(2, parseInt(tag.slice(4), 16), little);
  if (syntax === 'implicit') head.setUint32(4, length, little);
  else {
    head.setUint8(4, vr.charCodeAt(0));
    head.setUint8(5, vr.charCodeAt(1));
    if (long) head.setUint32(8, length, little);
    else head.setUint16(6, length, little);
  }
  return concat(new Uint8Array(head.buffer), bytes, open ? delimiter(0xe0dd, little) : new Uint8Array(0));
}

function delimiter(element: number, little: boolean, length = 0): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint16(0, 0xfffe, little);
  view.setUint16(2, element, little);
  view.setUint32(4, length, little);
  return new Uint8Array(view.buffer);
}

function valueBytes(element: Element, syntax: 'explicit' | 'implicit' | 'big', options: FileOptions): Uint8Array {
  const { vr, value } = element;
  if (typeof value === 'number') {
    const view = new DataView(new ArrayBuffer(vr === 'US' || vr === 'SS' ? 2 : 4));
    if (vr === 'US' || vr === 'SS') view.setUint16(0, value, syntax !== 'big');
    else view.setUint32(0, value, syntax !== 'big');
    return new Uint8Array(view.buffer);
  }
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') {
    const bytes = (options.encode ?? utf8)(value, element);
    return bytes.length % 2 === 0 ? bytes : concat(bytes, Uint8Array.of(vr === 'UI' ? 0 : 0x20));
  }
  const little = syntax !== 'big';
  return concat(
    ...(value as readonly Item[]).map((item) => {
      const body = dataSet(item, syntax, options);
      return options.undefinedLengths ? concat(delimiter(0xe000, little, 0xffffffff), body, delimiter(0xe00d, little)) : concat(delimiter(0xe000, little, body.length), body);
    }),
  );
}

/** Compressed pixel data: an empty offset table and one fragment a frame. */
export const encapsulated = (...frames: readonly Uint8Array[]): Uint8Array =>
  concat(delimiter(0xe000, true), ...frames.flatMap((f) => [delimiter(0xe000, true, f.length), f]), delimiter(0xe0dd, true));

/** A small, harmless CT image around the elements of interest. Elements must be given in tag order. */
export function image(extra: readonly Element[], options: FileOptions = {}): Uint8Array {
  const base: Element[] = [
    el('00080005', 'CS', 'ISO_IR 192'), el('00080008', 'CS', 'ORIGINAL\\PRIMARY\\AXIAL'), el('00080016', 'UI', '1.2.840.10008.5.1.4.1.1.2'), el('00080018', 'UI', '2.25.1'), el('00080020', 'DA', '20240105'),
    el('00080060', 'CS', 'CT'), el('00080070', 'LO', 'Vendor'), el('00081030', 'LO', 'CT CHEST WITH CONTRAST'), el('0008103E', 'LO', 'Lung 1.0 B70f'), el('00100010', 'PN', 'TEST^PATIENT'), el('00100020', 'LO', 'TEST01'),
    el('00180015', 'CS', 'CHEST'), el('00181030', 'LO', 'Thorax routine'), el('00280002', 'US', 1), el('00280010', 'US', 16), el('00280011', 'US', 16), el('00280100', 'US', 16),
  ];
  const given = new Set(extra.map((e) => e.tag));
  const pixels = given.has('7FE00010') ? [] : [el('7FE00010', 'OW', new Uint8Array(512))];
  const all = [...base.filter((e) => !given.has(e.tag)), ...extra, ...pixels];
  return dicomFile(all.sort((a, b) => (a.tag < b.tag ? -1 : a.tag > b.tag ? 1 : 0)), options);
}
