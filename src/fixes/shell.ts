import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import type { LanguageId, Span } from '../base/words.ts';
import type { BuiltString } from '../languages/builtStrings.ts';
import type { CallText } from '../languages/language.ts';
import { builtArgument } from './built.ts';
import { argumentEdit, callOf, importEdits } from './calls.ts';
import type { EditableFile, FixContext } from './context.ts';

const TITLE = 'Run the program itself, with a list of arguments and no shell';

/** Programs that run what they are told, with the options after which it comes. */
const SHELL = /^["'](?:.*[\\/])?(?:sh|bash|zsh|dash|ksh|cmd|powershell|pwsh)(?:\.exe)?["']$/i;
const RUNS = /^["'](?:-\w*c|\/[ck]|-Command)["']$/i;

/** Starts a program with an argument for every word of the command line, where the line's own words need no shell. */
export function withoutShell({ place }: Finding, context: FixContext): Fix | undefined {
  const from = context.editable(place.file);
  const found = from === undefined ? undefined : callOf(place, CALLEES[from.language.id], context);
  if (from === undefined || found === undefined) return undefined;
  const edits = REWRITES[from.language.id](from, found.call);
  return edits === undefined ? undefined : { title: TITLE, level: 'suggested', edits: [...edits].sort((a, b) => a.start - b.start || a.end - b.end) };
}

const CALLEES: Readonly<Record<LanguageId, RegExp>> = {
  python: /^(?:subprocess\.)?(?:run|call|check_call|check_output|Popen)$|^(?:os\.)?system$/,
  typescript: /(?:^|\.)exec(?:Sync)?$/,
  java: /^(?:java\.lang\.)?ProcessBuilder$|\.exec$/,
  csharp: /(?:^|\.)(?:Process\.Start|ProcessStartInfo)$/,
};

const REWRITES: Readonly<Record<LanguageId, (from: EditableFile, call: CallText) => readonly TextEdit[] | undefined>> = {
  python(from, call) {
    const [line] = call.arguments;
    const words = line === undefined || line.key !== undefined ? undefined : wordsOf(from, builtArgument(from, line, call));
    if (line === undefined || words === undefined) return undefined;
    const list = replaced(from, line, `[${words.join(', ')}]`);
    if (/system$/.test(calleeOf(from, call))) return [replaced(from, call.callee, 'subprocess.call'), list, ...importEdits(from, 'subprocess', '')];
    const shell = call.arguments.find(({ key }) => key === 'shell');
    return shell === undefined ? undefined : [list, argumentEdit(from, call, shell)];
  },
  typescript(from, call) {
    const module = /(?:from|require\()\s*["']((?:node:)?child_process)["']/.exec(from.text)?.[1];
    const [line] = call.arguments;
    const words = line === undefined ? undefined : wordsOf(from, builtArgument(from, line, call));
    if (module === undefined || line === undefined || words === undefined) return undefined;
    const callee = calleeOf(from, call).replace(/exec(Sync)?$/, 'execFile$1');
    return [replaced(from, call.callee, callee), replaced(from, line, `${words[0]}, [${words.slice(1).join(', ')}]`), ...(callee.includes('.') ? [] : importEdits(from, module, callee))];
  },
  java(from, call) {
    const line = call.arguments.at(-1);
    const words = line === undefined ? undefined : wordsOf(from, builtArgument(from, line, call));
    if (line === undefined || words === undefined) return undefined;
    if (/\.exec$/.test(calleeOf(from, call))) return call.arguments.length === 1 ? [replaced(from, { start: call.start, end: call.end + 1 }, `new ProcessBuilder(${words.join(', ')}).start()`)] : undefined;
    const [program, option] = call.arguments;
    const isShell = call.arguments.length === 3 && program !== undefined && option !== undefined && SHELL.test(textOf(from, program)) && RUNS.test(textOf(from, option));
    return isShell ? [replaced(from, { start: program.start, end: line.end }, words.join(', '))] : undefined;
  },
  csharp(from, call) {
    const [program, line] = call.arguments;
    if (program === undefined || line === undefined || call.arguments.length > 2 || !SHELL.test(textOf(from, program))) return undefined;
    const words = wordsOf(from, builtArgument(from, line, call));
    if (words === undefined || !RUNS.test(words[0] ?? '') || words[1] === undefined) return undefined;
    const list = `(${words[1]}) { ArgumentList = { ${words.slice(2).join(', ')} } }`;
    if (/Start$/.test(calleeOf(from, call))) return [replaced(from, { start: program.start, end: line.end }, `new System.Diagnostics.ProcessStartInfo${list}`)];
    return /^\s*\{/.test(from.text.slice(call.end + 1)) ? undefined : [replaced(from, { start: call.callee.end, end: call.end + 1 }, list)];
  },
};

const textOf = ({ text }: EditableFile, { start, end }: Span): string => text.slice(start, end);
const calleeOf = (from: EditableFile, { callee }: CallText): string => textOf(from, callee);
const replaced = ({ file }: EditableFile, { start, end }: Span, newText: string): TextEdit => ({ file, start, end, newText });

/** What only a shell understands: with it in the line, a list of arguments would be another command. */
const SHELL_SYNTAX = /[|&;<>`$*?~\n(){}[\]#!\\%^]/;

/** The words of a command line as expressions of its language; undefined where a shell has to read it, or a value chooses the program. */
function wordsOf(from: EditableFile, built: BuiltString | undefined): readonly string[] | undefined {
  if (built === undefined) return undefined;
  const words: Part[][] = [];
  let word: Part[] | undefined;
  let quote = '';
  for (const piece of built.pieces) {
    const written = textOf(from, piece);
    if (piece.kind === 'value') {
      if (word === undefined) words.push((word = []));
      word.push({ kind: 'value', text: written });
      continue;
    }
    if (SHELL_SYNTAX.test(written)) return undefined;
    for (const c of written) {
      if (c === quote) quote = '';
      else if (quote === '' && (c === '"' || c === "'")) {
        quote = c;
        if (word === undefined) words.push((word = []));
      } else if (quote === '' && /\s/.test(c)) word = undefined;
      else {
        if (word === undefined) words.push((word = []));
        const last = word.at(-1);
        if (last?.kind === 'text') last.text += c;
        else word.push({ kind: 'text', text: c });
      }
    }
  }
  const [first] = words;
  if (quote !== '' || first === undefined || first.some(({ kind }) => kind === 'value') || !words.some((parts) => parts.some(({ kind }) => kind === 'value'))) return undefined;
  return words.map((parts) => expressionOf(from.language.id, parts, quoteOf(from)));
}

/** The quotes that a file has around most of its strings. */
function quoteOf({ text, language }: EditableFile): string {
  const count = (quote: string): number => text.split(quote).length;
  return (language.id === 'python' || language.id === 'typescript') && count("'") > count('"') ? "'" : '"';
}

interface Part { kind: 'text' | 'value'; text: string }

/** A word in the language: a literal, a value, or both put together. */
function expressionOf(language: LanguageId, parts: readonly Part[], quote: string): string {
  const [only] = parts;
  const literal = (text: string): string => `${quote}${text}${quote}`;
  if (only === undefined) return literal('');
  if (parts.length === 1) return only.kind === 'text' ? literal(only.text) : only.text;
  if (language === 'java') return `${parts.every(({ kind }) => kind === 'value') ? '"" + ' : ''}${parts.map(({ kind, text }) => (kind === 'text' ? literal(text) : text)).join(' + ')}`;
  const filled = (open: string): string => parts.map(({ kind, text }) => (kind === 'text' ? text : `${open}${text}}`)).join('');
  return language === 'typescript' ? `\`${filled('${')}\`` : `${language === 'python' ? 'f' : '$'}${literal(filled('{'))}`;
}
