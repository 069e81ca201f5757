/** Base64 (RFC 4648) as files write it: with line breaks, in either alphabet. */

const VALUE = new Int8Array(128).fill(-1);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((letter, value) => void (VALUE[letter.charCodeAt(0)] = value));
VALUE['-'.charCodeAt(0)] = 62;
VALUE['_'.charCodeAt(0)] = 63;

/** The bytes of the letters that a text begins with, space between them skipped, and where these letters end. */
export function base64Run(text: string): { readonly bytes: Uint8Array; readonly end: number } {
  const out = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let size = 0;
  let buffer = 0;
  let bits = 0;
  let end = 0;
  for (; end < text.length; end++) {
    const c = text.charCodeAt(end);
    if (c <= 0x20) continue;
    const value = c < 128 ? VALUE[c]! : -1;
    if (value < 0) break;
    buffer = ((buffer << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[size++] = (buffer >> bits) & 0xff;
    }
  }
  return { bytes: out.subarray(0, size), end };
}

/** The bytes that a text stands for; undefined where it holds anything else. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const { bytes, end } = base64Run(text);
  return /^[=\s]*$/.test(text.slice(end)) ? bytes : undefined;
}
