import type { ByteReader } from '../bytes.ts';
import { implicitVr } from './dictionary.ts';
import { guessSyntax, vrAt, type Syntax } from './walk.ts';

/** Where the elements of a DICOM file begin. */
export interface Detected {
  /** Offset of the first element. */
  readonly start: number;
  readonly preamble: boolean;
  /** The letters DICM stand before them. */
  readonly prefix: boolean;
  /** How the first element is written; file meta information is explicit little endian. */
  readonly syntax: Syntax;
}

const DICM = 0x4d434944;

/** The tag (0002,0000) as four little-endian bytes. */
const META_LENGTH = 0x00000002;

/**
 * Whether bytes are a DICOM file, by content. With a preamble the four letters decide; without one the first two elements have to
 * make sense, which text, images and programs do not.
 */
export function detectDicom(reader: ByteReader): Detected | undefined {
  reader.littleEndian = true;
  if (reader.length >= 132 && reader.u32(128) === DICM) {
    return { start: 132, preamble: true, prefix: true, syntax: guessSyntax(reader, 132) ?? { explicit: vrAt(reader, 136) !== undefined, littleEndian: true } };
  }
  // A damaged prefix: lenient readers go on when meta information follows.
  if (reader.length >= 144 && reader.u32(132) === META_LENGTH && vrAt(reader, 136) === 'UL') {
    return { start: 132, preamble: true, prefix: false, syntax: { explicit: true, littleEndian: true } };
  }
  const start = reader.length >= 4 && reader.u32(0) === DICM ? 4 : 0;
  const syntax = guessSyntax(reader, start);
  reader.littleEndian = syntax?.littleEndian ?? true;
  if (!syntax) return undefined;
  const group = reader.u16(start);
  if (group !== 2 && group !== 4 && group !== 8) return undefined;
  // The second element has to follow the first in order.
  const long = syntax.explicit && ['OB', 'OW', 'UN', 'UT', 'SQ', 'UC', 'UR'].includes(String.fromCharCode(reader.u8(start + 4), reader.u8(start + 5)));
  const length = syntax.explicit ? (long ? reader.u32(start + 8) : reader.u16(start + 6)) : reader.u32(start + 4);
  const second = start + (long ? 12 : 8) + length;
  const tag = ((group << 16) | reader.u16(start + 2)) >>> 0;
  if (second + 8 > reader.length) return start === 4 || (second === reader.length && syntax.explicit) ? { start, preamble: false, prefix: start === 4, syntax } : undefined;
  const nextGroup = reader.u16(second);
  const next = ((nextGroup << 16) | reader.u16(second + 2)) >>> 0;
  if (next <= tag || nextGroup > 0x0040) return undefined;
  if (!syntax.explicit && implicitVr(tag) === 'UN') return undefined;
  return { start, preamble: false, prefix: start === 4, syntax };
}
