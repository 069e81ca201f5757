import { MappedText } from './offsets.ts';

/** Cell magics whose body is Python code of this notebook. All others hold text for something else. */
const PYTHON_CELL_MAGICS = new Set(['time', 'timeit', 'capture', 'prun', 'memit', 'mprun', 'lprun', 'debug', 'snakeviz', 'heat', 'scalene', 'python_in_process']);
/** Line magics whose rest is a Python statement. */
const PYTHON_LINE_MAGICS = new Set(['time', 'timeit', 'prun', 'memit', 'mprun', 'lprun', 'snakeviz']);

/**
 * Turns the source of a cell into plain Python: shell lines and `%run` become the calls and imports that they stand for, other
 * magics become `pass`. Undefined for a cell that is not Python, or whose brackets or strings do not close.
 */
export function cellToPython(cell: MappedText): MappedText | undefined {
  const text = cell.text();
  const out = new MappedText();
  const state: LexicalState = { depth: 0, triple: '', continues: false };
  let at = 0;
  const magic = /^\s*%%(\w+)[^\n]*/.exec(text);
  if (magic) {
    if (!PYTHON_CELL_MAGICS.has(magic[1] ?? '')) return undefined;
    at = magic[0].length;
  }
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    const isFresh = state.depth === 0 && state.triple === '' && !state.continues;
    const special = isFresh ? specialLine(text.slice(at, end)) : undefined;
    if (special) at = special(cell, at, out);
    else {
      scanLine(text.slice(at, end), state);
      out.splice(cell, at, end);
      at = end;
    }
  }
  if (state.depth > 0 || state.triple !== '') return undefined;
  const last = out.text();
  if (last !== '' && !last.endsWith('\n')) out.insert('\n', cell.map().toFile(cell.size));
  return out;
}

/** Writes what a special line stands for; returns the offset after it. */
type Rewrite = (cell: MappedText, at: number, out: MappedText) => number;

/** Longest start of a line that can make it special; keeps the patterns below from running over long lines. */
const LINE_START = 300;

function specialLine(whole: string): Rewrite | undefined {
  const line = whole.slice(0, LINE_START);
  const shell = /^(\s*)(?:([A-Za-z_][\w., ]*?)(\s*=\s*))?(!{1,2})(?!=)/.exec(line);
  if (shell) return shellLine((shell[1] ?? '').length, shell[2] ?? '', shell[3] ?? '', shell[0].length);
  const magic = /^(\s*)(?:([A-Za-z_][\w., ]*?)(\s*=\s*))?%(\w+)[ \t]*/.exec(line);
  if (magic) return magicLine(magic[1] ?? '', `${magic[2] ?? ''}${magic[3] ?? ''}`, magic[4] ?? '', magic[0].length);
  if (whole.length <= LINE_START && /^\s*\?{1,2}[\w.*]+\s*$|^\s*[\w.]+\?{1,2}\s*$/.test(line)) return dropLine;
  return undefined;
}

/** End of a line, with the lines that a backslash at its end joins to it. */
function endOfJoined(text: string, at: number): number {
  let end = at;
  do {
    const newline = text.indexOf('\n', end);
    if (newline < 0) return text.length;
    end = newline + 1;
  } while (/\\\r?\n$/.test(text.slice(Math.max(at, end - 3), end)));
  return end;
}

const indentOf = (text: string, at: number): string => /^[ \t]*/.exec(text.slice(at, at + 200))?.[0] ?? '';

/** A statement that does nothing, so that a block does not lose its only line. */
function dropLine(cell: MappedText, at: number, out: MappedText): number {
  const text = cell.text();
  out.insert(`${indentOf(text, at)}pass\n`, cell.map().toFile(at));
  return endOfJoined(text, at);
}

/** `x = !cmd {value}`: IPython's own translation, with the command as a formatted string. */
function shellLine(indent: number, target: string, equals: string, prefix: number): Rewrite {
  return (cell, at, out) => {
    const text = cell.text();
    const end = endOfJoined(text, at);
    const place = cell.map().toFile(at + prefix - 1);
    out.splice(cell, at, at + indent + target.length + equals.length);
    out.insert(`get_ipython().${target === '' ? 'system' : 'getoutput'}(f"`, place);
    let stop = end;
    while (stop > at + prefix && /\s/.test(text[stop - 1] ?? '')) stop--;
    command(cell, at + prefix, stop, out);
    out.insert('")\n', place);
    return end;
  };
}

/** Expressions that IPython expands: `{expr}` and `$name`. What is more complicated than a value's name, fields, keys or call stays text. */
const EXPANSION = /\{\{|\}\}|\$\$|\{([A-Za-z_]\w*(?:\[[^\][{}\n"'\\]*\]|\[(?:"[^"\n\\]*"|'[^'\n\\]*')\]|\([\w., ]*\)|\.\w+)*)\}|\$([A-Za-z_]\w*)/g;

function command(cell: MappedText, start: number, end: number, out: MappedText): void {
  const text = cell.text();
  const map = cell.map();
  let at = start;
  const literal = (to: number): void => {
    for (; at < to; at++) {
      const char = text[at] ?? '';
      // The character is written so that it stands for itself inside a formatted string.
      const written = char === '\n' || char === '\r' ? ' ' : char === '"' || char === '\\' ? `\\${char}` : char === '{' || char === '}' ? char + char : char;
      if (written === char) out.splice(cell, at, at + 1);
      else out.insert(written, map.toFile(at));
    }
  };
  for (const match of text.slice(start, end).matchAll(EXPANSION)) {
    const expression = match[1] ?? match[2];
    if (expression === undefined) continue;
    const from = start + match.index;
    literal(from);
    out.insert('{', map.toFile(from));
    out.splice(cell, from + 1, from + 1 + expression.length);
    out.insert('}', map.toFile(from));
    at = from + match[0].length;
  }
  literal(end);
}

function magicLine(indent: string, assignment: string, name: string, prefix: number): Rewrite {
  return (cell, at, out) => {
    const text = cell.text();
    const map = cell.map();
    if (PYTHON_LINE_MAGICS.has(name) && assignment === '') {
      const options = /^(?:-\w+(?:[ \t]+\d+)?[ \t]+)*/.exec(text.slice(at + prefix, at + prefix + 200))?.[0].length ?? 0;
      const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at) + 1;
      out.insert(indent, map.toFile(at));
      if (text.slice(at + prefix + options, end).trim() === '') out.insert('pass\n', map.toFile(at));
      else out.splice(cell, at + prefix + options, end);
      return end;
    }
    const end = endOfJoined(text, at);
    if (name === 'run' && assignment === '') {
      const module = moduleOfScript(text.slice(at + prefix, end));
      if (module !== undefined) {
        out.insert(`${indent}from ${module} import *\n`, map.toFile(at + indent.length));
        return end;
      }
    }
    if (assignment === '') return dropLine(cell, at, out);
    out.splice(cell, at, at + indent.length + assignment.length);
    out.insert('None\n', map.toFile(at));
    return end;
  };
}

/** `%run lib/helpers.py --flag`: the script's names come into the notebook, as from a module beside it. */
function moduleOfScript(rest: string): string | undefined {
  const path = /^(?:-\w+[ \t]+)*["']?((?:\.{1,2}\/)*)((?:[A-Za-z_]\w*\/)*[A-Za-z_]\w*)(?:\.py|\.ipynb)?["']?(?=\s|$)/.exec(rest);
  if (!path) return undefined;
  const up = (path[1] ?? '').split('/').filter((part) => part === '..').length;
  return '.'.repeat(1 + up) + (path[2] ?? '').replaceAll('/', '.');
}

interface LexicalState { depth: number; /** Quotes of an open triple-quoted string, else empty. */ triple: string; continues: boolean }

/** Follows brackets and strings over a line, so that a `%` or `!` inside an expression or a text is not taken for a magic. */
function scanLine(line: string, state: LexicalState): void {
  let at = 0;
  state.continues = false;
  while (at < line.length) {
    if (state.triple !== '') {
      const close = line.indexOf(state.triple, at);
      const escape = line.indexOf('\\', at);
      if (escape >= 0 && (close < 0 || escape < close)) { at = escape + 2; continue; }
      if (close < 0) return;
      at = close + 3;
      state.triple = '';
      continue;
    }
    const char = line[at] ?? '';
    if (char === '#') return;
    if (char === '"' || char === "'") {
      if (line.startsWith(char.repeat(3), at)) { state.triple = char.repeat(3); at += 3; continue; }
      for (at++; at < line.length && line[at] !== char && line[at] !== '\n'; at++) if (line[at] === '\\') at++;
      at++;
      continue;
    }
    if ('([{'.includes(char)) state.depth++;
    else if (')]}'.includes(char)) state.depth = Math.max(0, state.depth - 1);
    else if (char === '\\' && /^\r?\n/.test(line.slice(at + 1, at + 3))) state.continues = true;
    at++;
  }
}
