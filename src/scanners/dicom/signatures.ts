/**
 * Digital signatures of data sets: PS3.3 C.12.1.1.3.1 says which elements a signature covers and how they are strung together,
 * PS3.15 C.2 how the result is signed. Here the covered bytes are found; the host checks them, because cryptography is its own.
 */
import type { ByteRange } from '../artifact.ts';
import type { ByteReader } from '../bytes.ts';
import { MAX_DEPTH, MAX_SIGNED_ELEMENTS } from '../limits.ts';
import { implicitVr, lookUp, tagName } from './dictionary.ts';
import { LONG_VRS, vrAt, type Syntax } from './walk.ts';

/** One signature, with what its check needs. */
export interface Signature {
  /** `(FFFA,FFFA)[0]`. */
  readonly where: string;
  /** When it was made, as DICOM writes it; empty where it does not say. */
  readonly dateTime: string;
  /** Tags of the elements that it covers. */
  readonly covers: readonly number[];
  /** The sequence that holds it, where that is an element of the file's own data set. */
  readonly sequence: ByteRange | undefined;
  /** What is to be verified, or why that can't be done. */
  readonly check: SignatureInput | { readonly impossible: string };
}

/** Input of a verification. */
export interface SignatureInput {
  /** Defined term of MAC Algorithm (0400,0015): `SHA256`, `RIPEMD160`, … */
  readonly macAlgorithm: string;
  /** X.509 certificate of the signer, DER, possibly with a padding byte. */
  readonly certificate: Uint8Array;
  /** Possibly with a padding byte. */
  readonly signature: Uint8Array;
  /** The signed bytes in order, in parts that are valid until the next one is taken. */
  readonly signed: () => Iterable<Uint8Array>;
}

export const DIGITAL_SIGNATURES = 0xfffafffa;
const MAC_PARAMETERS = 0x4ffe0001;
const MAC_ID = 0x04000005;
const MAC_SYNTAX = 0x04000010;
const MAC_ALGORITHM = 0x04000015;
const ELEMENTS_SIGNED = 0x04000020;
const DATE_TIME = 0x04000105;
const CERTIFICATE_TYPE = 0x04000110;
const CERTIFICATE = 0x04000115;
const SIGNATURE = 0x04000120;
const TIMESTAMP_TYPE = 0x04000305;
const TIMESTAMP = 0x04000310;
const PADDING = 0xfffcfffc;

/** Elements of a signature's own item that it does not cover. */
const NOT_OWN: ReadonlySet<number> = new Set([CERTIFICATE, SIGNATURE, TIMESTAMP_TYPE, TIMESTAMP]);

const IMPLICIT = '1.2.840.10008.1.2';
const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const EXPLICIT = '1.2.840.10008.1.2.1';
const DEFLATED = '1.2.840.10008.1.2.1.99';

const UNDEFINED = 0xffffffff;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;

/** Bytes of a value that are handed over at a time. */
const PART = 1 << 20;

/** Certificates and signatures are some kilobytes; more is none. */
const MAX_CERTIFICATE = 1 << 16;

/** An element with what lies in it. */
interface Node {
  readonly tag: number;
  readonly vr: string;
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** Offset behind the element, its delimiter included. */
  readonly end: number;
  readonly items?: readonly (readonly Node[])[];
  /** Encapsulated pixel data: the offset table and the fragments. */
  readonly fragments?: readonly ByteRange[];
}

/** Why a data set is not read for its signatures: the reader here is strict, since a signature over a broken data set proves nothing. */
class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** All signatures of the data set that begins at `at`. `transferSyntax` is the UID it is written in. Never throws. */
export function readSignatures(reader: ByteReader, at: number, syntax: Syntax, transferSyntax: string | undefined, deadline: number): readonly Signature[] {
  const littleEndian = reader.littleEndian;
  reader.littleEndian = syntax.littleEndian;
  try {
    const nodes = new Parser(reader, syntax, deadline).dataSet(at, reader.length, false, 0).nodes;
    const context = { reader, syntax, transferSyntax: transferSyntax ?? (syntax.explicit ? EXPLICIT : IMPLICIT) };
    return [...signaturesIn(nodes, '', context)];
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [{ where: tagName(DIGITAL_SIGNATURES), dateTime: '', covers: [], sequence: undefined, check: { impossible: error.message } }];
  } finally {
    reader.littleEndian = littleEndian;
  }
}

interface Context { readonly reader: ByteReader; readonly syntax: Syntax; readonly transferSyntax: string }

/** A signature covers elements of the data set or item that holds it, so every item is looked at for itself. */
function* signaturesIn(nodes: readonly Node[], path: string, context: Context): Generator<Signature> {
  for (const node of nodes) {
    for (const [index, item] of (node.items ?? []).entries()) {
      const where = `${path}${tagName(node.tag)}[${index}]`;
      if (node.tag === DIGITAL_SIGNATURES) yield oneSignature(where, node, item, nodes, path === '', context);
      else yield* signaturesIn(item, `${where}.`, context);
    }
  }
}

function oneSignature(where: string, sequence: Node, item: readonly Node[], scope: readonly Node[], isOuter: boolean, context: Context): Signature {
  const { reader } = context;
  const bytes = (nodes: readonly Node[], tag: number): Uint8Array | undefined => {
    const node = nodes.find((n) => n.tag === tag);
    return node && reader.slice(node.valueStart, Math.min(node.valueEnd, node.valueStart + MAX_CERTIFICATE)).slice();
  };
  const text = (nodes: readonly Node[], tag: number): string => String.fromCharCode(...(bytes(nodes, tag) ?? [])).replace(/[\0 ]+$/, '').slice(0, 64);
  const id = bytes(item, MAC_ID)?.join();
  const parameters = scope.find(({ tag }) => tag === MAC_PARAMETERS)?.items?.find((other) => bytes(other, MAC_ID)?.join() === id);
  const listed = bytes(parameters ?? [], ELEMENTS_SIGNED) ?? new Uint8Array(0);
  const view = new DataView(listed.buffer, listed.byteOffset, listed.byteLength);
  const { littleEndian } = context.syntax;
  const tags = new Set(Array.from({ length: listed.length >> 2 }, (_, i) => ((view.getUint16(i * 4, littleEndian) << 16) | view.getUint16(i * 4 + 2, littleEndian)) >>> 0));
  const covered = scope.filter(({ tag }) => tags.has(tag));
  const macSyntax = text(parameters ?? [], MAC_SYNTAX);
  const certificate = bytes(item, CERTIFICATE);
  const signature = bytes(item, SIGNATURE);
  const base = { where, dateTime: text(item, DATE_TIME), covers: covered.map(({ tag }) => tag), sequence: isOuter ? { start: sequence.start, end: sequence.end } : undefined };
  const impossible = (why: string): Signature => ({ ...base, check: { impossible: why } });

  if (parameters === undefined || tags.size === 0) return impossible('nothing says which elements it covers');
  if (certificate === undefined || signature === undefined) return impossible('its certificate or its value is missing');
  const type = text(item, CERTIFICATE_TYPE);
  if (type !== 'X509_1993_SIG') return impossible(`certificates of type ${type} are not known`);
  const own = item.filter(({ tag }) => !NOT_OWN.has(tag));
  const all = [...covered, ...own];
  if (all.some((node) => !isSignable(node))) return impossible('it covers elements that the standard excludes');
  const why = differs(macSyntax, context, all);
  if (why !== undefined) return impossible(why);
  return { ...base, check: { macAlgorithm: text(parameters, MAC_ALGORITHM), certificate, signature, signed: () => streamOf(all, context) } };
}

/** Why the bytes of the file are not those that were signed, where the two are written differently. */
function differs(macSyntax: string, { syntax, transferSyntax }: Context, covered: readonly Node[]): string | undefined {
  const isNative = (uid: string): boolean => uid === EXPLICIT || uid === IMPLICIT || uid === DEFLATED;
  if (transferSyntax === BIG_ENDIAN || !syntax.littleEndian || macSyntax === BIG_ENDIAN || macSyntax === IMPLICIT) return 'it was made over another byte order or way of writing';
  if (!syntax.explicit && !covered.every(hasOneVr)) return 'it covers elements whose VR the file does not tell';
  // Compression changes the pixel data only.
  const hasFragments = covered.some(({ fragments }) => fragments !== undefined);
  const hasPixels = covered.some(({ tag }) => tag === 0x7fe00010);
  if (hasPixels && (hasFragments === isNative(macSyntax) || (hasFragments && macSyntax !== transferSyntax))) return 'it was made over pixel data in another compression';
  return undefined;
}

/** Elements that no signature may cover, in a sequence neither (PS3.3 C.12.1.1.3.1.1). */
function isSignable({ tag, vr, items }: Node): boolean {
  const group = tag >>> 16;
  if (group < 8 || (tag & 0xffff) === 0 || group === 0xfffa || tag === MAC_PARAMETERS || tag === PADDING || vr === 'UN') return false;
  return items === undefined || items.every((item) => item.every(isSignable));
}

/** Whether the dictionary leaves no choice of VR, so that an element of implicit VR can be written as it was signed. */
const hasOneVr = ({ tag, items }: Node): boolean => !/^(?:xs|lt|up)$/.test(lookUp(tag)?.vr ?? '') && (items ?? []).every((item) => item.every(hasOneVr));

const word = (...values: readonly number[]): Uint8Array => Uint8Array.from(values.flatMap((value) => [value & 0xff, (value >> 8) & 0xff]));
const tagBytes = (tag: number): Uint8Array => word(tag >>> 16, tag & 0xffff);

/** The bytes that go into the message digest: explicit VR, little endian, without the lengths of sequences, items and fragments. */
function* streamOf(nodes: readonly Node[], context: Context): Generator<Uint8Array> {
  const { reader } = context;
  for (const node of nodes) {
    const { tag, vr, valueStart, valueEnd, items, fragments } = node;
    const vrBytes = Uint8Array.of(vr.charCodeAt(0), vr.charCodeAt(1));
    yield tagBytes(tag);
    yield vrBytes;
    if (LONG_VRS.has(vr)) yield word(0);
    if (items !== undefined) {
      for (const item of items) {
        yield tagBytes(ITEM);
        yield* streamOf(item, context);
      }
      yield tagBytes(SEQUENCE_END);
    } else if (fragments !== undefined) {
      for (const { start, end } of fragments) {
        yield tagBytes(ITEM);
        yield* partsOf(reader, start, end);
      }
      yield tagBytes(SEQUENCE_END);
    } else {
      const length = valueEnd - valueStart;
      yield LONG_VRS.has(vr) ? word(length & 0xffff, length >>> 16) : word(length);
      yield* partsOf(reader, valueStart, valueEnd);
    }
  }
}

function* partsOf(reader: ByteReader, start: number, end: number): Generator<Uint8Array> {
  for (let at = start; at < end; at += PART) yield reader.slice(at, Math.min(end, at + PART));
}

/** Reads a data set into nodes; throws `Unreadable` at the first thing that is not as it should be. */
class Parser {
  private readonly reader: ByteReader;
  private readonly syntax: Syntax;
  private readonly deadline: number;
  private count = 0;

  constructor(reader: ByteReader, syntax: Syntax, deadline: number) {
    this.reader = reader;
    this.syntax = syntax;
    this.deadline = deadline;
  }

  private tagAt(at: number): number {
    return ((this.reader.u16(at) << 16) | this.reader.u16(at + 2)) >>> 0;
  }

  /** Elements from `at`; of an item of undefined length up to its delimiter. */
  dataSet(at: number, end: number, delimited: boolean, depth: number): { nodes: Node[]; next: number } {
    if (depth > MAX_DEPTH) throw new Unreadable('its sequences are nested too deeply');
    const nodes: Node[] = [];
    while (at < end) {
      if (end - at < 8) throw new Unreadable('the data set breaks off');
      if (delimited && this.tagAt(at) === ITEM_END) return { nodes, next: at + 8 };
      const node = this.element(at, end, depth);
      nodes.push(node);
      at = node.end;
    }
    if (delimited) throw new Unreadable('an item is not closed');
    return { nodes, next: end };
  }

  private element(at: number, end: number, depth: number): Node {
    const { reader } = this;
    if (++this.count > MAX_SIGNED_ELEMENTS) throw new Unreadable(`the data set has more than ${MAX_SIGNED_ELEMENTS} elements`);
    if ((this.count & 1023) === 0 && Date.now() > this.deadline) throw new Unreadable('there was no time left to check it');
    const tag = this.tagAt(at);
    const vr = this.syntax.explicit ? vrAt(reader, at + 4) : implicitVr(tag);
    if (vr === undefined) throw new Unreadable(`there is no valid element at byte ${at}`);
    const isLong = this.syntax.explicit && LONG_VRS.has(vr);
    const written = this.syntax.explicit ? (isLong ? reader.u32(at + 8) : reader.u16(at + 6)) : reader.u32(at + 4);
    const valueStart = at + (isLong ? 12 : 8);
    const isOpen = written === UNDEFINED;
    const valueEnd = isOpen ? end : valueStart + written;
    if (valueEnd > end) throw new Unreadable('the data set breaks off');
    const base = { tag, vr, start: at, valueStart };
    if (vr === 'SQ') {
      const { items, next } = this.sequence(valueStart, valueEnd, isOpen, depth);
      return { ...base, valueEnd: next, end: next, items };
    }
    if (!isOpen) return { ...base, valueEnd, end: valueEnd };
    const { fragments, next } = this.fragments(valueStart, end);
    return { ...base, valueEnd: next, end: next, fragments };
  }

  private sequence(at: number, end: number, isOpen: boolean, depth: number): { items: Node[][]; next: number } {
    const { reader } = this;
    const items: Node[][] = [];
    while (at < end) {
      if (end - at < 8) throw new Unreadable('a sequence breaks off');
      const tag = this.tagAt(at);
      const length = reader.u32(at + 4);
      if (isOpen && tag === SEQUENCE_END) return { items, next: at + 8 };
      if (tag !== ITEM || (length !== UNDEFINED && at + 8 + length > end)) throw new Unreadable('a sequence holds something else than items');
      const { nodes, next } = length === UNDEFINED ? this.dataSet(at + 8, end, true, depth + 1) : this.dataSet(at + 8, at + 8 + length, false, depth + 1);
      items.push(nodes);
      at = next;
    }
    if (isOpen) throw new Unreadable('a sequence is not closed');
    return { items, next: end };
  }

  private fragments(at: number, end: number): { fragments: ByteRange[]; next: number } {
    const fragments: ByteRange[] = [];
    while (end - at >= 8) {
      const tag = this.tagAt(at);
      const length = this.reader.u32(at + 4);
      if (tag === SEQUENCE_END) return { fragments, next: at + 8 };
      if (tag !== ITEM || at + 8 + length > end || ++this.count > MAX_SIGNED_ELEMENTS) break;
      fragments.push({ start: at + 8, end: at + 8 + length });
      at += 8 + length;
    }
    throw new Unreadable('the fragments of the pixel data break off');
  }
}
