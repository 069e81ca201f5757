import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import type { LanguageId } from '../base/words.ts';
import type { BuiltString } from '../languages/builtStrings.ts';
import { builtArgument } from './built.ts';
import { callOf } from './calls.ts';
import type { EditableFile, FixContext } from './context.ts';

/** How values are bound to a statement: the names of the calls, the placeholder of the value with a number (from 1), and the arguments that carry the values. */
interface Binding {
  readonly callees: RegExp;
  readonly placeholder: (n: number) => string;
  /** Arguments behind the statement; undefined where the call has arguments already that do not go with it. */
  readonly values: (values: readonly string[]) => string;
  /** Another name of the function that binds values. */
  readonly callee?: (callee: string) => string;
}

const list = (values: readonly string[]): string => `, [${values.join(', ')}]`;
const tuple = (values: readonly string[]): string => `, (${values.join(', ')}${values.length === 1 ? ',' : ''})`;
const rest = (values: readonly string[]): string => `, ${values.join(', ')}`;

/** How the database library that a file imports binds values. */
function bindingOf({ language, text }: EditableFile): Binding | undefined {
  const imports = (names: string): boolean => new RegExp(IMPORTS[language.id].replace('NAMES', names), 'm').test(text);
  switch (language.id) {
    case 'python':
      if (imports('sqlite3|aiosqlite|pyodbc|duckdb')) return { callees: /\.execute$/, placeholder: () => '?', values: tuple };
      if (imports('psycopg2?|pymysql|MySQLdb|mysql|asyncmy|aiomysql')) return { callees: /\.execute$/, placeholder: () => '%s', values: tuple };
      return imports('asyncpg') ? { callees: /\.(?:execute|fetch|fetchrow|fetchval)$/, placeholder: (n) => `$${n}`, values: rest } : undefined;
    case 'typescript':
      if (imports('pg|@neondatabase/serverless|@vercel/postgres|postgres')) return { callees: /\.(?:query|unsafe)$/, placeholder: (n) => `$${n}`, values: list };
      return imports('mysql2?(?:/promise)?|sqlite3?|mariadb') ? { callees: /\.(?:query|execute|all|get|run|each)$/, placeholder: () => '?', values: list } : undefined;
    case 'java':
      return imports('org\\.springframework\\.jdbc') ? { callees: /\.(?:query\w*|update|execute)$/, placeholder: () => '?', values: rest } : undefined;
    case 'csharp':
      return { callees: /\.(?:FromSqlRaw|SqlQueryRaw(?:<.*>)?|ExecuteSqlRaw|ExecuteSqlRawAsync)$/, placeholder: (n) => `{${n - 1}}`, values: rest };
  }
}

const IMPORTS: Readonly<Record<LanguageId, string>> = {
  python: '^\\s*(?:import|from)\\s+(?:NAMES)\\b', typescript: '(?:from|require\\()\\s*["\'](?:node:)?(?:NAMES)["\']', java: '^\\s*import\\s+NAMES', csharp: '^\\s*using\\s+NAMES',
};

export const BIND_TITLE = 'Bind the values to the statement instead of writing them into it';

/** Binds the values of a statement to placeholders: `execute(f"… {x}")` → `execute("… ?", (x,))`. */
export function bindParameters({ place }: Finding, context: FixContext): Fix | undefined {
  const from = context.editable(place.file);
  const binding = from === undefined ? undefined : bindingOf(from);
  const found = binding === undefined ? undefined : callOf(place, binding.callees, context);
  if (from === undefined || binding === undefined || found === undefined) return undefined;
  const [query, ...others] = found.call.arguments;
  if (query === undefined || query.key !== undefined || others.length > 0) return undefined;
  const built = builtArgument(from, query, found.call);
  const bound = built === undefined ? undefined : bind(from, built, binding.placeholder);
  if (built === undefined || bound === undefined) return undefined;
  const edits: TextEdit[] = [...bound.edits, { file: place.file, start: query.end, end: query.end, newText: binding.values(bound.values) }];
  return { title: BIND_TITLE, level: 'suggested', edits: edits.sort((a, b) => a.start - b.start || a.end - b.end) };
}

/** What goes in front of a value that can be bound: a comparison, a list of values, a limit. A name of a table or column can not. */
const BEFORE_VALUE = /(?:[=<>(,]|\b(?:like|ilike|values|in|limit|offset|between|and|is|not)\b)\s*['"]?%?$/i;
/** Where `and` does not stand between the bounds of `between`, a condition follows. */
const BEFORE_CONDITION = /\b(?:where|on|having|set|or|by|from|into|update|join|table|select)\s*$|(?<!\bbetween\s+\S+\s+)\band\s*$/i;

/** The edits that put placeholders in the place of all values; undefined where one is no value of the statement. */
export function bind({ file, text }: EditableFile, { pieces, literals }: BuiltString, placeholder: (n: number) => string): { edits: TextEdit[]; values: string[] } | undefined {
  const edits: TextEdit[] = [];
  const values: string[] = [];
  let before = '';
  for (const [i, piece] of pieces.entries()) {
    const written = text.slice(piece.start, piece.end);
    if (piece.kind === 'text') {
      if (/\{\{|\}\}|\\/.test(written) || (placeholder(1) === '%s' && written.includes('%'))) return undefined;
      before += written;
      continue;
    }
    const previous = pieces[i - 1];
    const next = pieces[i + 1];
    if (previous?.kind !== 'text' || next?.kind === 'value' || !BEFORE_VALUE.test(before) || BEFORE_CONDITION.test(before)) return undefined;
    // Quotes around the value go: what is bound needs none. A pattern inside of them would have to go along.
    const quote = /['"]$/.exec(before)?.[0] ?? '';
    const after = next === undefined ? '' : text.slice(next.start, next.end);
    if ((before.match(/'/g) ?? []).length % 2 !== (quote === "'" ? 1 : 0) || (quote !== '' && !after.startsWith(quote))) return undefined;
    values.push(text.slice(piece.start, piece.end));
    const mark = placeholder(values.length);
    const literal = literals[previous.literal]!;
    const start = previous.end - quote.length;
    if (next === undefined) edits.push({ file, start, end: piece.literal < 0 ? piece.outer.end : piece.outer.end, newText: piece.literal < 0 ? `${mark}${literal.close}` : mark });
    else if (literals[next.literal]!.close === literal.close) edits.push({ file, start, end: next.start + quote.length, newText: mark });
    else return undefined;
    before += mark;
  }
  if (values.length === 0) return undefined;
  // With nothing left to put in, a literal needs no prefix for it.
  for (const { start, open } of literals) {
    const plain = open.replace(/^[A-Za-z@$]+/, (prefix) => prefix.replace(/[fF$]/g, ''));
    if (plain !== open && !edits.some((edit) => edit.start <= start && start < edit.end)) edits.push({ file, start, end: start + open.length, newText: plain });
  }
  return { edits, values };
}
