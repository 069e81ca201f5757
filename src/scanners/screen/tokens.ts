/** Words of a folded text. Scripts that write without spaces, and Korean, give one token a character. */
export interface Tokens {
  readonly words: readonly string[];
  /** Offsets in the folded text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Reading distance: a word counts 1, a character of an unspaced script 0.5. */
  readonly position: readonly number[];
  /** Sentence and clause of each token; both only grow. */
  readonly sentence: readonly number[];
  readonly clause: readonly number[];
  /** The character that closed the clause before a token, '' inside a clause. */
  readonly opener: readonly string[];
}

const TOKEN = /[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]|[\p{L}\p{N}]+|[^\p{L}\p{N}\s]|\n/gu;
/** One character of a script whose tokens are characters. */
export const UNSPACED = /^[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]$/;
const SPLIT_LATIN = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]/;
const SENTENCE_END = '.!?;。！？؟؛।…';
const CLAUSE_END = ',:()[]{}"“”„«»「」『』–—、，：；،\n*>|=/';

/** Splits a folded text. */
export function tokenize(text: string): Tokens {
  const words: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const position: number[] = [];
  const sentence: number[] = [];
  const clause: number[] = [];
  const opener: string[] = [];
  let distance = 0;
  let sentences = 0;
  let clauses = 0;
  let open = '^';
  let lastNewline = -2;
  const push = (word: string, start: number, unspaced: boolean): void => {
    distance += unspaced ? 0.5 : 1;
    words.push(word);
    starts.push(start);
    ends.push(start + word.length);
    position.push(distance);
    sentence.push(sentences);
    clause.push(clauses);
    opener.push(open);
    open = '';
  };
  for (const match of text.matchAll(TOKEN)) {
    const piece = match[0];
    const at = match.index;
    const first = piece.charCodeAt(0);
    const isWord = (first >= 97 && first <= 122) || (first >= 48 && first <= 57) || (first > 127 && /[\p{L}\p{N}]/u.test(piece));
    if (isWord) {
      if (UNSPACED.test(piece)) push(piece, at, true);
      else if (!SPLIT_LATIN.test(piece)) push(piece, at, false);
      else {
        // A run that mixes spaced and unspaced letters: `ai助手`.
        let run = at;
        for (let i = 0; i < piece.length; i++) {
          if (!UNSPACED.test(piece[i]!)) continue;
          if (i + at > run) push(text.slice(run, at + i), run, false);
          push(piece[i]!, at + i, true);
          run = at + i + 1;
        }
        if (run < at + piece.length) push(text.slice(run, at + piece.length), run, false);
      }
      continue;
    }
    if (SENTENCE_END.includes(piece)) {
      const next = text.charCodeAt(at + 1);
      const inside = piece === '.' && ((next >= 48 && next <= 57) || (next >= 97 && next <= 122));
      if (inside) continue;
      sentences++;
      clauses++;
      open = piece;
    } else if (piece === '\n') {
      if (lastNewline >= 0 && text.slice(lastNewline, at).trim() === '') sentences++;
      clauses++;
      lastNewline = at;
      open = piece;
    } else if (CLAUSE_END.includes(piece) || (piece === '-' && text[at - 1] === ' ' && text[at + 1] === ' ')) {
      clauses++;
      open = piece;
    }
  }
  return { words, starts, ends, position, sentence, clause, opener };
}
