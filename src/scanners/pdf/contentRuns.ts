/**
 * The operators of a content stream that show text (ISO 32000-2, 9.4.3), each with a number, so that what a page is found to show
 * can be traced back to the bytes that say so, and taken out of them.
 */
import { CosReader, isDict, isName, isWord, text as bytesText, type Cos } from './cos.ts';
import { latin1, writeCos } from './cosWriter.ts';

/** Tag of the marked content that is put around each operator that shows text; its MCID is the number of the operator. */
export const RUN_TAG = 'DosimeterRun';

/** One operator with its operands, as bytes of the stream. */
interface Operation {
  readonly operator: string;
  readonly operands: readonly Cos[];
  readonly start: number;
  readonly end: number;
}

/** Operands of one operator that are kept: no operator takes more. */
const MAX_OPERANDS = 33;

const SHOWS = new Set(['Tj', 'TJ', "'", '"']);

function* operationsOf(data: Uint8Array): Generator<Operation> {
  const reader = new CosReader(data);
  let operands: Cos[] = [];
  reader.skip();
  let start = reader.at;
  for (let item = reader.next(); item !== undefined; item = reader.next()) {
    if (!isWord(item)) {
      if (operands.length < MAX_OPERANDS) operands.push(item);
      continue;
    }
    if (item.value === 'ID') reader.at = endOfInlineImage(data, reader.at);
    yield { operator: item.value, operands, start, end: reader.at };
    operands = [];
    reader.skip();
    start = reader.at;
  }
}

/** Bytes after a possible end of an inline image that have to be text for it to be one. */
const PLAIN_AFTER = 12;

/** Offset behind the `EI` that ends the image data at `from`. */
function endOfInlineImage(data: Uint8Array, from: number): number {
  const white = (c: number | undefined): boolean => c === undefined || c === 32 || c === 10 || c === 13 || c === 9 || c === 0;
  for (let at = data.indexOf(0x45, from + 1); at >= 0; at = data.indexOf(0x45, at + 1)) {
    if (data[at + 1] !== 0x49 || !white(data[at - 1]) || !white(data[at + 2])) continue;
    const next = data.subarray(at + 2, at + 2 + PLAIN_AFTER);
    if (next.every((c) => (c >= 0x20 && c < 0x7f) || c === 10 || c === 13 || c === 9)) return at + 2;
  }
  return data.length;
}

/** The same stream with a tag around each operator that shows text; numbers go up from `first`. Tags that were there are lost. */
export function tagRuns(data: Uint8Array, first: number): { readonly data: Uint8Array; readonly next: number } {
  let next = first;
  const out = edited(data, ({ operator, operands, start, end }) => {
    if (operator === 'BDC' && isName(operands[0]) && operands[0].value === RUN_TAG) return '/Span BMC';
    return SHOWS.has(operator) ? `/${RUN_TAG} <</MCID ${next++}>> BDC ${bytesText(data, start, end)} EMC` : undefined;
  });
  return { data: out, next };
}

/** What becomes of a tagged operator: undefined where it stays, else the advance in its place, in thousandths of the font size. */
export type Removal = (tag: number) => number | undefined;

/**
 * A tagged stream without the operators that `removal` names, and, with `untag`, without tags. What follows stays where it was.
 * `replacements`: whether texts that stand for what is shown (ActualText) stay.
 */
export function removeRuns(data: Uint8Array, removal: Removal, options: { readonly untag: boolean; readonly replacements: boolean }): Uint8Array {
  let tag: number | undefined;
  return edited(data, ({ operator, operands, start, end }) => {
    if (operator === 'BDC') {
      const [name, properties] = operands;
      const mcid = isDict(properties) ? properties.entries.get('MCID') : undefined;
      if (isName(name) && name.value === RUN_TAG && typeof mcid === 'number') {
        tag = mcid;
        return options.untag || removal(mcid) !== undefined ? '' : undefined;
      }
      if (!options.replacements && isName(name) && isDict(properties) && properties.entries.has('ActualText')) {
        const kept = new Map(properties.entries);
        kept.delete('ActualText');
        return `${writeCos(name)} ${writeCos({ kind: 'dict', entries: kept })} BDC`;
      }
      return undefined;
    }
    if (tag === undefined) return undefined;
    const advance = removal(tag);
    if (operator === 'EMC') {
      tag = undefined;
      return options.untag || advance !== undefined ? '' : undefined;
    }
    return advance === undefined ? undefined : gap(operator, operands, bytesText(data, start, end), advance);
  });
}

/** The operators that leave a gap where one showed text. */
function gap(operator: string, operands: readonly Cos[], original: string, advance: number): string {
  const move = Math.abs(advance) >= 0.001 ? ` [${writeCos(-advance)}] TJ` : '';
  if (operator === "'") return `T*${move}`;
  if (operator === '"') return `${writeCos(operands[0] ?? 0)} Tw ${writeCos(operands[1] ?? 0)} Tc T*${move}`;
  return SHOWS.has(operator) ? move : original;
}

/** Puts together a stream in which `edit` replaces operations; undefined keeps the bytes of one. */
function edited(data: Uint8Array, edit: (operation: Operation) => string | undefined): Uint8Array {
  const parts: (Uint8Array | string)[] = [];
  let kept = 0;
  for (const operation of operationsOf(data)) {
    const replacement = edit(operation);
    if (replacement === undefined) continue;
    parts.push(data.subarray(kept, operation.start), replacement);
    kept = operation.end;
  }
  parts.push(data.subarray(kept));
  return joined(parts);
}

/** Byte arrays and Latin-1 texts put together. */
export function joined(parts: readonly (Uint8Array | string)[]): Uint8Array {
  const arrays = parts.map((part) => (typeof part === 'string' ? latin1(part) : part));
  const out = new Uint8Array(arrays.reduce((n, a) => n + a.length, 0));
  let at = 0;
  for (const array of arrays) {
    out.set(array, at);
    at += array.length;
  }
  return out;
}
