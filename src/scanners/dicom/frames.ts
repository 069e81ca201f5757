/** Text that compressed frames carry beside the image: JPEG comments and application segments, JPEG 2000 comments and boxes. */

export interface SegmentText { readonly offset: number; readonly text: string }

const latin = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8');

/** Runs of printable letters that are looked at in metadata. */
const PRINTABLE = /[\x20-\x7e]{16,}/g;

/** Boxes of one frame that are walked. Files have a dozen. */
const MOST_BOXES = 64;

/** The comments in the headers at the start of one compressed frame; empty for anything else. */
export function commentSegments(head: Uint8Array): readonly SegmentText[] {
  if (head[0] === 0xff && head[1] === 0xd8) return jpeg(head);
  if (head[0] === 0xff && head[1] === 0x4f) return codestream(head, 0);
  return latin.decode(head.subarray(4, 8)) === 'jP  ' ? boxes(head) : [];
}

/** Segments of a JPEG, those between and behind its scans included: a marker ends the data of a scan (ITU-T T.81, B.1.1). */
function jpeg(head: Uint8Array): readonly SegmentText[] {
  const found: SegmentText[] = [];
  for (let at = 2; at + 4 <= head.length; ) {
    const marker = head[at + 1]!;
    if (head[at] !== 0xff || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)) {
      at = head.indexOf(0xff, at + 1);
      if (at < 0) break;
      continue;
    }
    const length = (head[at + 2]! << 8) | head[at + 3]!;
    if (length < 2) break;
    const body = head.subarray(at + 4, at + 2 + length);
    if (marker === 0xfe) found.push({ offset: at + 4, text: utf8.decode(body) });
    // Exif, XMP and the like: the sentences in them.
    else if (marker >= 0xe1 && marker <= 0xef) for (const match of latin.decode(body).matchAll(PRINTABLE)) found.push({ offset: at + 4 + match.index, text: match[0] });
    at += 2 + length;
  }
  return found;
}

/** Comments of a JPEG 2000 code stream (ITU-T T.800, A.9.2); a two-byte kind is before each. */
function codestream(head: Uint8Array, start: number): readonly SegmentText[] {
  const found: SegmentText[] = [];
  for (let at = start + 2; at + 4 <= head.length && head[at] === 0xff; ) {
    const marker = head[at + 1]!;
    const length = (head[at + 2]! << 8) | head[at + 3]!;
    if (length < 2 || marker === 0x90 || marker === 0x93) break;
    if (marker === 0x64) found.push({ offset: at + 6, text: utf8.decode(head.subarray(at + 6, at + 2 + length)) });
    at += 2 + length;
  }
  return found;
}

/** Boxes of a JPEG 2000 file (ITU-T T.800, I.4) that hold XML or data of applications, and the code stream. */
function boxes(head: Uint8Array): readonly SegmentText[] {
  const found: SegmentText[] = [];
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let at = 0, count = 0; at + 8 <= head.length && count < MOST_BOXES; count++) {
    const length = view.getUint32(at);
    const type = latin.decode(head.subarray(at + 4, at + 8));
    // Zero: up to the end. One: the length follows in eight bytes.
    const start = length === 1 ? at + 16 : at + 8;
    const end = length === 0 ? head.length : length === 1 ? (at + 16 <= head.length ? at + view.getUint32(at + 12) : head.length) : at + length;
    if (end <= at + 7) break;
    const body = head.subarray(start, end);
    if (type === 'xml ') found.push({ offset: start, text: utf8.decode(body) });
    else if (type === 'uuid' || type === 'asoc' || type === 'uinf') for (const match of latin.decode(body).matchAll(PRINTABLE)) found.push({ offset: start + match.index, text: match[0] });
    else if (type === 'jp2c') found.push(...codestream(head.subarray(0, Math.min(end, head.length)), start));
    at = end;
  }
  return found;
}
