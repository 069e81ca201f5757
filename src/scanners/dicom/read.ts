/** Reads one DICOM file: the texts it carries with where they stand, the parts that are files of their own, and what is odd about it. */
import type { ArtifactContent, ArtifactText, ByteRange, Channel, LimitHit, StructureFact, Visibility } from '../artifact.ts';
import { ByteReader, memorySource, type ByteSource } from '../bytes.ts';
import { inflateAny } from '../inflate.ts';
import { decodeLoose, mostlyText, sniffMediaType, wideText } from '../sniff.ts';
import { withoutTerminal } from '../terminal.ts';
import { MAX_INFLATED_BYTES, MAX_INFLATE_RATIO, MAX_MILLISECONDS, MAX_PACKED_BYTES, MAX_TEXT_BYTES, MAX_TOTAL_TEXT } from '../limits.ts';
import { detectDicom } from './detect.ts';
import { lookUp, tagDigits, tagName } from './dictionary.ts';
import { commentSegments } from './frames.ts';
import { describeImage, describesPixels, holdsPixels, type ImageDescription } from './image.ts';
import { DIGITAL_SIGNATURES, readSignatures, type Signature } from './signatures.ts';
import { endOfImage, sentences, slackOf, type Slack } from './slack.ts';
import { CODED, SINGLE, TEXT_VRS, violation } from './vr.ts';
import { guessSyntax, vrAt, Walker, type Element, type Fault, type Fragment, type Syntax, type Visitor } from './walk.ts';

/** A file inside the file. */
export interface Embedded {
  readonly where: string;
  readonly bytes: Uint8Array;
  /** Offset in the outer file; undefined inside a compressed part. */
  readonly offset: number | undefined;
  readonly mediaType: string;
  /** The element that is made for it, rather than a place where a file does not belong. */
  readonly declared: boolean;
}

/** Identifying and descriptive attributes of the main data set, for the rules on identity and structure. */
export type Attributes = ReadonlyMap<number, string>;

export interface DicomContent extends ArtifactContent {
  readonly embedded: readonly Embedded[];
  /** Short text values of the main data set by tag. */
  readonly attributes: Attributes;
  readonly preamble: Uint8Array | undefined;
  readonly transferSyntax: string | undefined;
  /** Where the deflated data set begins; undefined for others. */
  readonly deflatedFrom: number | undefined;
  /** Their bytes are read through the same source: check them before it is closed. */
  readonly signatures: readonly Signature[];
  /** The pixels of the file's own data set; read through the same source. */
  readonly image: ImageDescription | undefined;
}

const DEFLATED = '1.2.840.10008.1.2.1.99';
const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const IMPLICIT = '1.2.840.10008.1.2';

const TRANSFER_SYNTAX = 0x00020010;
const PIXEL_DATA = 0x7fe00010;
const PADDING = 0xfffcfffc;
const ENCAPSULATED_DOCUMENT = 0x00420011;
const MEDIA_TYPE = 0x00420012;
const META_LENGTH = 0x00020000;
const PROVIDER_URL = 0x00287fe0;

/** An address that leads to another machine. */
const ABSOLUTE_URL = /^\s*[a-z][a-z0-9+.-]*:\/\//i;

const NUMBER_OF_FRAMES = 0x00280008;

/** Values shorter than this are no text worth a look alone; codes and counters are nearly all of them. */
const SHORTEST_TEXT = 3;

/** Decoded images above this are beyond what a reader allocates without care. */
const HUGE_IMAGE = 2 ** 31;

/** Compression that no still image codec reaches on a real image. */
const CODEC_RATIO = 5_000;

/** A written length this many times the file, and above 256 MB, is meant to exhaust. */
const ABSURD_RATIO = 16;
const ABSURD_LENGTH = 1 << 28;

/** Bytes at each end of pixel data that are looked through for text. */
const AMONG_PIXELS = 4096;

/** Fragments whose end is looked at, beside the last. */
const TAILS = 32;

/** MPEG and HEVC: many frames in one fragment. */
const VIDEO = /^1\.2\.840\.10008\.1\.2\.4\.10/;

/** VRs of bytes and numbers in which text is looked for. */
const BINARY_VRS: ReadonlySet<string> = new Set(['UN', 'OB', 'OW', 'OL', 'OF', 'OD', 'OV']);

/** Texts that stand in an item each and are read one after the other: those of a content tree, of annotations. */
const REPORT_TEXT: ReadonlySet<number> = new Set([0x0040a160, 0x00700006]);

/** Media types of programs: they have no business in a value. */
const PROGRAMS = /executable|mach-binary|shellscript|php|text\/html|svg/;

/** How a place is named in which there should be nothing. */
interface HiddenPlace { readonly place: string; readonly what: string; readonly label: string; readonly why: string }

/** Bytes of a value of unknown VR that are looked at to see whether it is text. */
const SNIFF = 96;

/** Whether a file is DICOM, by content. */
export function isDicom(source: ByteSource, bytes?: Uint8Array): boolean {
  return source.length > 8 && detectDicom(new ByteReader(source, bytes)) !== undefined;
}

/** Reads a DICOM file; undefined where it is none. Never throws. */
export function readDicom(source: ByteSource, bytes?: Uint8Array, milliseconds = MAX_MILLISECONDS): DicomContent | undefined {
  if (source.length <= 8) return undefined;
  const reader = new ByteReader(source, bytes);
  const detected = detectDicom(reader);
  if (!detected) return undefined;
  const collector = new Collector(reader, Date.now() + milliseconds);
  if (detected.preamble && !detected.prefix) collector.fact('unreadable', 'byte 128', 'the letters DICM before the meta information are damaged: strict readers stop here, lenient ones go on');
  const preamble = detected.preamble ? reader.slice(0, 128).slice() : undefined;
  if (preamble) collector.preamble(preamble);
  collector.file(detected.start, detected.syntax);
  return { ...collector.content(), preamble };
}

class Collector implements Visitor {
  private readonly deadline: number;
  private reader: ByteReader;
  private readonly texts: ArtifactText[] = [];
  private readonly facts: StructureFact[] = [];
  private readonly limits: LimitHit[] = [];
  private readonly embedded: Embedded[] = [];
  private readonly attributes = new Map<number, string>();
  /** Of the main data set: numbers that describe pixels, and where pixels lie. */
  private readonly geometry = new Map<number, number>();
  private readonly pixelRanges = new Map<number, ByteRange>();
  private pixelFragments: readonly ByteRange[] | undefined;
  private readonly creators = new Map<string, string>();
  private transferSyntax: string | undefined;
  private deflatedFrom: number | undefined;
  private signed = false;
  private signatures: readonly Signature[] = [];
  private total = 0;
  /** Byte offsets mean something in the file, not only in an inflated part. */
  private located = true;
  private metaLength: number | undefined;
  private lost: { at: number; message: string } | undefined;
  private afterPixels = false;
  private littleEndian = true;
  private seen = new Set<Fault>();

  constructor(reader: ByteReader, deadline: number) {
    this.reader = reader;
    this.deadline = deadline;
  }

  content(): Omit<DicomContent, 'preamble'> {
    const { texts, facts, limits, embedded, attributes, transferSyntax, signatures, deflatedFrom } = this;
    return { texts, facts, limits, embedded, attributes, transferSyntax, signatures, deflatedFrom, image: this.image() };
  }

  /** Text in the preamble; programs and documents there are another rule's. */
  preamble(bytes: Uint8Array): void {
    const { media, texts } = slackOf(bytes);
    if (media === undefined) for (const { text, start, end } of texts) this.text(text, 'preamble', 'the preamble', 'slack', 'hidden', ['no viewer shows it'], { start, end }, 'preamble');
  }

  /** Meta information, then the data set in the syntax that it names or that its bytes show. */
  file(start: number, first: Syntax): void {
    const { reader } = this;
    reader.littleEndian = first.littleEndian;
    let at = start;
    if (reader.u16(start) === 2) at = this.meta(start, first);
    if (at >= reader.length) {
      if (this.transferSyntax !== undefined) this.fact('unreadable', tagName(TRANSFER_SYNTAX), 'the file ends after its meta information');
      return;
    }
    if (this.transferSyntax === DEFLATED) {
      this.inflated(at);
      return;
    }
    this.dataSet(reader, at, this.syntaxFor(reader, at));
  }

  /** What the bytes show wins over what the meta information says, where the two differ. */
  private syntaxFor(reader: ByteReader, at: number): Syntax {
    const shown = guessSyntax(reader, at);
    reader.littleEndian = true;
    const explicit = this.transferSyntax === undefined ? vrAt(reader, at + 4) !== undefined : this.transferSyntax !== IMPLICIT;
    const said: Syntax = { explicit, littleEndian: this.transferSyntax !== BIG_ENDIAN };
    return shown && (this.transferSyntax === undefined || shown.explicit !== said.explicit || shown.littleEndian !== said.littleEndian) ? shown : said;
  }

  private meta(start: number, syntax: Syntax): number {
    const { reader } = this;
    // The group ends where another group begins, whatever its length says: readers differ, so both are looked at.
    let end = start;
    const ends = new MetaEnd();
    new Walker(reader, ends, this.deadline).walk(start, reader.length, syntax);
    end = ends.end ?? reader.length;
    new Walker(reader, this, this.deadline).walk(start, end, syntax);
    if (this.metaLength !== undefined && this.metaLength !== end && this.metaLength > end) {
      const shown = guessSyntax(reader, this.metaLength);
      if (this.metaLength < reader.length && shown) this.fact('hostile-structure', tagName(META_LENGTH), `the group length skips ${this.metaLength - end} bytes of elements that other readers show`, { start, end: start + 12 });
    }
    return end;
  }

  private inflated(at: number): void {
    const packed = this.reader.slice(at, at + MAX_PACKED_BYTES);
    const { bytes, end, consumed } = inflateAny(packed, MAX_INFLATED_BYTES);
    if (bytes.length === 0) {
      // Some writers name the deflated syntax and do not deflate.
      this.dataSet(this.reader, at, guessSyntax(this.reader, at) ?? { explicit: true, littleEndian: true });
      return;
    }
    if (end === 'capped') this.limits.push({ limit: 'MAX_INFLATED_BYTES', where: tagName(TRANSFER_SYNTAX) });
    if (end === 'damaged') this.fact('unreadable', tagName(TRANSFER_SYNTAX), `the deflated data set is damaged after ${bytes.length} bytes`);
    if (end === 'capped' || bytes.length > Math.max(1 << 20, packed.length * MAX_INFLATE_RATIO)) {
      this.fact('hostile-structure', tagName(TRANSFER_SYNTAX), `${packed.length} deflated bytes grow to ${end === 'capped' ? 'more than ' : ''}${bytes.length}`);
    }
    const rest = this.reader.length - at - consumed;
    if (end === 'ok' && rest > 1) this.trailing(at + consumed, 'after the deflated data set');
    this.located = false;
    this.deflatedFrom = at;
    const inner = new ByteReader(memorySource(bytes), bytes);
    this.reader = inner;
    this.dataSet(inner, 0, { explicit: true, littleEndian: true });
  }

  private dataSet(reader: ByteReader, at: number, syntax: Syntax): void {
    this.littleEndian = syntax.littleEndian;
    const walked = new Walker(reader, this, this.deadline).walk(at, reader.length, syntax);
    if (this.signed) {
      const found = readSignatures(reader, at, syntax, this.transferSyntax, this.deadline);
      this.signatures = this.located ? found : found.map((signature) => ({ ...signature, sequence: undefined }));
    }
    if (this.lost !== undefined || (walked.stopped === 'end' && walked.end < reader.length)) {
      const end = this.lost?.at ?? walked.end;
      if (!this.located) this.fact('unreadable', `byte ${end} of the inflated data set`, this.lost?.message ?? 'bytes after the data set');
      else if (!this.trailing(end, this.afterPixels ? 'after the pixel data' : 'after the last element')) {
        if (this.lost) this.fact('unreadable', `byte ${end}`, this.lost.message, { start: end, end: reader.length });
      }
    }
  }

  /** Looks at bytes that belong to no element. True: they are explained (zeros) or reported. */
  private trailing(start: number, where: string): boolean {
    const { length } = this.reader;
    return this.hiddenRange({ start, end: length }, { place: `trailing bytes at ${start}`, what: `${length - start} bytes ${where}`, label: `bytes ${where}`, why: 'no reader shows bytes after the data set' }) !== 'other';
  }

  fault(kind: Fault, at: number, message: string, walker: Walker): void {
    if (kind === 'lost') {
      if (walker.reader === this.reader) this.lost = { at, message };
      return;
    }
    if (kind === 'truncated') {
      const said = /says (\d+) bytes/.exec(message);
      if (said && Number(said[1]) > Math.max(ABSURD_LENGTH, this.reader.length * ABSURD_RATIO)) {
        this.fact('hostile-structure', `byte ${at}`, message);
        this.seen.add(kind);
        return;
      }
    }
    if (kind === 'elements') this.limits.push({ limit: 'MAX_ELEMENTS', where: `byte ${at}` });
    if (kind === 'time') this.limits.push({ limit: 'MAX_MILLISECONDS', where: `byte ${at}` });
    if (this.seen.has(kind)) return;
    this.seen.add(kind);
    if (kind === 'truncated') this.fact('unreadable', `byte ${at}`, message);
    else this.fact('hostile-structure', `byte ${at}`, message);
  }

  element(element: Element, walker: Walker): void {
    const { tag, vr, valueStart, length, level } = element;
    if (length === 0) return;
    if (tag === META_LENGTH) {
      this.metaLength = valueStart + length + this.reader.u32(valueStart);
      return;
    }
    if (level === 0 && holdsPixels(tag)) this.pixelRanges.set(tag, { start: valueStart, end: valueStart + length });
    if (tag === PIXEL_DATA) {
      this.afterPixels = true;
      if (level === 0) this.nativePixels(element);
      this.amongPixels(valueStart, valueStart + Math.min(length, (level === 0 && this.imageBytes()) || length), walker.path(tag));
      return;
    }
    if (tag === PADDING) {
      this.hiddenRange({ start: valueStart, end: valueStart + length }, { place: walker.path(tag), what: 'Data Set Trailing Padding', label: 'Data Set Trailing Padding', why: 'no viewer shows it' });
      return;
    }
    if (level === 0 && vr === 'US' && describesPixels(tag)) this.geometry.set(tag, this.reader.u16(valueStart));
    if (tag === ENCAPSULATED_DOCUMENT) {
      const bytes = this.reader.slice(valueStart, valueStart + Math.min(length, MAX_TOTAL_TEXT)).slice();
      this.embed({ where: walker.path(tag), bytes, offset: this.located ? valueStart : undefined, mediaType: this.attributes.get(MEDIA_TYPE) ?? sniffMediaType(bytes) ?? '', declared: true });
      return;
    }
    if (TEXT_VRS.has(vr)) this.textElement(element, walker);
    else if (BINARY_VRS.has(vr)) this.unknownElement(element, walker);
  }

  sequence(element: Element): void {
    if (element.tag === DIGITAL_SIGNATURES) this.signed = true;
  }

  fragments(element: Element, fragments: readonly Fragment[], walker: Walker): void {
    this.afterPixels = true;
    if (element.tag === PIXEL_DATA && element.level === 0) this.pixelFragments = fragments;
    if (element.tag === PIXEL_DATA && !VIDEO.test(this.transferSyntax ?? '')) this.dimensions(this.imageBytes(), element.length, CODEC_RATIO);
    this.aroundFrames(fragments, walker.path(element.tag));
    // The first item is the offset table.
    fragments.slice(1).forEach(({ start, end }, index) => {
      if (this.total > MAX_TOTAL_TEXT) return;
      const head = this.reader.slice(start, Math.min(end, start + 65_536));
      for (const { offset, text } of commentSegments(head)) {
        this.text(text, `${walker.path(element.tag)} frame ${index}`, 'comment segment of a compressed frame', 'comment', 'hidden', ['viewers do not show comments of compressed frames'], { start: start + offset, end: start + offset + text.length }, 'frames');
      }
    });
  }

  private textElement(element: Element, walker: Walker): void {
    const { tag, vr, valueStart, length, level } = element;
    if (length < SHORTEST_TEXT && level !== 0) return;
    if (length > MAX_TEXT_BYTES) this.longText(element, walker);
    const bytes = this.reader.slice(valueStart, valueStart + Math.min(length, MAX_TEXT_BYTES));
    if (CODED.has(vr) && plainCode(vr, bytes)) {
      if (level === 0) this.note(tag, bytes);
      return;
    }
    const where = walker.path(tag);
    const label = this.label(tag, vr, walker);
    const range = { start: valueStart, end: valueStart + length };
    const wide = wideText(bytes);
    if (wide !== undefined) {
      this.text(wide, where, label, 'slack', 'hidden', ['zeros between its letters end the value for a viewer after the first'], range, `level ${level}`, tag);
      return;
    }
    const text = walker.decode(bytes);
    if (level === 0) this.note(tag, undefined, text);
    if (tag === PROVIDER_URL && ABSOLUTE_URL.test(text)) this.facts.push({ kind: 'active-content', where, severity: 'warning', message: `a viewer fetches the pixels from “${text.trim().slice(0, 120)}” as soon as it shows the file`, ...(this.located ? { bytes: range } : {}) });
    const broken = violation(vr, text);
    if (broken) this.fact('value-violates-vr', where, `${label}: ${broken}`, this.located ? range : undefined);
    const nul = text.indexOf('\0');
    if (nul >= 0) {
      const rest = text.slice(nul).replaceAll('\0', ' ').trim();
      if (rest.length >= SHORTEST_TEXT) this.text(rest, where, label, 'slack', 'hidden', ['stands after the end of the value'], range, `level ${level}`, tag);
    }
    const shown = trimPadding(nul >= 0 ? text.slice(0, nul) : text);
    if (shown.length < SHORTEST_TEXT) return;
    const channel: Channel = tag >>> 16 === 2 ? 'meta' : (tag >>> 16) & 1 ? 'private' : CODED.has(vr) || vr === 'SH' ? 'short' : COMMENTS.has(tag) ? 'comment' : 'value';
    const terminal = withoutTerminal(shown);
    const plain = terminal?.text ?? shown;
    this.text(SINGLE.has(vr) ? plain : plain.replaceAll('\\', ' \\ '), where, label, channel, terminal?.conceals ? 'hidden' : terminal ? 'unusual' : 'shown', terminal?.facts ?? [], range, REPORT_TEXT.has(tag) ? 'report' : `level ${level}`, tag);
  }

  /** What a value beyond all dictation holds behind the part that is read like any other: its end. */
  private longText({ tag, vr, valueStart, length, level }: Element, walker: Walker): void {
    const end = valueStart + length;
    const start = Math.max(valueStart + MAX_TEXT_BYTES, end - MAX_TEXT_BYTES);
    if (start > valueStart + MAX_TEXT_BYTES) this.limits.push({ limit: 'MAX_TEXT_BYTES', where: walker.path(tag) });
    this.text(trimPadding(walker.decode(this.reader.slice(start, end))), walker.path(tag), this.label(tag, vr, walker), 'value', 'unusual', ['behind more than a megabyte of text'], { start, end }, `level ${level} end`, tag);
  }

  /** Values of no known VR are text if they read as text. */
  private unknownElement(element: Element, walker: Walker): void {
    const { tag, vr, valueStart, length, level } = element;
    if (length < 6) return;
    if (tag >>> 24 === 0x60 && (tag & 0xffff) === 0x3000) {
      this.amongPixels(valueStart, valueStart + length, walker.path(tag), 'bytes of an overlay');
      return;
    }
    const head = this.reader.slice(valueStart, valueStart + Math.min(length, SNIFF));
    const media = sniffMediaType(head);
    const where = walker.path(tag);
    if (media !== undefined && PROGRAMS.test(media)) {
      this.fact('active-content', where, `${this.label(tag, vr, walker)} holds a program or page (${media})`, this.located ? { start: valueStart, end: valueStart + length } : undefined);
    } else if (media !== undefined && media !== 'application/gzip') {
      const bytes = this.reader.slice(valueStart, valueStart + Math.min(length, MAX_TEXT_BYTES)).slice();
      this.embed({ where, bytes, offset: this.located ? valueStart : undefined, mediaType: media, declared: false });
    }
    if (!mostlyText(head)) {
      if (length > SNIFF) this.textRuns(element, walker);
      return;
    }
    const bytes = this.reader.slice(valueStart, valueStart + Math.min(length, MAX_TEXT_BYTES));
    const range = { start: valueStart, end: valueStart + length };
    const isPrivate = ((tag >>> 16) & 1) === 1;
    this.text(decodeLoose(bytes), where, this.label(tag, vr, walker), isPrivate ? 'private' : 'value', 'unusual', ['a binary element that holds text'], range, `level ${level}`, tag);
  }

  /** Sentences inside binary values: a small part of a private block is enough for a message. */
  private textRuns(element: Element, walker: Walker): void {
    const { tag, valueStart, length } = element;
    const bytes = this.reader.slice(valueStart, valueStart + Math.min(length, MAX_TEXT_BYTES));
    for (const { start, end, text } of sentences(bytes)) {
      this.text(text, walker.path(tag), this.label(tag, element.vr, walker), 'private', 'hidden', ['text between binary data'], { start: valueStart + start, end: valueStart + end }, `${walker.path(tag)} runs`, tag);
    }
  }

  private nativePixels(element: Element): void {
    const expected = this.imageBytes();
    const { valueStart, length, written } = element;
    if (expected === 0) return;
    this.dimensions(expected, length, 64);
    if (written === 0xffffffff || length <= expected + 1) return;
    const what = `the ${length - expected} bytes after the last pixel`;
    this.hiddenRange({ start: valueStart + expected, end: valueStart + length }, { place: tagName(PIXEL_DATA), what, label: what, why: 'no viewer shows it' });
  }

  private image(): ImageDescription | undefined {
    const { reader, geometry, attributes, pixelRanges, littleEndian } = this;
    return describeImage({
      number: (tag) => geometry.get(tag),
      decimal: (tag) => finite(attributes.get(tag)),
      text: (tag) => attributes.get(tag),
      range: (tag) => pixelRanges.get(tag),
      fragments: this.pixelFragments,
      transferSyntax: this.transferSyntax ?? '',
      littleEndian,
      // Not slice(): a copy for another thread must not bring the whole file along.
      read: (start, end) => new Uint8Array(reader.slice(start, end)),
    });
  }

  /** Bytes of the whole image once it is decoded, as the header says. */
  private imageBytes(): number {
    const get = (tag: number): number => this.geometry.get(tag) ?? 0;
    const frames = Math.max(1, Number.parseInt(this.attributes.get(NUMBER_OF_FRAMES) ?? '1', 10) || 1);
    return Math.ceil((get(0x00280010) * get(0x00280011) * Math.max(1, get(0x00280002)) * frames * get(0x00280100)) / 8);
  }

  /** A header that makes a reader allocate far more than the file can fill. `ratio` is what a codec may reach. */
  private dimensions(expected: number, length: number, ratio: number): void {
    if (expected <= HUGE_IMAGE || length >= expected / ratio) return;
    this.fact('hostile-structure', tagName(PIXEL_DATA), `the image is said to have ${expected} bytes, the file holds ${length}`);
  }

  /** Reports text and files in a range that should hold neither, and says whether it is `padding`, `told`, or holds `other` bytes. */
  private hiddenRange(range: ByteRange, found: HiddenPlace): 'padding' | 'told' | 'other' {
    let answer: 'padding' | 'told' | 'other' = 'padding';
    for (const { bytes, start } of this.ends(range)) {
      const slack = slackOf(bytes);
      if (slack.padding) continue;
      if (slack.media === undefined && slack.texts.length === 0) {
        if (answer === 'padding') answer = 'other';
        continue;
      }
      this.slack(slack, bytes, start, range, found);
      answer = 'told';
    }
    return answer;
  }

  /** The parts of a range that are looked at: its start, and, of a long one, its end. */
  private *ends({ start, end }: ByteRange): Generator<{ readonly bytes: Uint8Array; readonly start: number }> {
    const to = Math.min(end, this.reader.length);
    const head = Math.min(to, start + MAX_TEXT_BYTES);
    const tail = Math.max(head, to - MAX_TEXT_BYTES);
    yield { bytes: this.reader.slice(start, head).slice(), start };
    if (tail < to) yield { bytes: this.reader.slice(tail, to).slice(), start: tail };
  }

  /** Reports what lies in a range where nothing should: `offset` is where `bytes` begin in the file. */
  private slack({ media, start, texts }: Slack, bytes: Uint8Array, offset: number, range: ByteRange, { place, what, label, why }: HiddenPlace): void {
    const message = `${what} hold ${media ? `a second file (${media})` : 'text'}`;
    if (!this.facts.some((fact) => fact.where === place && fact.message === message)) this.fact('trailing-data', place, message, this.located ? range : undefined);
    if (media) this.embed({ where: place, bytes: bytes.slice(start), offset: this.located ? offset + start : undefined, mediaType: media, declared: false });
    for (const { text, start: from, end } of texts) this.text(text, place, label, 'slack', 'hidden', [why], { start: offset + from, end: offset + end }, 'slack');
  }

  /** Sentences among the samples of native pixel data: whoever reads the bytes as text finds them, whoever looks at the image does not. */
  private amongPixels(start: number, end: number, where: string, label = 'bytes of the pixel data'): void {
    for (const at of end - start > AMONG_PIXELS ? [start, Math.max(start + AMONG_PIXELS, end - AMONG_PIXELS)] : [start]) {
      for (const { text, start: from, end: to } of sentences(this.reader.slice(at, Math.min(end, at + AMONG_PIXELS)))) {
        this.text(text, where, label, 'slack', 'hidden', ['a text among the samples'], { start: at + from, end: at + to }, 'slack');
      }
    }
  }

  /** Text in the offset table, and behind the end of compressed images. */
  private aroundFrames([table, ...fragments]: readonly Fragment[], path: string): void {
    if (table) this.behindImage(table.start, Math.min(table.end, table.start + MAX_TEXT_BYTES), path, 'the offset table');
    const last = fragments.length - 1;
    for (const [index, { start, end }] of fragments.entries()) {
      if (index >= TAILS && index !== last) continue;
      const from = Math.max(start, end - AMONG_PIXELS);
      const image = endOfImage(this.reader.slice(from, end));
      if (image !== undefined) this.behindImage(from + image, end, `${path} frame ${index}`, `the bytes behind the end of frame ${index}`);
    }
  }

  private behindImage(start: number, end: number, place: string, what: string): void {
    const bytes = this.reader.slice(start, end).slice();
    const slack = slackOf(bytes);
    if (slack.media !== undefined || slack.texts.length > 0) this.slack(slack, bytes, start, { start, end }, { place, what, label: what, why: 'no viewer shows it' });
  }

  private label(tag: number, vr: string, walker: Walker): string {
    const name = tagName(tag);
    if (((tag >>> 16) & 1) === 0) return `${lookUp(tag)?.keyword ?? 'unknown element'} ${name} ${vr}`;
    const block = (tag >>> 8) & 0xff;
    const creator = this.creators.get(walker.path(((tag & 0xffff0000) | block) >>> 0));
    return `private element ${name} ${vr}${creator ? ` of ${creator.slice(0, 40)}` : ''}`;
  }

  /** Keeps short values of the main data set for the rules on identity. */
  private note(tag: number, bytes: Uint8Array | undefined, text = bytes ? decodeLoose(bytes) : ''): void {
    const value = trimPadding(text.slice(0, 256));
    if (tag === TRANSFER_SYNTAX) this.transferSyntax = value.trim();
    if ((tag & 0xffff) >= 0x10 && (tag & 0xffff) <= 0xff && (tag >>> 16) & 1) this.creators.set(tagName(tag), value);
    if (this.attributes.size < 2_000) this.attributes.set(tag, value);
  }

  private text(text: string, where: string, label: string, channel: Channel, visibility: Visibility, facts: readonly string[], range: ByteRange, group: string, tag?: number): void {
    if (this.total >= MAX_TOTAL_TEXT) {
      if (!this.limits.some((l) => l.limit === 'MAX_TOTAL_TEXT')) this.limits.push({ limit: 'MAX_TOTAL_TEXT', where });
      return;
    }
    this.total += text.length;
    const base = { text, where, label, channel, visibility, facts, group, ...(tag === undefined ? {} : { element: tagDigits(tag) }) };
    this.texts.push(this.located ? { ...base, bytes: range } : base);
  }

  private embed(embedded: Embedded): void {
    if (this.embedded.length < 64) this.embedded.push(embedded);
  }

  fact(kind: string, where: string, message: string, bytes?: ByteRange): void {
    if (this.facts.length < 200) this.facts.push(bytes ? { kind, where, message, bytes } : { kind, where, message });
  }
}

/** Finds where group 0002 ends, by reading until another group begins. */
class MetaEnd implements Visitor {
  end: number | undefined;

  element(element: Element, walker: Walker): void {
    if (this.end === undefined && element.tag >>> 16 !== 2) this.stop(element.start, walker);
  }

  sequence(element: Element, walker: Walker): void {
    if (this.end === undefined && element.tag >>> 16 !== 2) this.stop(element.start, walker);
  }

  fault(kind: Fault, at: number, _message: string, walker: Walker): void {
    if (this.end === undefined && (kind === 'lost' || kind === 'truncated')) this.stop(at, walker);
  }

  private stop(at: number, walker: Walker): void {
    this.end = at;
    walker.stop();
  }
}

/** First value of a decimal string; undefined where it is none. */
function finite(text: string | undefined): number | undefined {
  const value = Number.parseFloat(text ?? '');
  return Number.isFinite(value) ? value : undefined;
}

/** A value without the spaces and zeros that fill it up. */
function trimPadding(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\0')) end--;
  return text.slice(0, end);
}

/** Elements that hold remarks rather than data. */
const COMMENTS: ReadonlySet<number> = new Set([0x00104000, 0x00204000, 0x00324000, 0x00400280, 0x00402400, 0x00081080, 0x60001500, 0x40000010, 0x40004000, 0x00700006, 0x00700080, 0x00700081]);

/** Whether a coded value holds only what its VR admits, so that nothing in it can be read as text. */
function plainCode(vr: string, bytes: Uint8Array): boolean {
  if (vr === 'CS' || vr === 'AE') {
    if (bytes.length > 24) return false;
    for (const b of bytes) if (b > 0x7e || (b < 0x20 && b !== 0)) return false;
    return bytes.indexOf(0) === -1 || bytes.indexOf(0) === bytes.length - 1;
  }
  let letters = 0;
  for (let i = 0; i < bytes.length; i++) {
    const b = bytes[i]!;
    if (b > 0x5c || (b > 0x3a && b < 0x5c)) letters++;
    else if (b === 0 && i !== bytes.length - 1) return false;
    if (letters > 5) return false;
  }
  return vr !== 'DA' && vr !== 'AS' && vr !== 'TM' ? true : bytes.length <= 4096;
}
