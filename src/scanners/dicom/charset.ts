/** Decoding of text values by Specific Character Set (0008,0005), PS3.3 C.12.1.1.2 and PS3.5 chapter 6, with ISO 2022 switching. */

/** How the bytes of one code element are turned into text. */
interface Codec {
  readonly label: string;
  /** Bytes are written to the left half (7 bits) and belong to the right half of the label's encoding. */
  readonly raise?: boolean;
  /** Prefix before each pair: the third plane of EUC-JP for JIS X 0212. */
  readonly single?: number;
}

const ASCII: Codec = { label: 'windows-1252' };

/** Defined terms without code extensions, and the initial state of those with them. */
const TERMS: Readonly<Record<string, Codec>> = {
  '': ASCII,
  'IR 6': ASCII,
  'IR 100': { label: 'iso-8859-1' },
  'IR 101': { label: 'iso-8859-2' },
  'IR 109': { label: 'iso-8859-3' },
  'IR 110': { label: 'iso-8859-4' },
  'IR 144': { label: 'iso-8859-5' },
  'IR 127': { label: 'iso-8859-6' },
  'IR 126': { label: 'iso-8859-7' },
  'IR 138': { label: 'iso-8859-8' },
  'IR 148': { label: 'iso-8859-9' },
  'IR 203': { label: 'iso-8859-15' },
  'IR 13': { label: 'shift_jis' },
  'IR 166': { label: 'windows-874' },
  'IR 192': { label: 'utf-8' },
  'IR 87': { label: 'euc-jp' },
  'IR 159': { label: 'euc-jp' },
  'IR 149': { label: 'euc-kr' },
  'IR 58': { label: 'gb18030' },
  GB18030: { label: 'gb18030' },
  GBK: { label: 'gb18030' },
};

/** Escape sequences after ESC, what they put into a half, and which. */
const ESCAPES: readonly (readonly [string, 'g0' | 'g1', Codec])[] = [
  ['(B', 'g0', ASCII],
  ['(J', 'g0', { label: 'shift_jis' }],
  [')I', 'g1', { label: 'shift_jis' }],
  ['$B', 'g0', { label: 'euc-jp', raise: true }],
  ['$@', 'g0', { label: 'euc-jp', raise: true }],
  ['$(D', 'g0', { label: 'euc-jp', raise: true, single: 0x8f }],
  ['$)C', 'g1', { label: 'euc-kr' }],
  ['$)A', 'g1', { label: 'gb18030' }],
  ['-A', 'g1', { label: 'iso-8859-1' }],
  ['-B', 'g1', { label: 'iso-8859-2' }],
  ['-C', 'g1', { label: 'iso-8859-3' }],
  ['-D', 'g1', { label: 'iso-8859-4' }],
  ['-L', 'g1', { label: 'iso-8859-5' }],
  ['-G', 'g1', { label: 'iso-8859-6' }],
  ['-F', 'g1', { label: 'iso-8859-7' }],
  ['-H', 'g1', { label: 'iso-8859-8' }],
  ['-M', 'g1', { label: 'iso-8859-9' }],
  ['-b', 'g1', { label: 'iso-8859-15' }],
  ['-T', 'g1', { label: 'windows-874' }],
];

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

function decoder(label: string): InstanceType<typeof TextDecoder> {
  let found = decoders.get(label);
  if (!found) decoders.set(label, (found = new TextDecoder(label)));
  return found;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** The normal form of one value of (0008,0005): `ISO 2022 IR 87`, `iso_ir 87` and `ISO-IR-87` are all `IR 87`. */
const normalTerm = (term: string): string =>
  term.trim().toUpperCase().replace(/[_-]/g, ' ').replace(/^ISO ?(?:2022 )?/, '').replace(/^IR ?/, 'IR ');

/** A text decoder for the values of (0008,0005); unknown terms read as Latin-1, never an error. */
export function textDecoder(terms: readonly string[]): (bytes: Uint8Array) => string {
  const initial = TERMS[normalTerm(terms[0] ?? '')] ?? ASCII;
  return (bytes) => {
    let high = false;
    let escapes = false;
    for (const byte of bytes) {
      if (byte >= 0x80) high = true;
      else if (byte === 0x1b) escapes = true;
    }
    if (!high && !escapes) return ascii(bytes);
    if (escapes) return decodeSwitching(bytes, initial);
    // Files that declare nothing, or Latin-1, often hold UTF-8: valid multi-byte UTF-8 is hardly ever anything else.
    if (initial.label === 'windows-1252' || initial.label === 'iso-8859-1') {
      try {
        return strictUtf8.decode(bytes);
      } catch {
        return decoder(initial.label).decode(bytes);
      }
    }
    return decoder(initial.label).decode(bytes);
  };
}

const latin = new TextDecoder('latin1');

/** Plain 7-bit bytes, quickly. */
function ascii(bytes: Uint8Array): string {
  if (bytes.length > 48) return latin.decode(bytes);
  let out = '';
  for (const byte of bytes) out += String.fromCharCode(byte);
  return out;
}

function decodeSwitching(bytes: Uint8Array, initial: Codec): string {
  let out = '';
  let g0: Codec = ASCII;
  let g1: Codec = initial;
  let start = 0;
  const flush = (end: number): void => {
    if (end > start) out += decodeHalves(bytes.subarray(start, end), g0, g1);
  };
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === 0x1b) {
      const found = ESCAPES.find(([sequence]) => [...sequence].every((c, k) => bytes[i + 1 + k] === c.charCodeAt(0)));
      if (!found) continue;
      flush(i);
      if (found[1] === 'g0') g0 = found[2];
      else g1 = found[2];
      i += found[0].length;
      start = i + 1;
    } else if (byte === 0x0a || byte === 0x0d || byte === 0x0c || ((byte === 0x5c || byte === 0x5e || byte === 0x3d) && !g0.raise)) {
      // Delimiters put the initial sets back.
      flush(i);
      start = i;
      g0 = ASCII;
      g1 = initial;
    }
  }
  flush(bytes.length);
  return out;
}

/** Decodes one stretch in which the two halves do not change. */
function decodeHalves(bytes: Uint8Array, g0: Codec, g1: Codec): string {
  if (!g0.raise) return decoder(g1.label).decode(bytes);
  const raised: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x21) {
      raised.push(byte);
      continue;
    }
    if (g0.single !== undefined) raised.push(g0.single);
    raised.push(byte | 0x80);
    if (i + 1 < bytes.length) raised.push(bytes[++i]! | 0x80);
  }
  return decoder(g0.label).decode(Uint8Array.from(raised));
}
