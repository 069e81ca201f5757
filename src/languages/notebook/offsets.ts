import type { Span } from '../../base/words.ts';

/** Offsets of a derived text to offsets of the file that it was made from. */
export interface OffsetMap {
  toFile(offset: number): number;
  /** The end is that of the last character inside, so that a span never runs into what follows in the file. */
  toFileSpan(span: Span): Span;
  /** Offset of the character that stands at an offset of the file; undefined where nothing of the derived text does. */
  toText(offset: number): number | undefined;
  /** Whether all characters of a span stand in the file as they are, or as escapes. */
  isInFile(span: Span): boolean;
}

/**
 * Builds a text out of pieces of a file. Each piece remembers where its characters come from; the anchors are kept sorted by
 * construction, one for each place where the distance between the two texts changes.
 */
export class MappedText {
  private readonly parts: string[] = [];
  private length = 0;
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  /** File length of one character at the anchor, or 0 where text was made up: all of it maps to one offset. */
  private readonly width: number[] = [];

  /** Characters that stand in the file one by one from `at` on. */
  copy(text: string, at: number): void { this.append(text, at, 1); }
  /** One character that the file writes with `width` characters (an escape). */
  escaped(text: string, at: number, width: number): void { this.append(text, at, width); }
  /** Text that is not in the file; all of it is placed at `at`. */
  insert(text: string, at: number): void { this.append(text, at, 0); }
  /** A part of another mapped text. */
  splice(other: MappedText, start: number, end: number): void {
    const text = other.text().slice(start, end);
    let at = start;
    for (let i = other.anchorAt(start); at < end; i++) {
      const next = Math.min(end, other.from[i + 1] ?? end);
      const width = other.width[i] ?? 0;
      this.append(text.slice(at - start, next - start), width === 1 ? (other.to[i] ?? 0) + at - (other.from[i] ?? 0) : other.to[i] ?? 0, width);
      at = next;
    }
  }

  get size(): number { return this.length; }

  text(): string {
    if (this.parts.length > 1) this.parts.splice(0, this.parts.length, this.parts.join(''));
    return this.parts[0] ?? '';
  }

  map(): OffsetMap {
    const start = (offset: number): number => {
      const i = this.anchorAt(offset);
      return this.width[i] === 1 ? (this.to[i] ?? 0) + offset - (this.from[i] ?? 0) : this.to[i] ?? 0;
    };
    const end = (offset: number): number => {
      if (offset === 0) return start(0);
      const i = this.anchorAt(offset - 1);
      return start(offset - 1) + (this.width[i] ?? 0);
    };
    return {
      toFile: (offset) => (offset >= this.length && this.length > 0 ? end(this.length) : start(offset)),
      toFileSpan: (span) => {
        const from = span.start >= this.length && this.length > 0 ? end(this.length) : start(span.start);
        return { start: from, end: Math.max(from, span.end <= span.start ? from : end(Math.min(span.end, this.length))) };
      },
      toText: (offset) => {
        for (const [i, from] of this.from.entries()) {
          const at = offset - (this.to[i] ?? 0);
          const width = this.width[i] ?? 0;
          const length = (this.from[i + 1] ?? this.length) - from;
          if (width > 0 && at >= 0 && at < (width === 1 ? length : width)) return from + (width === 1 ? at : 0);
        }
        return undefined;
      },
      isInFile: (span) => {
        for (let i = this.anchorAt(span.start); i < this.from.length && (this.from[i] ?? 0) < span.end; i++) if (this.width[i] === 0) return false;
        return true;
      },
    };
  }

  /** Last anchor at or before an offset. */
  private anchorAt(offset: number): number {
    let low = 0;
    let high = this.from.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.from[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private append(text: string, at: number, width: number): void {
    if (text === '') return;
    const last = this.from.length - 1;
    const continues = last >= 0 && width === 1 && this.width[last] === 1 && (this.to[last] ?? 0) + this.length - (this.from[last] ?? 0) === at;
    if (!continues) { this.from.push(this.length); this.to.push(at); this.width.push(width); }
    this.parts.push(text);
    this.length += text.length;
  }
}
