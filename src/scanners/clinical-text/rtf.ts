/** The text of a document in Rich Text Format, in which report systems send formatted reports inside of other files. */

/** Groups that hold no text of the document: tables of fonts and styles, pictures. */
const HOLDS_NO_TEXT = /^(?:fonttbl|colortbl|stylesheet|listtable|listoverridetable|rsidtbl|generator|pict|themedata|colorschememapping|datastore|latentstyles|fldinst)$/;

/** Words that break a line or part what stands around them. */
const BREAKS = /^(?:par|line|tab|cell|row|page|sect|softline)$/;

const windows1252 = new TextDecoder('windows-1252');

const TOKEN = /\\([a-z]+)(-?\d+)? ?|\\'([0-9a-f]{2})|\\(.)|([{}])|([^\\{}\r\n]+)/gis;

/** Whether a text is RTF. */
export const isRtf = (text: string): boolean => /^\s*\{\\rtf/.test(text);

/** What a reader of the document would see, hidden runs included: whoever converts it hands those on too. */
export function rtfText(source: string): string {
  let out = '';
  /** Depth of groups at which skipping began; 0 outside. */
  let skipped = 0;
  let depth = 0;
  // After \uN stands a substitute for old readers.
  let substitutes = 0;
  for (const [, word, number, hex, sign, brace, plain] of source.matchAll(TOKEN)) {
    if (brace === '{') depth++;
    else if (brace === '}') {
      if (depth === skipped) skipped = 0;
      depth--;
    } else if (skipped > 0) continue;
    else if (word !== undefined) {
      if (HOLDS_NO_TEXT.test(word)) skipped = depth;
      else if (BREAKS.test(word)) out += '\n';
      else if (word === 'u' && number !== undefined) {
        out += String.fromCharCode(Number(number) & 0xffff);
        substitutes = 1;
      }
    } else if (hex !== undefined) {
      if (substitutes > 0) substitutes--;
      else out += windows1252.decode(Uint8Array.of(parseInt(hex, 16)));
    } else if (sign !== undefined) out += sign === '~' ? ' ' : /[\\{}]/.test(sign) ? sign : '';
    else if (plain !== undefined) {
      out += plain.slice(Math.min(substitutes, plain.length));
      substitutes = 0;
    }
  }
  return out;
}
