import { childByField, childByKind, nodeText, pathCovering, type SyntaxTree } from '../../syntax/tree.ts';
import type { ExpressionSite } from '../language.ts';
import { F, K } from './nodeKinds.ts';

/** Format specifications that a text takes (Format Specification Mini-Language of the library reference); in braces there may be a width. */
export const OF_TEXT = /^:(?:.?[<>^])?0?(?:\d+|\{[^{}]*\})?(?:\.(?:\d+|\{[^{}]*\}))?s?$/u;

/**
 * The sites, with a call of `format` at an interpolation whose format only the object's own `__format__` understands (`{study:brief}`), so
 * that what goes in is a text with that format applied. None where that can not be written.
 */
export function formattedSites(tree: SyntaxTree, sites: readonly ExpressionSite[]): readonly ExpressionSite[] {
  const made = sites.map((site): ExpressionSite | undefined => {
    const holder = pathCovering(tree, site).findLast((node) => tree.kind[node] === K.interpolation);
    const value = holder === undefined ? -1 : childByField(tree, holder, F.expression);
    const format = holder === undefined ? -1 : childByKind(tree, holder, K.format_specifier);
    if (holder === undefined || format < 0 || tree.start[value] !== site.start || tree.end[value] !== site.end) return site;
    const written = nodeText(tree, format);
    // A conversion (`!r`) has made a text of it already.
    if (OF_TEXT.test(written) || childByKind(tree, holder, K.type_conversion) >= 0) return site;
    const quote = quoteIn(tree, holder);
    return quote === undefined || /["'\\{}\n]/.test(written) ? undefined : { ...site, asText: { before: 'format(', after: `, ${quote}${written.slice(1)}${quote})`, end: tree.end[format]! } };
  });
  return made.every((site) => site !== undefined) ? made : [];
}

/** The quote that the string around an interpolation does not end with: before Python 3.12 no other may stand in it. */
function quoteIn(tree: SyntaxTree, interpolation: number): string | undefined {
  const strings = pathCovering(tree, { start: tree.start[interpolation]!, end: tree.end[interpolation]! }).filter((node) => tree.kind[node] === K.string);
  const used = strings.map((node) => /["']/.exec(nodeText(tree, node))?.[0]);
  return ['"', "'"].find((quote) => !used.includes(quote));
}
