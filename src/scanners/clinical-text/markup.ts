import type { Channel, Visibility } from '../artifact.ts';

/** One run of text in markup. */
export interface MarkupText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly group: string;
  readonly channel: Channel;
  readonly visibility: Visibility;
  readonly facts: readonly string[];
}

const ENTITY: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

/** Predefined and numeric character references; others stay as they are, so that nothing expands. */
export const unescapeMarkup = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|([a-z]+));/g, (all, hex?: string, decimal?: string, name?: string) => {
        const code = hex ? parseInt(hex, 16) : decimal ? Number(decimal) : -1;
        return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : (ENTITY[name ?? ''] ?? all);
      })
    : text;

/** Styles and attributes that keep text from being shown. */
const HIDING = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0*(?:\.\d+)?(?:px|pt|em|%)?\s*(?:;|$|["'])|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|["'])|color\s*:\s*(?:#fff(?:fff)?|white)\b|left\s*:\s*-\d{3,}|\shidden(?:\s|=|$)|aria-hidden\s*=\s*["']true/i;

/** Elements that run together with the text around them. */
const INLINE = new Set(['b', 'i', 'em', 'strong', 'span', 'sub', 'sup', 'u', 'a', 'content', 'font', 'code', 'small', 'tt']);

const TOKEN = /<!--([\s\S]*?)(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<\?(?!xml\b)([\s\S]{0,4000}?)\?>|<([!?])([^>]{0,4000})>|<(\/?)([A-Za-z_][\w:.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>/g;

/** Texts that processing instructions and declarations of entities hold: whoever parses the file may hand them on. */
export function declaredTexts(instruction: string | undefined, declared: string | undefined): readonly { readonly text: string; readonly where: string }[] {
  if (instruction !== undefined) return /\s\S+\s/.test(instruction) ? [{ text: instruction.trim(), where: 'processing instruction' }] : [];
  return [...(declared ?? '').matchAll(/"([^"]{8,})"|'([^']{8,})'/g)].map(([, double, single]) => ({ text: unescapeMarkup(double ?? single ?? ''), where: 'declaration' })).filter(({ text }) => /\p{L}\s\p{L}/u.test(text));
}

/** The texts of a piece of XHTML, comments and hidden parts told apart. */
export function* markupText(markup: string): Generator<MarkupText> {
  let at = 0;
  let run = '';
  let runStart = 0;
  let hiddenDepth = -1;
  let depth = 0;
  const flush = function* (end: number): Generator<MarkupText> {
    const text = run.trim();
    if (text.length >= 3) {
      const hidden = hiddenDepth >= 0;
      yield { text, start: runStart, end, group: hidden ? 'hidden' : 'narrative', channel: 'value', visibility: hidden ? 'hidden' : 'shown', facts: hidden ? ['its markup keeps it from being shown'] : [] };
    }
    run = '';
  };
  for (const match of markup.matchAll(TOKEN)) {
    if (run === '') runStart = at;
    run += unescapeMarkup(markup.slice(at, match.index));
    at = match.index + match[0].length;
    const [, comment, cdata, instruction, declaration, declared, closing, name, attributes, empty] = match;
    if (cdata !== undefined) {
      run += cdata;
      continue;
    }
    if (comment !== undefined) {
      if (comment.trim().length >= 3) yield { text: comment.trim(), start: match.index, end: at, group: 'comments', channel: 'comment', visibility: 'hidden', facts: ['a comment in the markup'] };
      continue;
    }
    if (instruction !== undefined || declaration === '!') {
      for (const { text } of declaredTexts(instruction, declared)) yield { text, start: match.index, end: at, group: 'comments', channel: 'comment', visibility: 'hidden', facts: ['in the declarations of the markup'] };
      continue;
    }
    if (name === undefined) continue;
    const local = name.slice(name.indexOf(':') + 1).toLowerCase();
    if (!INLINE.has(local) || (attributes !== undefined && HIDING.test(attributes)) || (hiddenDepth >= 0 && depth - 1 === hiddenDepth)) yield* flush(match.index);
    for (const attribute of (attributes ?? '').matchAll(/\b(?:alt|title|value|summary|aria-label)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)) {
      const value = unescapeMarkup(attribute[1] ?? attribute[2] ?? '');
      if (value.length >= 4) yield { text: value, start: match.index, end: at, group: 'attributes', channel: 'value', visibility: 'unusual', facts: [] };
    }
    if (closing) {
      depth--;
      if (depth <= hiddenDepth) hiddenDepth = -1;
    } else if (!empty) {
      if (hiddenDepth < 0 && attributes !== undefined && HIDING.test(attributes)) hiddenDepth = depth;
      depth++;
    }
  }
  if (run === '') runStart = at;
  run += unescapeMarkup(markup.slice(at));
  yield* flush(markup.length);
}
