/**
 * Decodes one RLE compressed frame (PS3.5 Annex G) into samples as native pixel data would hold them: little endian, one channel after
 * the other. Each byte of each sample is a segment of its own, the high one first. What a damaged segment lacks stays zero.
 */
export function decodeRle(frame: Uint8Array, pixels: number, samples: number, bytesPerSample: number): Uint8Array | undefined {
  if (frame.length < 64) return undefined;
  const header = new DataView(frame.buffer, frame.byteOffset, 64);
  const count = header.getUint32(0, true);
  if (count !== samples * bytesPerSample || count > 15) return undefined;
  const out = new Uint8Array(pixels * count);
  for (let segment = 0; segment < count; segment++) {
    const start = header.getUint32(4 + segment * 4, true);
    const next = segment + 1 < count ? header.getUint32(8 + segment * 4, true) : frame.length;
    const sample = Math.floor(segment / bytesPerSample);
    const byte = bytesPerSample - 1 - (segment % bytesPerSample);
    unpack(frame, start, Math.min(next, frame.length), out, sample * pixels * bytesPerSample + byte, bytesPerSample, pixels);
  }
  return out;
}

/** PackBits: a count byte, then that many bytes, or one byte that many times. Writes `pixels` bytes, `step` apart. */
function unpack(frame: Uint8Array, start: number, end: number, out: Uint8Array, at: number, step: number, pixels: number): void {
  const stop = at + pixels * step;
  for (let from = start; from < end && at < stop; ) {
    const n = frame[from++]!;
    if (n < 128) {
      for (let i = 0; i <= n && from < end && at < stop; i++, at += step) out[at] = frame[from++]!;
    } else if (n > 128 && from < end) {
      const value = frame[from++]!;
      for (let i = 0; i < 257 - n && at < stop; i++, at += step) out[at] = value;
    }
  }
}
