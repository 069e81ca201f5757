/** Affine geometry of PDF pages: `[a b c d e f]` matrices and axis-parallel boxes. */

export type Matrix = readonly [number, number, number, number, number, number];

/** `x0 <= x1` and `y0 <= y1`, or empty. */
export interface Box { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];
export const EVERYWHERE: Box = { x0: -Infinity, y0: -Infinity, x1: Infinity, y1: Infinity };

/** The matrix that first applies `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** A matrix out of untrusted numbers; undefined where they are none. */
export function toMatrix(values: ArrayLike<unknown> | null | undefined): Matrix | undefined {
  if (!values || values.length < 6) return undefined;
  const numbers = Array.from({ length: 6 }, (_, i) => Number(values[i]));
  return numbers.every(Number.isFinite) ? (numbers as unknown as Matrix) : undefined;
}

export const apply = ([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] => [a * x + c * y + e, b * x + d * y + f];

/** The matrix back; undefined where the matrix flattens the plane. */
export function invert([a, b, c, d, e, f]: Matrix): Matrix | undefined {
  const det = a * d - b * c;
  if (!Number.isFinite(det) || Math.abs(det) < 1e-12) return undefined;
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}

/** The smallest box around a box that a matrix has moved. */
export function transformBox(matrix: Matrix, { x0, y0, x1, y1 }: Box): Box {
  const corners = [apply(matrix, x0, y0), apply(matrix, x1, y0), apply(matrix, x0, y1), apply(matrix, x1, y1)];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
}

export const intersect = (a: Box, b: Box): Box => ({ x0: Math.max(a.x0, b.x0), y0: Math.max(a.y0, b.y0), x1: Math.min(a.x1, b.x1), y1: Math.min(a.y1, b.y1) });

export const area = ({ x0, y0, x1, y1 }: Box): number => (x1 > x0 && y1 > y0 ? (x1 - x0) * (y1 - y0) : 0);

/** Part of `box` that lies in `within`, from 0 to 1. */
export function share(box: Box, within: Box): number {
  const whole = area(box);
  return whole > 0 ? area(intersect(box, within)) / whole : 0;
}

export const contains = ({ x0, y0, x1, y1 }: Box, x: number, y: number): boolean => x >= x0 && x <= x1 && y >= y0 && y <= y1;

/** Whether a matrix keeps rectangles parallel to the axes. */
export const upright = ([a, b, c, d]: Matrix): boolean => {
  const small = 1e-3 * Math.max(Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d));
  return (Math.abs(b) <= small && Math.abs(c) <= small) || (Math.abs(a) <= small && Math.abs(d) <= small);
};
