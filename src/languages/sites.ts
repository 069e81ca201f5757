/** What fixes ask of a front end, answered from its tables of node kinds. */
import { builtStringAt } from './builtStrings.ts';
import { callsAt, elementAt, entriesIn } from './callText.ts';
import { expressionsAt } from './expressionSites.ts';
import { functionAt, functionIn } from './functionText.ts';
import type { Language } from './language.ts';

/** The node kinds of a grammar, by what fixes look for. */
export interface SiteKinds {
  readonly EXPRESSIONS: Parameters<typeof expressionsAt>[2];
  readonly STRINGS: Parameters<typeof builtStringAt>[2];
  readonly FUNCTIONS: Parameters<typeof functionAt>[2];
  readonly SHAPES: Parameters<typeof callsAt>[2];
}

/** The part of a front end that finds the places of fixes. */
export const sitesOf = ({ EXPRESSIONS, STRINGS, FUNCTIONS, SHAPES }: SiteKinds) => ({
  expressionsAt: (tree, span) => expressionsAt(tree, span, EXPRESSIONS),
  builtStringAt: (tree, span) => builtStringAt(tree, span, STRINGS),
  functionAt: (tree, offset) => functionAt(tree, offset, FUNCTIONS),
  functionIn: (tree, span) => functionIn(tree, span, FUNCTIONS),
  entriesIn: (tree, span) => entriesIn(tree, span, SHAPES),
  callsAt: (tree, span) => callsAt(tree, span, SHAPES),
  elementAt: (tree, span) => elementAt(tree, span, SHAPES),
}) satisfies Partial<Language>;
