/**
 * The reader: walks the elements of a DICOM file, or of what is left of one, without recursion and without copying values. It
 * believes nothing: a length that does not fit, a VR that is none, a missing preamble or meta group are noted and read around.
 *
 * Why not dcmjs, from which the dictionary comes: it gives values but no offsets (a fix needs the bytes), stops at the first fault,
 * decodes the first of several character sets only, drops what follows a terminator, and copies pixel data.
 */
import type { ByteReader } from '../bytes.ts';
import { MAX_DEPTH, MAX_ELEMENTS } from '../limits.ts';
import { implicitVr, tagName } from './dictionary.ts';
import { textDecoder } from './charset.ts';

/** How elements are written. */
export interface Syntax { readonly explicit: boolean; readonly littleEndian: boolean }

/** One element as it lies in the file. Valid during the callback only. */
export interface Element {
  readonly tag: number;
  readonly vr: string;
  /** Offset of the tag. */
  readonly start: number;
  readonly valueStart: number;
  /** Length of the value; clipped to the file. */
  readonly length: number;
  /** The length that was written; 0xFFFFFFFF undefined. */
  readonly written: number;
  /** Number of the data set or item that holds it; 0 is the file's own. */
  readonly level: number;
}

export interface Fragment { readonly start: number; readonly end: number }

export interface Walked {
  /** Offset after the last element that could be read. */
  readonly end: number;
  readonly stopped: 'end' | 'lost' | 'truncated' | 'elements' | 'time';
}

export interface Visitor {
  element(element: Element, walker: Walker): void;
  /** A sequence begins; its items' elements follow. */
  sequence?(element: Element, walker: Walker): void;
  /** Encapsulated pixel data, once. */
  fragments?(element: Element, fragments: readonly Fragment[], walker: Walker): void;
  fault(kind: Fault, at: number, message: string, walker: Walker): void;
}

/** What can be wrong with a structure. */
export type Fault = 'truncated' | 'lost' | 'length' | 'depth' | 'elements' | 'time' | 'duplicate';

const UNDEFINED = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const PIXEL_DATA = 0x7fe00010;
const SPECIFIC_CHARACTER_SET = 0x00080005;

/** Explicit VRs with two reserved bytes and a four-byte length. */
export const LONG_VRS: ReadonlySet<string> = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const SHORT_VRS: ReadonlySet<string> = new Set(['AE', 'AS', 'AT', 'CS', 'DA', 'DS', 'DT', 'FD', 'FL', 'IS', 'LO', 'LT', 'PN', 'SH', 'SL', 'SS', 'ST', 'TM', 'UI', 'UL', 'US']);

/** VRs that hold sentences. */
const FREE_TEXT: ReadonlySet<string> = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UN', 'UT']);

/** Interned two-letter strings, so that reading a VR makes no garbage. */
const VR_NAMES = new Map<number, string>([...LONG_VRS, ...SHORT_VRS].map((vr) => [(vr.charCodeAt(0) << 8) | vr.charCodeAt(1), vr]));

/** The VR that two bytes spell, if they do. */
export const vrAt = (reader: ByteReader, at: number): string | undefined => VR_NAMES.get((reader.u8(at) << 8) | reader.u8(at + 1));

interface Level {
  readonly sequence: boolean;
  /** Offset behind the value; that of the level around it where a delimiter ends it. */
  readonly end: number;
  /** Its length is undefined: a delimiter ends it. */
  readonly delimited: boolean;
  /** Tag of the sequence (levels of kind sequence), else of nothing. */
  readonly tag: number;
  readonly syntax: Syntax;
  /** Items seen so far in a sequence. */
  items: number;
  lastTag: number;
  decode: ((bytes: Uint8Array) => string) | undefined;
  readonly number: number;
}

export class Walker {
  readonly reader: ByteReader;
  private readonly visitor: Visitor;
  private readonly deadline: number;
  private levels: Level[] = [];
  private elements = 0;
  private nextLevel = 1;
  private stopping = false;

  constructor(reader: ByteReader, visitor: Visitor, deadline: number) {
    this.reader = reader;
    this.visitor = visitor;
    this.deadline = deadline;
  }

  /** Where the element `tag` of the current data set stands: `(0040,A730)[2].(0040,A160)`. */
  path(tag: number): string {
    let out = '';
    for (const level of this.levels) if (level.sequence) out += `${tagName(level.tag)}[${Math.max(0, level.items - 1)}].`;
    return out + tagName(tag);
  }

  /** The text of a value, by the character set in force where the walk is. */
  decode(bytes: Uint8Array): string {
    for (let i = this.levels.length - 1; i >= 0; i--) {
      const found = this.levels[i]!.decode;
      if (found) return found(bytes);
    }
    return plainDecoder(bytes);
  }

  /** Ends the walk after the current element. */
  stop(): void {
    this.stopping = true;
  }

  /** Reads data elements from `at` until `end`, in `syntax`. */
  walk(at: number, end: number, syntax: Syntax): Walked {
    const { reader } = this;
    this.levels = [{ sequence: false, end, delimited: false, tag: 0, syntax, items: 0, lastTag: -1, decode: undefined, number: 0 }];
    let offset = at;
    for (;;) {
      const level = this.levels.at(-1)!;
      reader.littleEndian = level.syntax.littleEndian;
      if (this.stopping) return { end: offset, stopped: 'end' };
      if (offset >= level.end || offset >= end) {
        if (this.levels.length === 1) return { end: offset, stopped: 'end' };
        if (level.delimited) this.visitor.fault(offset >= end ? 'truncated' : 'length', offset, 'a sequence or item is not closed', this);
        if (offset >= end) return { end: offset, stopped: level.delimited ? 'truncated' : 'end' };
        this.levels.pop();
        continue;
      }
      if (++this.elements > MAX_ELEMENTS) {
        this.visitor.fault('elements', offset, `more than ${MAX_ELEMENTS} elements`, this);
        return { end: offset, stopped: 'elements' };
      }
      if ((this.elements & 1023) === 0 && Date.now() > this.deadline) {
        this.visitor.fault('time', offset, 'reading took too long', this);
        return { end: offset, stopped: 'time' };
      }
      if (end - offset < 8) return { end: offset, stopped: this.levels.length === 1 ? 'end' : 'truncated' };
      const next = level.sequence ? this.item(level, offset, end) : this.dataElement(level, offset, end);
      if (next < 0) return { end: offset, stopped: 'lost' };
      offset = next;
    }
  }

  private tagAt(offset: number): number {
    return ((this.reader.u16(offset) << 16) | this.reader.u16(offset + 2)) >>> 0;
  }

  /** An item or delimiter of a sequence; gives the offset to go on at, or -1. */
  private item(level: Level, offset: number, end: number): number {
    const tag = this.tagAt(offset);
    const length = this.reader.u32(offset + 4);
    if (tag === SEQUENCE_END) {
      this.levels.pop();
      return offset + 8;
    }
    if (tag !== ITEM) {
      this.visitor.fault('lost', offset, `no item where one should begin in ${this.path(0).slice(0, -12)}`, this);
      this.levels.pop();
      return level.delimited ? -1 : level.end;
    }
    level.items++;
    const delimited = length === UNDEFINED;
    const close = delimited ? level.end : offset + 8 + length;
    if (close > level.end) this.visitor.fault(close > end ? 'truncated' : 'length', offset, 'an item is longer than its sequence', this);
    if (this.levels.length >= MAX_DEPTH * 2) {
      this.visitor.fault('depth', offset, `sequences nested more than ${MAX_DEPTH} deep`, this);
      return level.delimited ? -1 : level.end;
    }
    this.levels.push({ sequence: false, end: Math.min(close, end), delimited, tag: 0, syntax: level.syntax, items: 0, lastTag: -1, decode: undefined, number: this.nextLevel++ });
    return offset + 8;
  }

  /** One data element; gives the offset to go on at, or -1. */
  private dataElement(level: Level, offset: number, end: number): number {
    const { reader, visitor } = this;
    const tag = this.tagAt(offset);
    if (tag === ITEM_END && this.levels.length > 1) {
      this.levels.pop();
      return offset + 8;
    }
    if (tag === SEQUENCE_END && this.levels.length > 1) {
      // An item of undefined length whose own delimiter is missing.
      this.levels.pop();
      this.levels.pop();
      return offset + 8;
    }
    let vr: string;
    let written: number;
    let valueStart = offset + 8;
    const spelled = level.syntax.explicit ? vrAt(reader, offset + 4) : undefined;
    if (spelled !== undefined) {
      vr = spelled;
      if (LONG_VRS.has(vr)) {
        written = reader.u32(offset + 8);
        valueStart = offset + 12;
      } else written = reader.u16(offset + 6);
    } else {
      vr = implicitVr(tag);
      written = reader.u32(offset + 4);
      if (level.syntax.explicit) {
        // No VR where one belongs: some writers fall back to implicit for an element. If that makes no sense either, we are lost.
        const group = tag >>> 16;
        if ((written > end - valueStart && written !== UNDEFINED) || group === 0 || tag === 0 || tag <= level.lastTag) {
          visitor.fault('lost', offset, `no valid element at byte ${offset}`, this);
          return this.recover(level);
        }
      }
    }
    if (tag <= level.lastTag) {
      if (!level.syntax.explicit && (written > end - valueStart && written !== UNDEFINED)) {
        visitor.fault('lost', offset, `no valid element at byte ${offset}`, this);
        return this.recover(level);
      }
      // Readers differ in which of two they show; for codes and numbers that hides no message.
      if (tag === level.lastTag && FREE_TEXT.has(vr)) visitor.fault('duplicate', offset, `${this.path(tag)} stands twice, and readers differ in which they show`, this);
    }
    level.lastTag = tag;
    const element = { tag, vr, start: offset, valueStart, length: 0, written, level: level.number };
    if (written === UNDEFINED) return this.undefinedLength(level, element, end);
    const available = Math.max(0, Math.min(level.end, end) - valueStart);
    element.length = Math.min(written, available);
    if (written > available) {
      const beyondFile = written > end - valueStart;
      visitor.fault(beyondFile ? 'truncated' : 'length', offset, beyondFile ? `${this.path(tag)} says ${written} bytes, ${Math.max(0, end - valueStart)} are left` : `${this.path(tag)} is longer than its item`, this);
      // An element that is longer than its item but not than the file is read as far as it says: one of the two lengths is a lie.
      if (!beyondFile) element.length = written;
    }
    if (vr === 'SQ' || (vr === 'UN' && written >= 8 && this.looksLikeItems(valueStart, element.length))) {
      visitor.sequence?.(element, this);
      const implicit = vr === 'UN' && !this.itemsAreExplicit(valueStart);
      this.push(level, tag, valueStart + element.length, false, implicit);
      return valueStart;
    }
    if (tag === SPECIFIC_CHARACTER_SET) {
      level.decode = textDecoder(new TextDecoder('latin1').decode(reader.slice(valueStart, valueStart + Math.min(element.length, 1024))).split('\\'));
    }
    visitor.element(element, this);
    return valueStart + element.length;
  }

  private undefinedLength(level: Level, element: Element & { length: number }, end: number): number {
    const { tag, vr, valueStart } = element;
    const isPixels = tag === PIXEL_DATA || ((vr === 'OB' || vr === 'OW') && level.syntax.explicit);
    if (!isPixels) {
      this.visitor.sequence?.(element, this);
      this.push(level, tag, level.end, true, vr === 'UN' && !this.itemsAreExplicit(valueStart));
      return valueStart;
    }
    const fragments: Fragment[] = [];
    let at = valueStart;
    let complete = false;
    while (at + 8 <= end) {
      const next = this.tagAt(at);
      const length = this.reader.u32(at + 4);
      if (next === SEQUENCE_END) {
        at += 8;
        complete = true;
        break;
      }
      if (next !== ITEM || length === UNDEFINED) break;
      const close = Math.min(end, at + 8 + length);
      fragments.push({ start: at + 8, end: close });
      at = close;
      if (++this.elements > MAX_ELEMENTS) break;
    }
    if (!complete) this.visitor.fault(at >= end - 8 ? 'truncated' : 'lost', at, `the fragments of ${this.path(tag)} break off`, this);
    element.length = at - valueStart;
    this.visitor.fragments?.(element, fragments, this);
    return complete || at >= end - 8 ? at : -1;
  }

  private push(level: Level, tag: number, end: number, delimited: boolean, implicit: boolean): void {
    const syntax = implicit ? { explicit: false, littleEndian: true } : level.syntax;
    this.levels.push({ sequence: true, end, delimited, tag, syntax, items: 0, lastTag: -1, decode: undefined, number: level.number });
  }

  /** After a fault inside an item of known length the walk goes on behind it. */
  private recover(level: Level): number {
    if (this.levels.length === 1) return -1;
    this.levels.pop();
    if (!level.delimited) return level.end;
    const sequence = this.levels.at(-1)!;
    if (sequence.delimited) return -1;
    this.levels.pop();
    return sequence.end;
  }

  private looksLikeItems(at: number, length: number): boolean {
    if (this.tagAt(at) !== ITEM) return false;
    const itemLength = this.reader.u32(at + 4);
    return itemLength === UNDEFINED || itemLength + 8 <= length;
  }

  /** Whether the first element of the first item spells a VR. */
  private itemsAreExplicit(at: number): boolean {
    return vrAt(this.reader, at + 12) !== undefined;
  }
}

const plainDecoder = textDecoder([]);

/** Guesses how the data set at `at` is written from its first element; undefined where it looks like none. */
export function guessSyntax(reader: ByteReader, at: number): Syntax | undefined {
  if (reader.length - at < 8) return undefined;
  for (const littleEndian of [true, false]) {
    reader.littleEndian = littleEndian;
    const group = reader.u16(at);
    const element = reader.u16(at + 2);
    if (group === 0 || group > 0x7fe0 || (group & 0xff00 && !(group & 0xff))) continue;
    if (vrAt(reader, at + 4)) return { explicit: true, littleEndian };
    const length = reader.u32(at + 4);
    if (littleEndian && group <= 0x0040 && element <= 0x2000 && (length < 1 << 16 || length === UNDEFINED) && length <= reader.length - at - 8) return { explicit: false, littleEndian };
  }
  return undefined;
}
