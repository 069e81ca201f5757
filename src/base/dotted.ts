/** The last part of a dotted name; calls (`f()`), module paths (`src/app/safety`) and package scopes (`@our/pacs`) all come down to parts. */
export function lastPart(name: string): string {
  let end = name.length;
  for (;;) {
    if (name.endsWith('()', end)) end -= 2;
    else if (end > 0 && SEPARATORS.includes(name[end - 1]!)) end--;
    else break;
  }
  let start = end;
  while (start > 0 && !SEPARATORS.includes(name[start - 1]!)) start--;
  return name.slice(start, end).replaceAll('()', '');
}
const SEPARATORS = './:#\\';
