/** Text that compressed frames carry beside the image: JPEG comments and application segments, JPEG 2000 comments. */

export interface SegmentText { readonly offset: number; readonly text: string }

const latin = new TextDecoder('latin1');
const utf8 = new TextDecoder('utf-8');

/** The comments in the headers at the start of one compressed frame; empty for anything else. */
export function commentSegments(head: Uint8Array): readonly SegmentText[] {
  if (head[0] !== 0xff) return [];
  if (head[1] === 0xd8) return markers(head, 2, 0xfe, true);
  if (head[1] === 0x4f) return markers(head, 2, 0x64, false);
  return [];
}

/** Walks marker segments until the image begins. JPEG comments are all text; JPEG 2000 ones have a two-byte kind first. */
function markers(head: Uint8Array, start: number, comment: number, jpeg: boolean): readonly SegmentText[] {
  const found: SegmentText[] = [];
  for (let at = start; at + 4 <= head.length && head[at] === 0xff; ) {
    const marker = head[at + 1]!;
    const length = (head[at + 2]! << 8) | head[at + 3]!;
    if (length < 2 || marker === 0xda || marker === 0x90 || marker === 0x93) break;
    const body = head.subarray(at + 4, at + 2 + length);
    if (marker === comment) {
      const skip = jpeg ? 0 : 2;
      found.push({ offset: at + 4 + skip, text: utf8.decode(body.subarray(skip)) });
    } else if (jpeg && marker >= 0xe1 && marker <= 0xef) {
      // Exif, XMP and the like: the sentences in them.
      for (const match of latin.decode(body).matchAll(/[\x20-\x7e]{16,}/g)) found.push({ offset: at + 4 + match.index, text: match[0] });
    }
    at += 2 + length;
  }
  return found;
}
