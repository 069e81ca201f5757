/** What bytes are, by looking at them. */
import type { ByteRange } from './artifact.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const windows1252 = new TextDecoder('windows-1252');
const utf16le = new TextDecoder('utf-16le');
const utf16be = new TextDecoder('utf-16be');

/** Text of a file: by byte order mark, else UTF-8, else Windows-1252. */
export function markedText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16le.decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16be.decode(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}

/** Text in UTF-16 of letters below U+0100; undefined for bytes that are none. */
export function wideText(bytes: Uint8Array): string | undefined {
  return bytes.length >= 8 && bytes[1] === 0 && bytes[3] === 0 && bytes[0] !== 0 && bytes[2] !== 0 ? utf16le.decode(bytes) : undefined;
}

/** Text of bytes whose encoding nothing declares: UTF-8 if valid, UTF-16 if every other byte is zero, else Latin. */
export function decodeLoose(bytes: Uint8Array): string {
  const wide = wideText(bytes);
  if (wide !== undefined) return wide;
  try {
    return utf8.decode(bytes);
  } catch {
    return windows1252.decode(bytes);
  }
}

/** Bytes that are looked at to decide whether a value is text. */
const TEXT_SAMPLE = 512;

/** Whether bytes read as text: UTF-8, UTF-16 or one-byte, nearly all printable, with letters. */
export function mostlyText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, TEXT_SAMPLE);
  if (head.length < 6) return false;
  let text: string;
  if (head[1] === 0 && head[3] === 0 && head[5] === 0 && head[0] !== 0) text = utf16le.decode(head);
  else {
    const highs = head.reduce((n, b) => n + (b >= 0x80 ? 1 : 0), 0);
    try {
      // A character may be cut at the end of the sample.
      text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    } catch {
      if (highs > head.length * 0.1) return false;
      text = windows1252.decode(head);
    }
  }
  const end = text.length - 8;
  let printable = 0;
  let letters = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if ((c >= 0x20 && c !== 0x7f && (c < 0x80 || c >= 0xa0)) || c === 9 || c === 10 || c === 13 || (c === 0 && i >= end)) printable++;
    if ((c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a) || c >= 0xc0) letters++;
  }
  return text.length >= 3 && printable >= text.length * 0.95 && letters >= text.length * 0.3;
}

const PRINTABLE = Uint8Array.from({ length: 256 }, (_, b) => ((b >= 0x20 && b < 0x7f) || b === 9 || b === 10 || b === 13 ? 1 : 0));

/** Runs of printable ASCII of at least `shortest` bytes. Looks at few bytes where there are none: a run has to hold every `shortest`th. */
export function* printableRuns(bytes: Uint8Array, shortest: number): Generator<ByteRange> {
  for (let start = 0; start + shortest <= bytes.length; ) {
    let at = start + shortest - 1;
    while (at >= start && PRINTABLE[bytes[at]!] === 1) at--;
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + shortest;
    while (end < bytes.length && PRINTABLE[bytes[end]!] === 1) end++;
    yield { start, end };
    start = end + 1;
  }
}

const MAGIC: readonly (readonly [string, string])[] = [
  ['%PDF-', 'application/pdf'],
  ['PK\x03\x04', 'application/zip'],
  ['\x7fELF', 'application/x-executable'],
  ['\xcf\xfa\xed\xfe', 'application/x-mach-binary'],
  ['\xce\xfa\xed\xfe', 'application/x-mach-binary'],
  ['\xca\xfe\xba\xbe', 'application/x-mach-binary'],
  ['#!/', 'text/x-shellscript'],
  ['<?php', 'application/x-php'],
  ['<script', 'text/html'],
  ['<!DOCTYPE html', 'text/html'],
  ['<html', 'text/html'],
  ['<svg', 'image/svg+xml'],
  ['Rar!\x1a', 'application/vnd.rar'],
  ['7z\xbc\xaf\x27\x1c', 'application/x-7z-compressed'],
  ['\x1f\x8b\x08', 'application/gzip'],
  ['{\\rtf', 'application/rtf'],
];

/** Media type by the first bytes, of the kinds that do not belong inside a DICOM value. */
export function sniffMediaType(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const lower = head.toLowerCase();
  for (const [magic, type] of MAGIC) if (head.startsWith(magic) || lower.startsWith(magic.toLowerCase())) return type;
  if (head.startsWith('MZ') && isPortableExecutable(bytes)) return 'application/vnd.microsoft.portable-executable';
  return undefined;
}

/** `MZ` alone also begins ordinary text: the header has to point at `PE`, or be that of a DOS program. */
function isPortableExecutable(bytes: Uint8Array): boolean {
  if (bytes.length < 64) return false;
  const at = bytes[60]! | (bytes[61]! << 8) | (bytes[62]! << 16) | (bytes[63]! << 24);
  if (at < 0 || at > 1 << 24) return false;
  if (at + 4 <= bytes.length) return bytes[at] === 0x50 && bytes[at + 1] === 0x45;
  return at >= 0x40;
}
