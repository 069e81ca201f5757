import { joinLabels, someStrings, type Label, type Value } from '../../resolve/value.ts';
import type { Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';

/**
 * Bytes of a data set count as pixels, as most of them are. Whoever decodes a part of them as text has found an element there that is
 * text, whatever tag it has.
 */
export function decoded(e: Engine, v: Value): Value {
  if (!v.labels.some(isPixels)) return v;
  return { ...v, labels: v.labels.reduce<readonly Label[]>((all, l) => joinLabels(all, [isPixels(l) ? { ...e.label('dicom-text', l.source.place, l.source.what, l.source.row, null), step: l.step } : l]), []) };
}
const isPixels = (l: Label): boolean => l.source.kind === 'image-pixels';

/** Encodings that write bytes down and read no text from them. */
const WRITTEN_DOWN = new Set(['base64', 'base64url', 'hex']);
/** Whether a method gives the text that bytes are: `bytes.toString('latin1')`, `decoder.decode(bytes)`. What Base64 has written down is `data.decode()` too, and no text of the file. */
export const decodes = (name: string, args: readonly Argument[]): boolean =>
  name === 'decode' ? args.length > 0 && args[0]!.value.labels.some(isPixels) : name === 'toString' && !(args[0] && someStrings(args[0].value).some((x) => WRITTEN_DOWN.has(x)));
