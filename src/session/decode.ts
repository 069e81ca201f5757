/** How a file's bytes become text and, for fixes, text becomes the same bytes again. */
export interface TextEncoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1' | (string & {});
  /** A byte order mark stood at the start; it is not part of the text. */
  readonly bom: boolean;
}

export interface DecodedText { readonly text: string; readonly encoding: TextEncoding }

/** Bytes at the start in which a UTF-16 file without a mark shows by its zero bytes. */
const SNIFF_BYTES = 512;

/**
 * Decodes source text: byte order mark, then Python's coding line (PEP 263), then UTF-16 by its zero bytes, then UTF-8, and
 * Latin-1, which always succeeds. Line endings stay as they are. Undefined for bytes that are no text.
 */
export function decodeText(bytes: Uint8Array, options: { readonly codingLine?: boolean } = {}): DecodedText | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decoded(bytes.subarray(3), 'utf-8', true) ?? decoded(bytes, 'latin1', false);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decoded(bytes.subarray(2), 'utf-16le', true);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decoded(bytes.subarray(2), 'utf-16be', true);
  const declared = options.codingLine === true ? codingLine(bytes) : undefined;
  if (declared !== undefined) {
    const text = decoded(bytes, declared, false);
    if (text !== undefined) return text;
  }
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return decoded(bytes, wide, false);
  // Source text holds no zero bytes: without this check every binary file would be Latin-1.
  if (bytes.subarray(0, SNIFF_BYTES).includes(0)) return undefined;
  return decoded(bytes, 'utf-8', false) ?? decoded(bytes, 'latin1', false);
}

/** Bytes of a text in an encoding; undefined when the text can't be written in it. */
export function encodeText(text: string, { name, bom }: TextEncoding): Uint8Array | undefined {
  if (name === 'utf-8') return Buffer.from(bom ? `\uFEFF${text}` : text, 'utf8');
  if (name === 'utf-16le' || name === 'utf-16be') {
    const bytes = Buffer.from(bom ? `\uFEFF${text}` : text, 'utf16le');
    return name === 'utf-16le' ? bytes : bytes.swap16();
  }
  if (name !== 'latin1' || /[^\u0000-\u00FF]/.test(text)) return undefined;
  return Buffer.from(text, 'latin1');
}

function decoded(bytes: Uint8Array, name: string, bom: boolean): DecodedText | undefined {
  // The decoder that the web calls latin1 is windows-1252, which does not give the same bytes back.
  if (name === 'latin1') return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'), encoding: { name, bom } };
  try {
    return { text: new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(bytes), encoding: { name, bom } };
  } catch {
    return undefined;
  }
}

/** Encoding of Python's coding line, which stands in one of the first two lines, if there is one and it is known. */
function codingLine(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, SNIFF_BYTES)).toString('latin1');
  const [first = '', second = ''] = head.split(/\r\n|\r|\n/, 2);
  const lines = /^[ \t\f]*(#|$)/.test(first) ? [first, second] : [first];
  for (const line of lines) {
    const name = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1];
    if (name !== undefined) return canonical(name.toLowerCase().replaceAll('_', '-'));
  }
  return undefined;
}

function canonical(name: string): string | undefined {
  if (/^utf-?8(-|$)/.test(name)) return 'utf-8';
  if (/^(latin-?1|iso-?8859-1|iso-latin-1|l1|ascii|us-ascii)(-|$)/.test(name)) return 'latin1';
  try {
    return new TextDecoder(name.replace(/^cp(\d+)$/, 'windows-$1')).encoding;
  } catch {
    return undefined;
  }
}

/** Latin letters in UTF-16 have a zero in every other byte. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const pairs = Math.min(bytes.length, SNIFF_BYTES) >> 1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even++;
    if (bytes[2 * i + 1] === 0) odd++;
  }
  if (odd > pairs * 0.7 && even === 0) return 'utf-16le';
  if (even > pairs * 0.7 && odd === 0) return 'utf-16be';
  return undefined;
}
