import type { ConfigEntry, ConfigMap, ConfigNode } from './node.ts';

/**
 * Reads `key = value` lines: environment files (`export KEY=value`), `.properties` (`a.b = c`, `a: b`) and `.ini` with sections.
 * Keys stay whole; keys of a section stand in a map under its name. Quotes around a value are taken off. Never throws.
 */
export function readLines(text: string, notation: 'env' | 'properties' | 'ini'): ConfigNode {
  const root: ConfigEntry[] = [];
  let into = root;
  const pattern = notation === 'properties' ? /^[ \t\f]*([^#!\s=:][^=:\s]*)[ \t]*[=: \t][ \t]*(.*)$/ : /^[ \t]*(?:export[ \t]+)?([\w.\-]+)[ \t]*[=:][ \t]*(.*)$/;
  const sections: { name: string; keySpan: { start: number; end: number }; entries: ConfigEntry[]; end: number }[] = [];
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = match[0];
    const section = notation === 'ini' ? /^[ \t]*\[([^\]]+)\]/.exec(line) : null;
    if (section?.[1] !== undefined) {
      into = [];
      sections.push({ name: section[1].trim(), keySpan: { start: match.index, end: match.index + line.length }, entries: into, end: match.index + line.length });
      continue;
    }
    const parts = pattern.exec(line);
    if (parts?.[1] === undefined || parts[2] === undefined) continue;
    const entry = lineEntry(parts[1], parts[2], line, match.index, notation);
    into.push(entry);
    const open = sections.at(-1);
    if (open !== undefined) open.end = entry.end;
  }
  const map = (entries: readonly ConfigEntry[], start: number, end: number): ConfigMap => ({ kind: 'map', start, end, entries });
  for (const { name, keySpan, entries, end } of sections) root.push({ key: name, keySpan, start: keySpan.start, end, value: map(entries, keySpan.end, end) });
  return map(root, 0, text.length);
}

function lineEntry(key: string, raw: string, line: string, offset: number, notation: 'env' | 'properties' | 'ini'): ConfigEntry {
  const keyStart = offset + line.indexOf(key);
  const start = offset + line.length - raw.length;
  const quoted = /^"((?:[^"\\]|\\.)*)"|^'([^']*)'/.exec(raw);
  const bare = notation === 'properties' ? raw.trim() : raw.replace(/(^|\s)[#;].*$/, '').trim();
  const value = notation !== 'properties' && quoted ? quoted[1] ?? quoted[2] ?? '' : bare;
  const end = start + (notation !== 'properties' && quoted ? quoted[0].length : bare.length);
  return { key, keySpan: { start: keyStart, end: keyStart + key.length }, start: keyStart, end, value: { kind: 'scalar', start, end, value } };
}
