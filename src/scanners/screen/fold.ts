/**
 * Folding: the form in which text is compared. Compatibility forms, case, accents, look-alike letters and characters that show
 * nothing are taken away; every character of the result knows where it came from.
 */

export interface Folded {
  readonly text: string;
  /** Offset in the original text of each UTF-16 unit of `text`; undefined where they are the same. */
  readonly map: Uint32Array | undefined;
  /** Characters that show nothing were dropped. */
  readonly dropped: number;
  /** Words in which letters of another script stood in for Latin ones. */
  readonly lookalikes: number;
}

/** Cyrillic, Greek, Armenian, Cherokee and small-capital letters that look like a Latin one. */
const LOOKALIKE = new Map<string, string>(
  [
    ['а', 'a'], ['в', 'b'], ['с', 'c'], ['ԁ', 'd'], ['е', 'e'], ['ѐ', 'e'], ['ё', 'e'], ['ғ', 'f'], ['ԍ', 'g'], ['һ', 'h'], ['н', 'h'], ['і', 'i'], ['ї', 'i'], ['ј', 'j'], ['к', 'k'],
    ['ӏ', 'l'], ['м', 'm'], ['п', 'n'], ['о', 'o'], ['р', 'p'], ['ԛ', 'q'], ['г', 'r'], ['ѕ', 's'], ['т', 't'], ['у', 'y'], ['ѵ', 'v'], ['ԝ', 'w'], ['х', 'x'], ['ү', 'y'],
    ['α', 'a'], ['β', 'b'], ['ε', 'e'], ['η', 'n'], ['ι', 'i'], ['κ', 'k'], ['μ', 'u'], ['ν', 'v'], ['ο', 'o'], ['ρ', 'p'], ['σ', 'o'], ['τ', 't'], ['υ', 'u'], ['χ', 'x'], ['ω', 'w'], ['γ', 'y'], ['ζ', 'z'],
    ['ա', 'w'], ['օ', 'o'], ['ո', 'n'], ['ս', 'u'], ['հ', 'h'], ['ց', 'g'], ['ӡ', 'z'], ['ɡ', 'g'], ['ɑ', 'a'], ['ı', 'i'], ['ɩ', 'i'],
    ['ᴀ', 'a'], ['ʙ', 'b'], ['ᴄ', 'c'], ['ᴅ', 'd'], ['ᴇ', 'e'], ['ꜰ', 'f'], ['ɢ', 'g'], ['ʜ', 'h'], ['ɪ', 'i'], ['ᴊ', 'j'], ['ᴋ', 'k'], ['ʟ', 'l'], ['ᴍ', 'm'], ['ɴ', 'n'], ['ᴏ', 'o'], ['ᴘ', 'p'], ['ʀ', 'r'], ['ꜱ', 's'], ['ᴛ', 't'],
    ['ᴜ', 'u'], ['ᴠ', 'v'], ['ᴡ', 'w'], ['ʏ', 'y'], ['ᴢ', 'z'], ['ꭺ', 'a'], ['ꭼ', 'e'], ['ꮋ', 'h'], ['ꮖ', 'i'], ['ꮶ', 'k'], ['ꮇ', 'm'], ['ꮲ', 'p'], ['ꮪ', 's'], ['ꭲ', 't'], ['ꮃ', 'w'],
  ] as const,
);

/** Arabic letters that readers treat as one. */
const ARABIC = new Map<string, string>([['أ', 'ا'], ['إ', 'ا'], ['آ', 'ا'], ['ٱ', 'ا'], ['ى', 'ي'], ['ی', 'ي'], ['ئ', 'ئ'], ['ة', 'ه'], ['ک', 'ك']]);

const LATIN = /[a-z]/;
const ASCII_ONLY = /^[\x09\x0a\x0d\x20-\x7e]*$/;
const WORD = /[\p{L}\p{M}]+/gu;

/** True for code points that show nothing by themselves and are no space. */
export function showsNothing(code: number): boolean {
  return (
    code === 0xad || code === 0x34f || code === 0x61c || code === 0x115f || code === 0x1160 || code === 0x17b4 || code === 0x17b5 || code === 0x180e ||
    (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) || code === 0x3164 || code === 0xfeff ||
    code === 0xffa0 || (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xfff9 && code <= 0xfffb) || (code >= 0x1d173 && code <= 0x1d17a) || (code >= 0xe0000 && code <= 0xe0fff)
  );
}

const folds = new Map<string, string>();

/** One character folded: compatibility form, lower case, without marks (Latin, Greek, Cyrillic and Arabic only). */
function foldCharacter(ch: string): string {
  const known = folds.get(ch);
  if (known !== undefined) return known;
  const code = ch.codePointAt(0)!;
  let out = ch.normalize('NFKC').toLowerCase();
  const first = out.codePointAt(0) ?? 0;
  if (first < 0x0900 || (first >= 0x1e00 && first < 0x2000)) out = out.normalize('NFD').replace(/\p{M}+/gu, '');
  out = ARABIC.get(out) ?? out;
  if (code === 0x2018 || code === 0x2019 || code === 0x2bc) out = "'";
  if (code === 0x640) out = '';
  if (out === 'ß') out = 'ss';
  if (folds.size < 20_000) folds.set(ch, out);
  return out;
}

/** Folds a text. Costs one regular expression where the text is plain ASCII. */
export function fold(text: string): Folded {
  if (ASCII_ONLY.test(text)) return { text: text.toLowerCase(), map: undefined, dropped: 0, lookalikes: 0 };
  const out: string[] = [];
  const map: number[] = [];
  let dropped = 0;
  let at = 0;
  for (const ch of text) {
    if (showsNothing(ch.codePointAt(0)!)) dropped++;
    else {
      const folded = foldCharacter(ch);
      out.push(folded);
      for (let i = 0; i < folded.length; i++) map.push(at);
    }
    at += ch.length;
  }
  const joined = out.join('');
  const latinText = (joined.match(/[a-z]/g)?.length ?? 0) * 2 > joined.length * 0.8;
  let lookalikes = 0;
  const text2 = joined.replace(WORD, (word) => {
    const mixed = LATIN.test(word);
    if (!mixed && !latinText) return word;
    let changed = 0;
    let plain = '';
    for (const ch of word) {
      const twin = LOOKALIKE.get(ch);
      if (twin !== undefined) changed++;
      plain += twin ?? ch;
    }
    if (changed === 0 || plain.length !== word.length || /[^a-z]/.test(plain)) return word;
    lookalikes++;
    return plain;
  });
  return { text: text2, map: Uint32Array.from(map), dropped, lookalikes };
}
