/** The colorant None (ISO 32000-2, 8.6.6.4): what is painted with it does not show. pdfjs paints its substitute instead. */
import { CosReader, isArray, isName, text, type Cos } from './cos.ts';
import type { PdfObjects } from './objects.ts';

/** Colour that pdfjs is given in its place, whatever the tint: that of paper. */
const PAPER = '[/Indexed/DeviceGray 0<ff>]';

export interface Rewrite { readonly start: number; readonly end: number; readonly text: string }

/** Colour spaces that paint nothing, and what can be written over each. Those in compressed objects can't be written over. */
export function unpaintedColours({ bytes, all }: PdfObjects): Rewrite[] {
  const found: Rewrite[] = [];
  /** Objects of a stream have the place of their stream. */
  const seen = new Set<number>();
  for (const { start, end, stream } of all) {
    if (seen.has(start)) continue;
    seen.add(start);
    const stop = stream?.start ?? end;
    for (let at = bytes.indexOf(0x5b, start); at >= 0 && at < stop; at = bytes.indexOf(0x5b, at + 1)) {
      if (!/^\[\s*\/(?:Separation|DeviceN)/.test(text(bytes, at, Math.min(stop, at + 16)))) continue;
      const reader = new CosReader(bytes, at, stop);
      const space = reader.next();
      if (isArray(space) && paintsNothing(space.items) && reader.at - at >= PAPER.length) found.push({ start: at, end: reader.at, text: PAPER });
    }
  }
  return found;
}

function paintsNothing([kind, colorants]: readonly Cos[]): boolean {
  const none = (name: Cos | undefined): boolean => isName(name) && name.value === 'None';
  if (!isName(kind)) return false;
  return kind.value === 'Separation' ? none(colorants) : isArray(colorants) && colorants.items.length > 0 && colorants.items.every(none);
}
