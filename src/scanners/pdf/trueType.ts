/** The Unicode table of a TrueType font program (OpenType `cmap`), read backwards: which character a glyph is drawn for. */

/** Glyphs that are kept of one font. */
const MAX_GLYPHS = 65_536;

/** Character of each glyph by the font's own table; undefined where there is none. */
export function glyphCharacters(font: Uint8Array): ReadonlyMap<number, string> | undefined {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  try {
    const tables = view.getUint16(4);
    for (let i = 0; i < tables; i++) if (view.getUint32(12 + i * 16) === 0x636d6170) return fromCmap(view, view.getUint32(12 + i * 16 + 8));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

function fromCmap(view: DataView, base: number): ReadonlyMap<number, string> | undefined {
  const count = view.getUint16(base + 2);
  for (let i = 0; i < count; i++) {
    const platform = view.getUint16(base + 4 + i * 8);
    const encoding = view.getUint16(base + 6 + i * 8);
    if (platform !== 0 && !(platform === 3 && (encoding === 1 || encoding === 10))) continue;
    const at = base + view.getUint32(base + 8 + i * 8);
    const format = view.getUint16(at);
    if (format === 4) return segments(view, at);
    if (format === 12) return groups(view, at);
  }
  return undefined;
}

function segments(view: DataView, at: number): Map<number, string> {
  const glyphs = new Map<number, string>();
  const size = view.getUint16(at + 6);
  for (let s = 0; s < size && glyphs.size < MAX_GLYPHS; s += 2) {
    const end = view.getUint16(at + 14 + s);
    const start = view.getUint16(at + 16 + size + s);
    const delta = view.getUint16(at + 16 + size * 2 + s);
    const offsetAt = at + 16 + size * 3 + s;
    const offset = view.getUint16(offsetAt);
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const raw = offset === 0 ? code : view.getUint16(offsetAt + offset + (code - start) * 2);
      const glyph = offset !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0 && !glyphs.has(glyph)) glyphs.set(glyph, String.fromCharCode(code));
    }
  }
  return glyphs;
}

function groups(view: DataView, at: number): Map<number, string> {
  const glyphs = new Map<number, string>();
  const count = view.getUint32(at + 12);
  for (let i = 0; i < count && glyphs.size < MAX_GLYPHS; i++) {
    const start = view.getUint32(at + 16 + i * 12);
    const end = Math.min(view.getUint32(at + 20 + i * 12), start + MAX_GLYPHS, 0x10ffff);
    const glyph = view.getUint32(at + 24 + i * 12);
    for (let code = start; code <= end; code++) if (!glyphs.has(glyph + code - start)) glyphs.set(glyph + code - start, String.fromCodePoint(code));
  }
  return glyphs;
}
