import type { Value } from '../../resolve/value.ts';

/**
 * Whether a regular expression, matched as `mode` says, admits no sentence: it is anchored at both ends and has no
 * unbounded run of characters that could spell words with spaces. Judged from the pattern's own syntax.
 */
export function isClosedPattern(pattern: string, flags: string, mode: 'full' | 'start' | 'search'): boolean {
  let p = pattern;
  if (flags.includes('m') && mode !== 'full') return false; // anchors then match at line ends
  let start = mode !== 'search', end = mode === 'full';
  if (p.startsWith('^')) { start = true; p = p.slice(1); } else if (p.startsWith('\\A')) { start = true; p = p.slice(2); }
  if (/(^|[^\\])(\\\\)*\$$/.test(p)) { end = true; p = p.slice(0, -1); } else if (/\\[zZ]$/.test(p)) { end = true; p = p.slice(0, -2); }
  if (!start || !end) return false;
  if (hasTopLevelAlternation(p)) {
    // `^a|b$` anchors only the outer alternatives.
    if (pattern.startsWith('^') || pattern.endsWith('$')) { if (mode !== 'full') return false; }
  }
  return !admitsSentence(p);
}

/** What one group of a pattern matches, by its number or name; undefined where there is none. */
export function groupOf(pattern: string, which: unknown): string | undefined {
  if (which === 0) return pattern;
  let n = 0;
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '\\') { i++; continue; }
    if (pattern[i] === '[') { i++; if (pattern[i] === '^') i++; if (pattern[i] === ']') i++; while (i < pattern.length && pattern[i] !== ']') i += pattern[i] === '\\' ? 2 : 1; continue; }
    if (pattern[i] !== '(') continue;
    const name = /^\(\?P?<([A-Za-z]\w*)>/.exec(pattern.slice(i));
    if (pattern[i + 1] === '?' && !name) continue;
    n++;
    if (which === n || (name !== null && which === name[1])) return pattern.slice(i + (name?.[0].length ?? 1), closing(pattern, i));
  }
  return undefined;
}

/** A pattern of which every character, or every letter and digit, is a match: putting a sign in its place leaves a mask. */
const EACH_CHARACTER = /^(?:\.|\\S|\\w|\[\\s\\S\]|\[\^\\s\]|\[\^ \])\+?$/;
/** Whether a sign stands in the place of each character. */
export const isMask = (pattern: string, sign: unknown): boolean => typeof sign === 'string' && !sign.includes(' ') && !/\w|\$|\\/.test(sign) && EACH_CHARACTER.test(pattern);

/** How many groups a pattern has, and what those are called that have a name. */
export function groupsOf(pattern: string): { readonly count: number; readonly names: readonly string[] } {
  let count = 0;
  while (groupOf(pattern, count + 1) !== undefined) count++;
  return { count, names: [...pattern.matchAll(/\(\?P?<([A-Za-z]\w*)>/g)].map((m) => m[1]!) };
}

/** Whether matches of a pattern, one after the other, still spell nothing: each is one of a few words that are written down, or has a digit in it. */
export function spellsNothing(pattern: string): boolean {
  const p = pattern.replace(/^(?:\^|\\b|\\A)+|(?:\$|\\b|\\[zZ])+$/g, '');
  if (!isClosedPattern(p, '', 'full')) return false;
  const whole = /^\((?:\?:)?([^()]*)\)$/.exec(p)?.[1] ?? p;
  if (/^[\w|]+$/.test(whole)) return true;
  return !hasTopLevelAlternation(p) && DIGIT.test(p.replace(/\((?:[^()]|\([^()]*\))*\)/g, ''));
}
/** A digit that every match has. */
const DIGIT = /(?:\\d|\[0-9\]|(?<![\w{,\\[-])\d)(?![*?]|\{0)/;

function hasTopLevelAlternation(p: string): boolean {
  let depth = 0, inClass = false;
  for (let i = 0; i < p.length; i++) {
    const c = p[i]!;
    if (c === '\\') { i++; continue; }
    if (inClass) { if (c === ']') inClass = false; continue; }
    if (c === '[') inClass = true;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (c === '|' && depth === 0) return true;
  }
  return false;
}

/** Longest text that counts as too short for an instruction when spaces are allowed. */
const SHORT = 24;
/** Longest run without spaces: identifiers and codes. */
const LONG_WORD = 128;

function admitsSentence(p: string): boolean {
  let depth = 0;
  for (let i = 0; i < p.length;) {
    let atom: 'wide' | 'word' | 'narrow';
    const c = p[i]!;
    if (c === '\\') {
      const d = p[i + 1] ?? '';
      atom = 'DSWs'.includes(d) ? 'wide' : d === 'w' ? 'word' : d === 'p' || d === 'P' ? 'wide' : 'narrow';
      i += 2;
      if ((d === 'p' || d === 'P') && p[i] === '{') i = p.indexOf('}', i) + 1 || p.length;
    } else if (c === '[') {
      let j = i + 1;
      const negated = p[j] === '^';
      if (negated) j++;
      if (p[j] === ']') j++;
      while (j < p.length && p[j] !== ']') j += p[j] === '\\' ? 2 : 1;
      const body = p.slice(i + 1, j);
      atom = negated || / |\\s|\\W|\\S|\\D/.test(body) ? 'wide' : /[a-zA-Z]-[a-zA-Z]|\\w/.test(body) ? 'word' : 'narrow';
      i = j + 1;
    } else if (c === '.') { atom = 'wide'; i++; }
    else if (c === '(') {
      depth++;
      const close = closing(p, i);
      const inner = p.slice(i + 1, close).replace(/^\?(?::|=|!|<=|<!|P?<[^>]*>)/, '');
      if (admitsSentence(inner)) return true;
      // A repeated group that may hold a separator spells words.
      const q = quantifier(p, close + 1);
      if (q.max > 4 && /\\s| |,|\\W|;/.test(inner) && /[a-zA-Z]-[a-zA-Z]|\\w|\./.test(inner)) return true;
      i = q.next;
      continue;
    } else { atom = 'narrow'; i++; }
    const q = quantifier(p, i);
    i = q.next;
    if (atom === 'wide' && q.max > SHORT) return true;
    if (atom === 'word' && q.max > LONG_WORD && q.max !== Infinity) return true;
  }
  return false;
}
function closing(p: string, from: number): number {
  let depth = 0;
  for (let i = from; i < p.length; i++) {
    if (p[i] === '\\') { i++; continue; }
    if (p[i] === '[') { i++; if (p[i] === '^') i++; if (p[i] === ']') i++; while (i < p.length && p[i] !== ']') i += p[i] === '\\' ? 2 : 1; continue; }
    if (p[i] === '(') depth++;
    else if (p[i] === ')' && --depth === 0) return i;
  }
  return p.length;
}
function quantifier(p: string, i: number): { max: number; next: number } {
  const c = p[i];
  if (c === '*' || c === '+') return { max: Infinity, next: lazy(p, i + 1) };
  if (c === '?') return { max: 1, next: lazy(p, i + 1) };
  const m = c === '{' ? /^\{(\d+)(,(\d*))?\}/.exec(p.slice(i, i + 16)) : null;
  if (m) return { max: m[2] === undefined ? Number(m[1]) : m[3] ? Number(m[3]) : Infinity, next: lazy(p, i + m[0].length) };
  return { max: 1, next: i };
}
const lazy = (p: string, i: number): number => p[i] === '?' || p[i] === '+' ? i + 1 : i;

/** Constants of a library that change what a pattern admits, as letters. */
export const patternFlags = (v: Value): string => v.tokens.map((t) => t.t !== 'api' ? '' : /\.(Multiline|MULTILINE)$/.test(t.node.path) ? 'm' : /\.(Singleline|DOTALL)$/.test(t.node.path) ? 's' : '').join('');
