/** Forms, patterns and glyphs that paint themselves: a reader that follows them never ends. */
import { isDict, isRef, type Cos } from './cos.ts';
import type { PdfObject, PdfObjects } from './objects.ts';

/** Resources that are painted by following them. */
const PAINTED = ['XObject', 'Pattern', 'Font', 'ExtGState'] as const;

/** Streams that lead back to a stream from which they are painted: without them nothing goes in circles. */
export function cyclicStreams(objects: PdfObjects): Set<PdfObject> {
  const cyclic = new Set<PdfObject>();
  const done = new Set<PdfObject>();
  for (const object of objects.all) {
    if (!object.stream || done.has(object) || objects.get(object.number) !== object) continue;
    // Depth first, with a stack of its own: chains are as long as an attacker likes.
    const open = new Set<PdfObject>([object]);
    const stack: { object: PdfObject; next: PdfObject[] }[] = [{ object, next: paintedBy(objects, object) }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.next.pop();
      if (!next) {
        open.delete(top.object);
        done.add(top.object);
        stack.pop();
      } else if (open.has(next)) cyclic.add(top.object);
      else if (!done.has(next)) {
        open.add(next);
        stack.push({ object: next, next: paintedBy(objects, next) });
      }
    }
  }
  return cyclic;
}

function paintedBy(objects: PdfObjects, { value }: PdfObject): PdfObject[] {
  const resources = objects.entry(value, 'Resources');
  if (!isDict(resources)) return [];
  return PAINTED.flatMap((kind) => {
    const entries = objects.entry(resources, kind);
    return isDict(entries) ? [...entries.entries.values()].flatMap((entry) => streamsOf(objects, entry)) : [];
  });
}

/** The streams behind a resource: itself, the glyphs of a Type 3 font, the group of a soft mask. */
function streamsOf(objects: PdfObjects, resource: Cos): PdfObject[] {
  const own = isRef(resource) ? objects.streamOf(resource) : undefined;
  if (own) return [own];
  const glyphs = objects.entry(resource, 'CharProcs');
  if (isDict(glyphs)) return [...glyphs.entries.values()].map((g) => objects.streamOf(g)).filter((s) => s !== undefined);
  const mask = objects.entry(resource, 'SMask');
  const group = isDict(mask) ? objects.streamOf(mask.entries.get('G')) : undefined;
  return group ? [group] : [];
}
