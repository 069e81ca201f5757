import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import type { Span } from '../base/words.ts';
import { applyEdits } from './apply.ts';
import { builtArgument } from './built.ts';
import { callOf, importEdits, type FoundCall } from './calls.ts';
import type { EditableFile, FixContext } from './context.ts';
import { bind, BIND_TITLE } from './sql.ts';

/** Binds values where a statement is an object of its own, to which they are given before it runs. */
export function bindToStatement(finding: Finding, context: FixContext): Fix | undefined {
  const edits = preparedStatement(finding, context) ?? commandParameters(finding, context);
  return edits === undefined ? undefined : { title: BIND_TITLE, level: 'suggested', edits: [...edits].sort((a, b) => a.start - b.start || a.end - b.end) };
}

/** JDBC: `Statement s = c.createStatement(); … s.executeQuery("…" + x)` becomes a `PreparedStatement` that is given `x`. */
function preparedStatement({ place }: Finding, context: FixContext): readonly TextEdit[] | undefined {
  const found = callOf(place, /^\w+\s*\.\s*execute(?:Query|Update|LargeUpdate)?$/, context);
  const [query, ...others] = found?.call.arguments ?? [];
  if (found === undefined || query === undefined || others.length > 0 || found.from.language.id !== 'java') return undefined;
  const { from, call } = found;
  const { file, text } = from;
  const name = /^\w+/.exec(text.slice(call.callee.start, call.callee.end))![0];
  const made = [...text.slice(0, call.start).matchAll(new RegExp(`\\b(Statement|var)(\\s+${name}\\s*=\\s*)([\\w.()]+)\\.createStatement\\(\\s*\\)`, 'g'))].at(-1);
  // What runs several statements is no prepared one; another of the same name is none of its business.
  const scope = made === undefined ? '' : text.slice(made.index, made.index + made[0].length) + (text.slice(made.index + made[0].length).split(new RegExp(`\\b(?:\\w*Statement|var)\\s+${name}\\s*=`))[0] ?? '');
  if (made === undefined || (scope.match(new RegExp(`\\b${name}\\s*\\.\\s*(?:execute|addBatch)`, 'g')) ?? []).length !== 1) return undefined;
  const built = builtArgument(from, query, call);
  const bound = built === undefined ? undefined : bind(from, built, () => '?');
  const line = statementLine(found);
  if (built === undefined || bound === undefined || line === undefined) return undefined;
  const isWritten = built.start === query.start && built.end === query.end;
  if (!isWritten && built.start > made.index) return undefined;
  const statement = isWritten ? applyEdits(text.slice(0, built.end), bound.edits)!.slice(built.start) : text.slice(query.start, query.end);
  const [, type = '', between = '', connection = ''] = made;
  return [
    { file, start: made.index, end: made.index + made[0].length, newText: `${type === 'var' ? 'var' : 'PreparedStatement'}${between}${connection}.prepareStatement(${statement})` },
    ...(isWritten ? [] : bound.edits),
    { file, start: line.start, end: line.start, newText: bound.values.map((value, i) => `${line.indent}${name}.setObject(${i + 1}, ${value});${line.newline}`).join('') },
    { file, start: text.indexOf('(', call.callee.end) + 1, end: call.end, newText: '' },
    ...(type === 'var' || /^\s*import\s+java\.sql\.\*;/m.test(text) ? [] : importEdits(from, 'java.sql', 'PreparedStatement')),
  ];
}

/** ADO.NET: the values of a command's text become parameters of the command. */
function commandParameters({ place }: Finding, context: FixContext): readonly TextEdit[] | undefined {
  const from = context.editable(place.file);
  if (from === undefined || from.language.id !== 'csharp') return undefined;
  const { file, text, tree, language } = from;
  const statement = language.statementAt?.(tree, place.start);
  const line = statement === undefined ? undefined : lineOf(from, statement);
  if (statement === undefined || line === undefined) return undefined;
  const written = text.slice(statement.start, statement.end);
  const made = /^(?:(?:await\s+)?using\s+)?(?:var|\w+)\s+(\w+)\s*=\s*new\s+\w*Command\s*\(\s*/.exec(written) ?? /^([\w.]+)\.CommandText\s*=\s*(?!=)/.exec(written);
  const command = made?.[1];
  const query = statement.start + (made?.[0].length ?? 0);
  const built = language.builtStringAt?.(tree, { start: query, end: query + 1 });
  const bound = command === undefined || built === undefined || built.start < statement.start || built.end > statement.end ? undefined : bind(from, built, (n) => `@p${n}`);
  if (command === undefined || bound === undefined || !/;\s*$/.test(written)) return undefined;
  const added = bound.values.map((value, i) => `${line.newline}${line.indent}${command}.Parameters.AddWithValue("@p${i + 1}", ${value});`).join('');
  return [...bound.edits, { file, start: statement.end, end: statement.end, newText: added }];
}

interface Line { readonly start: number; readonly indent: string; readonly newline: string }

/** The line on which the statement of a call begins; undefined where the call stands in the head of a block. */
function statementLine({ from, call }: FoundCall): Line | undefined {
  const statement = from.language.statementAt?.(from.tree, call.start);
  return statement === undefined || /^(?:try|if|while|for|switch|synchronized)\b/.test(from.text.slice(statement.start)) ? undefined : lineOf(from, statement);
}

function lineOf({ text }: EditableFile, statement: Span): Line | undefined {
  const start = text.lastIndexOf('\n', statement.start - 1) + 1;
  const indent = text.slice(start, statement.start);
  return indent.trim() === '' ? { start, indent, newline: text.includes('\r\n') ? '\r\n' : '\n' } : undefined;
}
