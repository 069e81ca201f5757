/** What lies in bytes that no viewer shows: behind the data set, in padding, behind the last pixel, between binary data. */
import { decodeLoose, mostlyText, printableRuns, sniffMediaType } from '../sniff.ts';

export interface SlackText { readonly start: number; readonly end: number; readonly text: string }

export interface Slack {
  /** Nothing but zeros, spaces and ones. */
  readonly padding: boolean;
  /** Media type of a second file, and where it begins. */
  readonly media: string | undefined;
  readonly start: number;
  readonly texts: readonly SlackText[];
}

/** Shortest run of printable bytes between others that is looked at; a sentence has more. */
const SHORTEST_RUN = 24;

/** Runs that are kept of one place. */
const MOST_RUNS = 64;

/** Two words: names, numbers and codes have none. */
const WORDS = /\p{L}{3,}[^\p{L}]{1,3}\p{L}{2,}/u;

/** Texts and files in bytes that should hold neither. */
export function slackOf(bytes: Uint8Array): Slack {
  let start = 0;
  while (start < bytes.length && (bytes[start] === 0 || bytes[start] === 0x20 || bytes[start] === 0xff)) start++;
  if (start === bytes.length) return { padding: true, media: undefined, start, texts: [] };
  const rest = bytes.subarray(start);
  const media = sniffMediaType(rest);
  const texts = mostlyText(rest) ? [{ start, end: bytes.length, text: decodeLoose(rest) }] : [...sentences(bytes)];
  return { padding: false, media, start, texts };
}

/** Runs of letters between binary data that read as sentences. */
export function* sentences(bytes: Uint8Array): Generator<SlackText> {
  let count = 0;
  for (const { start, end } of printableRuns(bytes, SHORTEST_RUN)) {
    // A byte before the text is printable by chance now and then, and hangs on its first word.
    const text = decodeLoose(bytes.subarray(start, end)).replace(/^.{1,3}?(?=\p{Lu}\p{Ll}{2})/u, '');
    if (!WORDS.test(text)) continue;
    if (++count > MOST_RUNS) return;
    yield { start, end, text };
  }
}

/** Offset behind the end of a JPEG or JPEG 2000 image, which both end in FFD9; undefined where `tail` shows none. */
export function endOfImage(tail: Uint8Array): number | undefined {
  for (let at = tail.length - 2; at >= 0; at--) if (tail[at] === 0xff && tail[at + 1] === 0xd9) return at + 2;
  return undefined;
}
