/** Maps from codes to characters (ISO 32000-2, 9.7.5, 9.10.3) with ranges so wide that a reader which fills them takes seconds. */
import { CosReader, isDict, isRef, isString, isWord, type Cos } from './cos.ts';
import type { PdfObject, PdfObjects } from './objects.ts';

/** Codes of one range. Codes of fonts have two bytes, and a range lies within one first byte. */
const WIDEST = 1 << 16;

/** Operands in each entry of a section, by the word that ends it. */
const SECTIONS: Readonly<Record<string, number>> = { endbfrange: 3, endcidrange: 3, endnotdefrange: 3 };

/** The streams of such maps that fonts refer to. */
export function wideMaps(objects: PdfObjects): ReadonlySet<PdfObject> {
  const looked = new Set<PdfObject>();
  const wide = new Set<PdfObject>();
  for (const { value } of objects.all) {
    if (!isDict(value)) continue;
    for (const key of ['ToUnicode', 'Encoding']) {
      const entry = value.entries.get(key);
      const stream = isRef(entry) ? objects.streamOf(entry) : undefined;
      if (!stream || looked.has(stream)) continue;
      looked.add(stream);
      const data = objects.data(stream);
      if (data && hasWideRange(data)) wide.add(stream);
    }
  }
  return wide;
}

function hasWideRange(data: Uint8Array): boolean {
  const reader = new CosReader(data);
  let operands: Cos[] = [];
  for (let item = reader.next(); item !== undefined; item = reader.next()) {
    if (!isWord(item)) {
      operands.push(item);
      continue;
    }
    const step = SECTIONS[item.value];
    if (step !== undefined) for (let i = 0; i + 1 < operands.length; i += step) if (code(operands[i + 1]) - code(operands[i]) >= WIDEST) return true;
    // Words that are no operators stand in broken maps: what is around them still counts.
    if (item.value.startsWith('begin') || step !== undefined) operands = [];
  }
  return false;
}

const code = (cos: Cos | undefined): number => (isString(cos) ? Array.from(cos.value).reduce((n, c) => n * 256 + c.charCodeAt(0), 0) : 0);
