import { CONCEPTS, type Concept } from './lexicon/concepts.ts';
import { LEXICONS } from './lexicon/index.ts';
import { fold } from './fold.ts';
import { tokenize, type Tokens } from './tokens.ts';

/** A concept found in a text: tokens `first` to `last`, both included. */
export interface Hit { readonly concept: Concept; readonly first: number; readonly last: number }

interface Node {
  exact: Map<string, Node> | undefined;
  /** Words that match by their beginning; the lengths are tried longest first. */
  prefix: Map<string, Node> | undefined;
  lengths: readonly number[];
  any: Node | undefined;
  /** Pairs of language index and concept. */
  out: readonly (readonly [number, Concept])[];
}

/** Shared by the many nodes that have none. */
const NONE: readonly never[] = [];

const newNode = (): Node => ({ exact: undefined, prefix: undefined, lengths: NONE, any: undefined, out: NONE });

export const LANGUAGES: readonly string[] = Object.keys(LEXICONS);

/** Concepts that name things in every language alike (GPT, prompt, API key): English hits of these count for every language. */
const SHARED: ReadonlySet<Concept> = new Set<Concept>(['agent', 'sysprompt']);

let compiled: Node | undefined;

/** All lexicons in one trie over words, so that one pass over a text finds the concepts of every language. */
function root(): Node {
  if (compiled) return compiled;
  const top = newNode();
  LANGUAGES.forEach((language, index) => {
    const lexicon = LEXICONS[language]!;
    for (const concept of CONCEPTS) {
      for (const entry of (lexicon[concept] ?? '').split(/\s+/)) {
        if (entry !== '') insert(top, entry, index, concept);
      }
    }
  });
  return (compiled = top);
}

function insert(top: Node, entry: string, language: number, concept: Concept): void {
  let node = top;
  for (const part of entry.split(/[_'-]/)) {
    if (part === '') continue;
    if (part === '*') {
      node = node.any ??= newNode();
      continue;
    }
    // Arabic nouns take endings on the word itself.
    const open = part.endsWith('*') || (part.length >= 4 && ARABIC_LETTER.test(part));
    const bare = part.endsWith('*') ? part.slice(0, -1) : part;
    // Most entries are such words; folding them all makes more garbage than the screen keeps.
    const words = PLAIN_WORD.test(bare) ? [bare] : tokenize(fold(bare).text).words;
    words.forEach((word, i) => {
      node = open && i === words.length - 1 ? prefixChild(node, word) : exactChild(node, word);
    });
  }
  const own = only(language, concept);
  node.out = node.out.length === 0 ? own : [...node.out, ...own];
}

/** Results of one concept of one language, made once: most nodes have one. */
function only(language: number, concept: Concept): Node['out'] {
  const key = `${language} ${concept}`;
  let found = singles.get(key);
  if (!found) singles.set(key, (found = [[language, concept]]));
  return found;
}

const singles = new Map<string, Node['out']>();

function exactChild(node: Node, word: string): Node {
  node.exact ??= new Map();
  let child = node.exact.get(word);
  if (!child) node.exact.set(word, (child = newNode()));
  return child;
}

function prefixChild(node: Node, word: string): Node {
  node.prefix ??= new Map();
  let child = node.prefix.get(word);
  if (!child) {
    node.prefix.set(word, (child = newNode()));
    if (!node.lengths.includes(word.length)) node.lengths = [...node.lengths, word.length].sort((a, b) => b - a);
  }
  return child;
}

/** The article and one-letter prefixes that Arabic writes on the word. */
const ARABIC_PREFIX = /^(?:[وف]?(?:ال|لل|بال|كال)|[وف](?=.{2,})|[بل])(?=.{2,})/;

/** A word that folding leaves as it is. */
const PLAIN_WORD = /^[a-z]+$/;

const ARABIC_LETTER = /[\u0600-\u06ff]/;

/** Addresses of places outside: a URL, an e-mail address. */
const LINK = /(?:https?|ftp):\/\/\S{3,}|\bwww\.[a-z0-9-]+\.[a-z]{2,}|[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2,}/g;

/** Links and program names that are looked at in one text. */
const MAX_NAMES = 64;

/** A name from a program: `delete_study`, `sendMail()`. */
const IDENTIFIER = /\b[a-z]{2,}(?:_[a-z0-9]{2,})+\b|\b[a-z]{3,}\(\)/g;

/** Every concept in the tokens, by language index. */
export function matchConcepts(tokens: Tokens, text: string): readonly (readonly Hit[])[] {
  const hits: Hit[][] = LANGUAGES.map(() => []);
  const top = root();
  const { words } = tokens;
  const visit = (node: Node, first: number, at: number): void => {
    if (at > first) {
      for (const [language, concept] of node.out) {
        if (SHARED.has(concept) && language === 0) for (const list of hits) list.push({ concept, first, last: at - 1 });
        else hits[language]!.push({ concept, first, last: at - 1 });
      }
    }
    if (at >= words.length || at - first > 8) return;
    const word = words[at]!;
    step(node, word, first, at);
    const code = word.charCodeAt(0);
    if (code >= 0x600 && code < 0x700) {
      const bare = word.replace(ARABIC_PREFIX, '');
      if (bare !== word) step(node, bare, first, at);
    }
  };
  const step = (node: Node, word: string, first: number, at: number): void => {
    const exact = node.exact?.get(word);
    if (exact) visit(exact, first, at + 1);
    if (node.prefix) {
      for (const length of node.lengths) {
        if (length > word.length) continue;
        const child = node.prefix.get(word.slice(0, length));
        if (child) visit(child, first, at + 1);
      }
    }
    if (node.any) visit(node.any, first, at + 1);
  };
  for (let i = 0; i < words.length; i++) visit(top, i, i);
  const everywhere = (pattern: RegExp, concept: Concept): void => {
    let count = 0;
    for (const match of text.matchAll(pattern)) {
      if (++count > MAX_NAMES) return;
      const first = tokens.ends.findIndex((end) => end > match.index);
      const last = tokens.starts.findLastIndex((start) => start < match.index + match[0].length);
      if (first >= 0 && last >= first) for (const list of hits) if (list.length > 0) list.push({ concept, first, last: first });
    }
  };
  if (text.includes('://') || text.includes('@') || text.includes('www.')) everywhere(LINK, 'link');
  if (text.includes('_') || text.includes('()')) everywhere(IDENTIFIER, 'identifier');
  return hits;
}

let vocabulary: ReadonlySet<string> | undefined;

/** Every plain Latin word of the lexicons, to cut runs that were written without spaces. */
export function latinVocabulary(): ReadonlySet<string> {
  if (vocabulary) return vocabulary;
  const words = new Set<string>('the a an of to in on and or is are was be it for with from by at as no not all any has have had that this there these those after'.split(' '));
  for (const lexicon of Object.values(LEXICONS)) {
    for (const list of Object.values(lexicon)) {
      for (const entry of list.split(/\s+/)) {
        // Entries of other scripts give nothing, and folding them is most of the work.
        if (!/[a-z]/i.test(entry)) continue;
        for (const word of fold(entry).text.split(/[\s_'*-]+/)) if (/^[a-z]{2,}$/.test(word)) words.add(word);
      }
    }
  }
  return (vocabulary = words);
}
