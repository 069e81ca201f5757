import type { Place } from '../base/words.ts';
import type { FixContext } from './context.ts';

/**
 * Where in markup a value stands. `attribute`: within quotes, where its text is one value whatever it holds once it is escaped. `text`: between
 * tags, where markup of its own may have been wanted. `other`: scripts, styles, tags, addresses from their beginning: escaping does not help there.
 */
export type MarkupPlace = 'attribute' | 'text' | 'other';

/** Where some values of strings stand: the worst of them. */
export function markupAround(parts: readonly Place[], context: FixContext): MarkupPlace {
  const all = parts.map((part) => placeOf(part, context));
  return all.includes('other') ? 'other' : all.includes('text') ? 'text' : 'attribute';
}

function placeOf(part: Place, context: FixContext): MarkupPlace {
  const from = context.editable(part.file);
  const built = from?.language.builtStringAt?.(from.tree, part);
  if (from === undefined || built === undefined) return 'text';
  const before = built.pieces.filter((piece) => piece.end <= part.start).map((piece) => (piece.kind === 'text' ? from.text.slice(piece.start, piece.end).replace(/\\(["'])/g, '$1') : 'x')).join('');
  return placeBehind(before);
}

/** Elements whose content is no text. */
const RAW = /<(script|style)\b[^>]*>(?![\s\S]*<\/\1)/i;
/** Attributes that run what they hold, or lead where it says. */
const RUNS = /^(?:on\w+|srcdoc|style)$/i;
const LEADS = /^(?:href|src|action|formaction|data|poster|xlink:href)$/i;

/** Where a value stands behind the beginning of some markup. */
function placeBehind(before: string): MarkupPlace {
  if (RAW.test(before) || before.lastIndexOf('<!--') > before.lastIndexOf('-->')) return 'other';
  const tag = before.slice(before.lastIndexOf('<'));
  if (!before.includes('<') || tagEnds(tag)) return 'text';
  const attribute = /\s([\w:-]+)\s*=\s*(["'])((?:(?!\2)[\s\S])*)$/.exec(tag);
  if (attribute === null) return 'other';
  const [, name = '', , value = ''] = attribute;
  return RUNS.test(name) || (LEADS.test(name) && value === '') ? 'other' : 'attribute';
}

/** Whether the last tag has ended: a `>` outside of quotes. */
function tagEnds(tag: string): boolean {
  return tag.replace(/"[^"]*"|'[^']*'/g, '').includes('>');
}
