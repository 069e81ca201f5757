/** Base64 (RFC 4648) as files write it: with line breaks, in either alphabet. */

const VALUE = new Int8Array(128).fill(-1);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((letter, value) => void (VALUE[letter.charCodeAt(0)] = value));
VALUE['-'.charCodeAt(0)] = 62;
VALUE['_'.charCodeAt(0)] = 63;

/** The bytes that a text stands for; undefined where it holds anything else. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const out = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let size = 0;
  let buffer = 0;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x3d) return /^[=\s]*$/.test(text.slice(i)) ? out.subarray(0, size) : undefined;
    if (c <= 0x20) continue;
    const value = c < 128 ? VALUE[c]! : -1;
    if (value < 0) return undefined;
    buffer = ((buffer << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[size++] = (buffer >> bits) & 0xff;
    }
  }
  return out.subarray(0, size);
}
