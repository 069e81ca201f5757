/** Whether a file is a PDF. */

const HEADER = '%PDF-';

/** Readers look for the header in this many bytes. */
const HEADER_REACH = 1024;

/** Whether a file that begins with `head` may be a PDF; `isPdf` on all of it decides. */
export const mayBePdf = (head: Uint8Array): boolean => holds(head.subarray(0, HEADER_REACH), 0, HEADER);

/** Whether bytes are a PDF, by content. Behind other bytes the header counts only where objects follow: a text may speak of it. */
export function isPdf(bytes: Uint8Array): boolean {
  if (startsAt(bytes, 0, HEADER)) return true;
  const reach = Math.min(bytes.length, HEADER_REACH);
  for (let at = 1; at + HEADER.length <= reach; at++) if (startsAt(bytes, at, HEADER)) return holds(bytes, at, 'endobj');
  return false;
}

function holds(bytes: Uint8Array, from: number, word: string): boolean {
  const first = word.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) if (startsAt(bytes, at, word)) return true;
  return false;
}

function startsAt(bytes: Uint8Array, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return false;
  return true;
}
