import type { Place } from '../../base/words.ts';
import { ELEMENT, member } from '../../resolve/api.ts';
import type { Token, Value } from '../../resolve/value.ts';
import { builtinMethod, listOf } from '../builtins/builtins.ts';
import type { Argument } from '../calls/calls.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { readField } from './fields.ts';

/** A method of sequences on one that a library gives, of whose elements the models speak. */
export function overLibrarySequence(e: Engine, f: Frame, t: Token, baseReg: number, name: string, args: readonly Argument[], place: Place): Value | undefined {
  if (!f.mod.profile.checkedTypes) return undefined;
  const element = readField(e, f, { tokens: [t], labels: [], top: false, facts: null }, undefined, place, true);
  if (element.tokens.length === 0 && element.labels.length === 0) return undefined;
  const list = listOf(e, element, place).tokens[0]!;
  return builtinMethod(e, f, list, baseReg, name, args, place);
}

/** Methods of arrays that work on their elements. */
const OVER_ELEMENTS = new Set(['map', 'filter', 'flatMap', 'reduce', 'reduceRight', 'find', 'findLast', 'forEach', 'some', 'every', 'slice', 'at', 'sort', 'toSorted', 'reverse', 'toReversed', 'concat', 'entries', 'values']);
/** The list that a member of a library's answer is (`hits.matches`), where the models speak of its elements: each of their fields is then judged by itself. */
export function librarySequence(e: Engine, f: Frame, base: Value, name: string, place: Place): Token | undefined {
  const [only] = base.tokens;
  if (!f.mod.profile.keyedMembers || base.tokens.length !== 1 || only?.t !== 'api' || base.labels.length === 0 || !OVER_ELEMENTS.has(name)) return undefined;
  const { trie } = f.mod;
  if (trie.memberNodes(only.node, ELEMENT).length === 0 || trie.memberNodes(only.node, member(name)).length > 0) return undefined;
  return listOf(e, readField(e, f, base, undefined, place, true), place).tokens[0];
}
