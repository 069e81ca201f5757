import { singleConst, UNKNOWN, type Value } from '../../resolve/value.ts';
import type { Argument } from '../calls/calls.ts';
import type { Frame } from '../frame.ts';

const arg = (args: readonly Argument[], i: number): Value => args.filter((a) => a.name === null)[i]?.value ?? UNKNOWN;

/** `text.replace(/</g, '&lt;')`, also as one of several characters: no such character is left. */
export function takesAway(f: Frame, name: string, args: readonly Argument[], character: '<' | '/'): boolean {
  if (!/^replace(All)?$/i.test(name)) return false;
  const to = singleConst(arg(args, 1)), from = singleConst(arg(args, 0));
  const code = character.charCodeAt(0);
  if (typeof to === 'string' ? to.includes(character) : typeof to === 'number' ? to === code : !arg(args, 1).tokens.some((t) => t.t === 'fn')) return false;
  if (from === code) return true;
  if (typeof from === 'string' && f.mod.profile.regexStrings && name === 'replaceAll') return takesOut(from, character);
  // A string is replaced once in JavaScript, everywhere in the other languages.
  if (typeof from === 'string') return from === character && (name !== 'replace' || !f.mod.profile.exportTable);
  return arg(args, 0).tokens.some((t) => t.t === 'regex' && t.flags.includes('g') && takesOut(t.pattern, character));
}
/** Whether a pattern matches each such character, alone or as one of several. */
function takesOut(pattern: string, character: '<' | '/'): boolean {
  const listed = /^\[(?!\^)((?:\\.|[^\]\\])*)\]\+?$/.exec(pattern)?.[1];
  return pattern.replace(/^\\(?=\/)/, '') === character || (listed?.includes(character) ?? false);
}
