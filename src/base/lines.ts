/** Line and column, both 1-based; columns count UTF-16 units. */
export interface Position { readonly line: number; readonly column: number }

/** Offsets of one text to lines and columns and back. `\n`, `\r\n` and a lone `\r` end a line. */
export interface LineIndex {
  readonly lineCount: number;
  /** Position of an offset; offsets outside the text are moved to its ends. */
  at(offset: number): Position;
  /** Offset of a position; lines and columns outside the text are moved to the nearest place inside. */
  offset(position: Position): number;
  /** Half-open range of a line's text without its line ending. */
  line(line: number): { readonly start: number; readonly end: number };
}

export function lineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const startOf = (line: number): number => starts[line - 1] ?? text.length;
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  const line = (number: number): { start: number; end: number } => {
    const clamped = Math.min(Math.max(number, 1), starts.length);
    const start = startOf(clamped);
    let end = clamped === starts.length ? text.length : startOf(clamped + 1);
    while (end > start && isLineBreak(text.charCodeAt(end - 1))) end--;
    return { start, end };
  };
  return {
    lineCount: starts.length,
    at(offset) {
      const inside = Math.min(Math.max(offset, 0), text.length);
      const number = lineOf(inside);
      return { line: number, column: inside - startOf(number) + 1 };
    },
    offset({ line: number, column }) {
      const { start, end } = line(number);
      return Math.min(start + Math.max(column, 1) - 1, end);
    },
    line,
  };
}

const isLineBreak = (code: number): boolean => code === 10 || code === 13;

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}
