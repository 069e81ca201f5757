/** What a DICOM file says about its pixels (PS3.3 C.7.6.3, C.7.9, C.11.2) and where they lie: enough to show its frames. */
import type { ByteRange } from '../artifact.ts';

/** Lookup table of a colour (PS3.3 C.7.6.3.1.5): entries, first value mapped, and where the entries stand. */
export interface PaletteTable { readonly entries: number; readonly first: number; readonly bits: number; readonly data: Uint8Array }

/** A plane of single bits over the image (PS3.3 C.9.2). */
export interface Overlay { readonly where: string; readonly rows: number; readonly columns: number; readonly data: ByteRange }

export interface ImageDescription {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly signed: boolean;
  /** Samples of one channel lie together. */
  readonly planar: boolean;
  /** `MONOCHROME2`, `RGB`, `YBR_FULL`, … */
  readonly photometric: string;
  readonly frames: number;
  /** In values after rescaling, as the first window says; absent where there is none. */
  readonly window: { readonly center: number; readonly width: number } | undefined;
  readonly slope: number;
  readonly intercept: number;
  /** Red, green, blue. */
  readonly palette: readonly PaletteTable[] | undefined;
  readonly transferSyntax: string;
  readonly littleEndian: boolean;
  /** Native pixel data. */
  readonly native: ByteRange | undefined;
  /** Encapsulated pixel data: the offset table, then the fragments. */
  readonly fragments: readonly ByteRange[] | undefined;
  readonly overlays: readonly Overlay[];
  /** Bytes of a range above, a copy. */
  readonly read: (start: number, end: number) => Uint8Array;
}

/** What the reader noted while it walked: numbers and places of the main data set by tag. */
export interface ImageNotes {
  readonly number: (tag: number) => number | undefined;
  /** First value of a decimal or integer string. */
  readonly decimal: (tag: number) => number | undefined;
  readonly text: (tag: number) => string | undefined;
  readonly range: (tag: number) => ByteRange | undefined;
  readonly fragments: readonly ByteRange[] | undefined;
  readonly transferSyntax: string;
  readonly littleEndian: boolean;
  readonly read: (start: number, end: number) => Uint8Array;
}

const PIXEL_DATA = 0x7fe00010;

/** Bytes of a palette table: at most 65,536 entries of 16 bits. */
const MAX_PALETTE_BYTES = 1 << 17;

/** Rows or columns above this are no image: US holds no more. */
const MAX_SIDE = 65_535;

/** Whether a value of this binary element is worth noting: a number that describes pixels or overlays. */
export const describesPixels = (tag: number): boolean => tag >>> 16 === 0x0028 || (isOverlay(tag) && ((tag & 0xffff) === 0x0010 || (tag & 0xffff) === 0x0011));

/** Whether the place of this element is worth noting. */
export const holdsPixels = (tag: number): boolean => tag === PIXEL_DATA || (isOverlay(tag) && (tag & 0xffff) === 0x3000) || (tag >= 0x00281101 && tag <= 0x00281103) || (tag >= 0x00281201 && tag <= 0x00281203);

/** Groups 6000 to 601E, the even ones. */
const isOverlay = (tag: number): boolean => tag >>> 21 === 0x6000 >>> 5 && ((tag >>> 16) & 1) === 0;

/** The description, where there are pixels and the numbers make an image. */
export function describeImage(notes: ImageNotes): ImageDescription | undefined {
  const { number, decimal, text, range, fragments, transferSyntax, littleEndian, read } = notes;
  const rows = number(0x00280010) ?? 0;
  const columns = number(0x00280011) ?? 0;
  const bitsAllocated = number(0x00280100) ?? 0;
  const native = range(PIXEL_DATA);
  if (rows < 1 || columns < 1 || rows > MAX_SIDE || columns > MAX_SIDE || (native === undefined && fragments === undefined)) return undefined;
  if (bitsAllocated !== 1 && bitsAllocated !== 8 && bitsAllocated !== 16 && bitsAllocated !== 32) return undefined;
  const width = decimal(0x00281051);
  const center = decimal(0x00281050);
  const stored = number(0x00280101) ?? bitsAllocated;
  return {
    rows, columns, bitsAllocated, transferSyntax, littleEndian, native, fragments, read,
    samples: number(0x00280002) ?? 1,
    bitsStored: stored >= 1 && stored <= bitsAllocated ? stored : bitsAllocated,
    signed: number(0x00280103) === 1,
    planar: number(0x00280006) === 1,
    photometric: text(0x00280004)?.trim() ?? 'MONOCHROME2',
    frames: Math.max(1, Math.trunc(decimal(0x00280008) ?? 1)),
    window: width !== undefined && center !== undefined && width >= 1 ? { center, width } : undefined,
    slope: decimal(0x00281053) || 1,
    intercept: decimal(0x00281052) ?? 0,
    palette: paletteOf(notes),
    overlays: overlaysOf(notes),
  };
}

function paletteOf({ range, read, littleEndian }: ImageNotes): readonly PaletteTable[] | undefined {
  const tables: PaletteTable[] = [];
  for (const offset of [1, 2, 3]) {
    const descriptor = range(0x00281100 + offset);
    const place = range(0x00281200 + offset);
    if (!descriptor || !place || descriptor.end - descriptor.start < 6) return undefined;
    const bytes = read(descriptor.start, descriptor.start + 6);
    const view = new DataView(bytes.buffer, bytes.byteOffset, 6);
    const data = read(place.start, Math.min(place.end, place.start + MAX_PALETTE_BYTES));
    tables.push({ entries: view.getUint16(0, littleEndian) || 65_536, first: view.getInt16(2, littleEndian), bits: view.getUint16(4, littleEndian), data });
  }
  return tables;
}

function overlaysOf({ number, range }: ImageNotes): readonly Overlay[] {
  const overlays: Overlay[] = [];
  for (let group = 0x6000; group <= 0x601e; group += 2) {
    const tag = (element: number): number => ((group << 16) | element) >>> 0;
    const data = range(tag(0x3000));
    const rows = number(tag(0x0010)) ?? 0;
    const columns = number(tag(0x0011)) ?? 0;
    if (!data || rows < 1 || columns < 1 || (data.end - data.start) * 8 < rows * columns) continue;
    overlays.push({ where: `(${group.toString(16).toUpperCase()},3000)`, rows, columns, data });
  }
  return overlays;
}
