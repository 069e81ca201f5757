/** Draws capital letters into images for tests: a font of 5 × 7 dots. */

/** Rows from the top, five bits each, the left one highest. */
const DOTS: Readonly<Record<string, readonly number[]>> = {
  A: [14, 17, 17, 31, 17, 17, 17], B: [30, 17, 17, 30, 17, 17, 30], C: [14, 17, 16, 16, 16, 17, 14], D: [30, 17, 17, 17, 17, 17, 30],
  E: [31, 16, 16, 30, 16, 16, 31], F: [31, 16, 16, 30, 16, 16, 16], G: [14, 17, 16, 23, 17, 17, 14], H: [17, 17, 17, 31, 17, 17, 17],
  I: [14, 4, 4, 4, 4, 4, 14], J: [7, 2, 2, 2, 2, 18, 12], K: [17, 18, 20, 24, 20, 18, 17], L: [16, 16, 16, 16, 16, 16, 31],
  M: [17, 27, 21, 21, 17, 17, 17], N: [17, 25, 21, 19, 17, 17, 17], O: [14, 17, 17, 17, 17, 17, 14], P: [30, 17, 17, 30, 16, 16, 16],
  Q: [14, 17, 17, 17, 21, 18, 13], R: [30, 17, 17, 30, 20, 18, 17], S: [15, 16, 16, 14, 1, 1, 30], T: [31, 4, 4, 4, 4, 4, 4],
  U: [17, 17, 17, 17, 17, 17, 14], V: [17, 17, 17, 17, 17, 10, 4], W: [17, 17, 17, 21, 21, 27, 17], X: [17, 17, 10, 4, 10, 17, 17],
  Y: [17, 17, 10, 4, 4, 4, 4], Z: [31, 1, 2, 4, 8, 16, 31], '.': [0, 0, 0, 0, 0, 12, 12], ' ': [],
};

/** Sets the dots of `lines` in an image of `width`, from (x, y), each dot `size` pixels wide: calls `set` with the index of each pixel. */
export function draw(lines: readonly string[], width: number, x: number, y: number, size: number, set: (index: number) => void): void {
  lines.forEach((line, row) => {
    [...line].forEach((letter, column) => {
      const dots = DOTS[letter];
      if (!dots) throw new Error(`no dots for ${letter}`);
      dots.forEach((bits, dy) => {
        for (let dx = 0; dx < 5; dx++) {
          if (((bits >> (4 - dx)) & 1) === 0) continue;
          const left = x + (column * 6 + dx) * size;
          const top = y + (row * 11 + dy) * size;
          for (let i = 0; i < size * size; i++) set((top + Math.floor(i / size)) * width + left + (i % size));
        }
      });
    });
  });
}
