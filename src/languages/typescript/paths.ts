/** Paths relative to the project root, with `/`; `''` is the root. */

export function dirname(path: string): string {
  const at = path.lastIndexOf('/');
  return at < 0 ? '' : path.slice(0, at);
}

/** Joins and normalises; undefined for a path that leaves the project. */
export function join(base: string, path: string): string | undefined {
  const parts = base === '' ? [] : base.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** The directory of a file and its parents, nearest first, down to the root. */
export function ancestors(file: string): string[] {
  const found: string[] = [];
  for (let at = dirname(file); ; at = dirname(at)) {
    found.push(at);
    if (at === '') return found;
  }
}

/** Result of a computation, kept in the project's memo under a key of its own. */
export function memoised<Result>(memo: Map<string, unknown>, key: string, compute: () => Result): Result {
  if (!memo.has(key)) memo.set(key, compute());
  return memo.get(key) as Result;
}
