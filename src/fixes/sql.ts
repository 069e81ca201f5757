import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import { callOf } from './calls.ts';
import type { FixContext } from './context.ts';

/** Placeholders by the module that a Python file imports for its database. */
const STYLES: readonly (readonly [RegExp, string])[] = [
  [/^\s*(?:import|from)\s+(?:sqlite3|aiosqlite|pyodbc|duckdb)\b/m, '?'],
  [/^\s*(?:import|from)\s+(?:psycopg2?|pymysql|MySQLdb|mysql|asyncmy|aiomysql)\b/m, '%s'],
];

/** Binds the values of an f-string to placeholders: `execute(f"… {x}")` → `execute("… ?", (x,))`. */
export function bindParameters({ place }: Finding, context: FixContext): Fix | undefined {
  const found = callOf(place, /\.execute$/, context);
  if (found === undefined || found.from.language.id !== 'python') return undefined;
  const { from, call } = found;
  const placeholder = STYLES.find(([imported]) => imported.test(from.text))?.[1];
  const [query, ...others] = call.arguments;
  if (placeholder === undefined || query === undefined || query.key !== undefined || others.length > 0) return undefined;
  const bound = bind(from.text.slice(query.start, query.end), placeholder);
  if (bound === undefined) return undefined;
  const edits: TextEdit[] = [{ file: place.file, start: query.start, end: query.end, newText: bound }];
  return { title: 'Bind the values to the statement instead of writing them into it', level: 'suggested', edits };
}

/** A plain f-string on one line, as a statement with placeholders and a tuple; undefined where a value is a name of a table or column. */
function bind(literal: string, placeholder: string): string | undefined {
  const parsed = /^[fF]("""|'''|["'])([\s\S]*)\1$/.exec(literal);
  if (parsed === null) return undefined;
  const [, quote = '', body = ''] = parsed;
  if (/\{\{|\}\}|\\/.test(body) || (placeholder === '%s' && body.includes('%'))) return undefined;
  const values: string[] = [];
  let isName = false;
  const statement = body.replace(/(?:'\{([^{}!:]+)\}')|\{([^{}!:]+)\}/g, (match: string, quoted: string | undefined, bare: string | undefined, offset: number) => {
    const before = body.slice(0, offset);
    // A table, a column or a direction of sorting can not be bound; neither can a part of a quoted text.
    if (/\b(?:from|into|update|join|table|by|select|set|where|and|or)\s*$/i.test(before) || ((before.match(/'/g) ?? []).length % 2 === 1)) isName = true;
    values.push((quoted ?? bare ?? '').trim());
    return placeholder;
  });
  if (isName || values.length === 0) return undefined;
  return `${quote}${statement}${quote}, (${values.join(', ')}${values.length === 1 ? ',' : ''})`;
}
