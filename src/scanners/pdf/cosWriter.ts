/** Writes PDF objects back to bytes (ISO 32000-2, 7.3), and a whole file with one cross-reference table around them. */
import type { Cos, CosDict } from './cos.ts';

/** An object to be written; `data` are the bytes of its stream, encoded as its dictionary says. */
export interface OutObject {
  readonly value: Cos;
  readonly data?: Uint8Array;
}

/** One value. References lose their generation: a file that is written anew has only the first. */
export function writeCos(cos: Cos): string {
  if (cos === null || typeof cos === 'boolean') return String(cos);
  if (typeof cos === 'number') return numeral(cos);
  switch (cos.kind) {
    case 'name': return name(cos.value);
    case 'string': return string(cos.value);
    case 'ref': return `${cos.number} 0 R`;
    case 'array': return `[${cos.items.map(writeCos).join(' ')}]`;
    case 'dict': return dict(cos);
    // A keyword in the place of a value is broken syntax.
    case 'word': return 'null';
  }
}

const dict = ({ entries }: CosDict): string => `<<${[...entries].map(([key, value]) => `${name(key)} ${writeCos(value)}`).join(' ')}>>`;

/** PDF knows no exponents. */
const numeral = (value: number): string => (!Number.isFinite(value) ? '0' : /e/.test(String(value)) ? value.toFixed(20) : String(value));

const name = (value: string): string => `/${value.replace(/[^!-~]|[#%()<>[\]{}/]/g, (c) => `#${(c.charCodeAt(0) & 0xff).toString(16).padStart(2, '0')}`)}`;

function string(value: string): string {
  if (/[^\x20-\x7e]/.test(value)) return `<${Array.from(value, (c) => (c.charCodeAt(0) & 0xff).toString(16).padStart(2, '0')).join('')}>`;
  return `(${value.replace(/[\\()]/g, '\\$&')})`;
}

/** Text of one byte a unit as bytes. */
export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0) & 0xff);

/** A whole file. Objects are written in the order of their numbers. */
export function writePdf(objects: ReadonlyMap<number, OutObject>, trailer: ReadonlyMap<string, Cos>): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  const put = (part: Uint8Array | string): void => {
    const bytes = typeof part === 'string' ? latin1(part) : part;
    parts.push(bytes);
    length += bytes.length;
  };
  put('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n');
  const numbers = [...objects.keys()].sort((a, b) => a - b);
  const offsets = new Map<number, number>();
  for (const number of numbers) {
    const { value, data } = objects.get(number)!;
    offsets.set(number, length);
    put(`${number} 0 obj\n`);
    if (data === undefined) put(writeCos(value));
    else {
      put(writeCos({ kind: 'dict', entries: new Map([...(value as CosDict).entries, ['Length', data.length]]) }));
      put('\nstream\n');
      put(data);
      put('\nendstream');
    }
    put('\nendobj\n');
  }
  const start = length;
  // Runs of consecutive numbers: a number that an attacker made huge must not fill the table.
  put('xref\n0 1\n0000000000 65535 f \n');
  for (let i = 0; i < numbers.length; ) {
    let next = i + 1;
    while (next < numbers.length && numbers[next] === numbers[next - 1]! + 1) next++;
    put(`${numbers[i]} ${next - i}\n`);
    for (; i < next; i++) put(`${String(offsets.get(numbers[i]!)).padStart(10, '0')} 00000 n \n`);
  }
  put(`trailer\n${writeCos({ kind: 'dict', entries: new Map([['Size', (numbers.at(-1) ?? 0) + 1], ...trailer]) })}\nstartxref\n${start}\n%%EOF\n`);
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
