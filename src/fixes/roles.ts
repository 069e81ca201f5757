import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import type { Span } from '../base/words.ts';
import type { BuiltString, StringPiece } from '../languages/builtStrings.ts';
import type { NamedEntry } from '../languages/language.ts';
import type { EditableFile, FixContext } from './context.ts';
import { useHelper } from './helperFile.ts';

/** What stands in the system prompt where the text was. */
const POINTER = '(see the message below)';
/** Arguments that hold a system prompt, and the one of the same call that holds what users say. */
const BESIDE: Readonly<Record<string, string>> = { system: 'messages', instructions: 'input' };

/**
 * Moves text out of a system prompt into a message of the user: quoted as data, or as it is where a user wrote it. For messages as
 * dictionaries or objects in a list, and for calls that take the system prompt as an argument of its own.
 */
export function moveToUser(finding: Finding, context: FixContext): Fix | undefined {
  const from = context.editable(finding.place.file);
  if (from === undefined || (from.language.id !== 'python' && from.language.id !== 'typescript')) return undefined;
  const message = entriesAround(from, finding.place);
  const content = message.find(({ value }) => value.start <= finding.place.start && finding.place.end <= value.end) ?? message.find(({ value }) => finding.place.start <= value.start && value.end <= finding.place.end);
  if (content === undefined) return undefined;
  const taken = takeOut(from, finding, content.value);
  const isUsers = finding.ruleId.endsWith('/user-text-in-system-prompt');
  const use = isUsers ? undefined : useHelper(from, 'quote', finding.place.start, context);
  if (taken === undefined || (!isUsers && use === undefined)) return undefined;
  const texts = taken.values.map((value) => (use === undefined ? value : `${use.callee}(${value})`));
  const put = message.some(({ key }) => key === 'role') ? beside(from, content, message, taken.isWhole, texts) : before(from, content, taken.isWhole, texts);
  if (put === undefined) return undefined;
  const edits = [...(put.keepsSystem ? taken.edits : []), ...put.edits, ...(use?.edits ?? [])].sort((a, b) => a.start - b.start || a.end - b.end);
  return { title: isUsers ? 'Let it be said by the user' : 'Hand it over as a quoted message of the user', level: 'suggested', edits, ...(use === undefined ? {} : { creates: use.creates }) };
}

/** Entries of the message, or named arguments of the call, that the place is in. */
function entriesAround({ text, tree, language }: EditableFile, place: Span): readonly NamedEntry[] {
  const [own] = language.entriesIn?.(tree, place) ?? [];
  if (own === undefined) return [];
  // From the start of an entry to the bracket before it, the container is what is around.
  let at = own.value.start;
  while (at > 0 && !'{(,'.includes(text[at - 1]!)) at--;
  const around = language.entriesIn?.(tree, { start: Math.max(0, at - 1), end: own.value.end + 1 }) ?? [];
  return around.length > 1 ? around : (language.entriesIn?.(tree, { start: at - 1, end: Math.min(text.length, own.value.end + 1) }) ?? [own]);
}

interface Taken { readonly edits: readonly TextEdit[]; readonly values: readonly string[]; readonly isWhole: boolean }

/** The tainted parts of the system prompt, with a pointer in their place; or the whole of it. */
function takeOut(from: EditableFile, { tainted = [] }: Finding, content: Span): Taken | undefined {
  const { file, text, tree, language } = from;
  const built = language.builtStringAt?.(tree, { start: content.start, end: content.start + 1 });
  if (built === undefined || built.start !== content.start || built.end !== content.end) return { edits: [], values: [text.slice(content.start, content.end)], isWhole: true };
  const values = built.pieces.filter(({ kind }) => kind === 'value');
  const own = values.filter((piece) => tainted.some((part) => part.file === file && part.start < piece.outer.end && piece.outer.start < part.end));
  // Where nothing says which part it is, constants are none.
  const parts = own.length < values.length || own.length === 1 ? own : own.filter((piece) => !/^[A-Z][A-Z0-9_]*$/.test(text.slice(piece.start, piece.end)));
  if (parts.length === 0) return undefined;
  return { edits: parts.map((piece) => pointerEdit(from, built, piece)), values: parts.map((piece) => text.slice(piece.start, piece.end)), isWhole: false };
}

function pointerEdit({ file }: EditableFile, { literals }: BuiltString, { literal, outer }: StringPiece): TextEdit {
  const quote = literals[0]?.close ?? '"';
  return { file, start: outer.start, end: outer.end, newText: literal < 0 ? `${quote}${POINTER}${quote}` : POINTER };
}

interface Put { readonly edits: readonly TextEdit[]; readonly keepsSystem: boolean }

/** A message of the user as the list's next element, or the message itself as one. */
function beside({ file, text, tree, language }: EditableFile, content: NamedEntry, message: readonly NamedEntry[], isWhole: boolean, texts: readonly string[]): Put | undefined {
  const role = message.find(({ key }) => key === 'role');
  const written = role === undefined ? '' : text.slice(role.value.start, role.value.end);
  const quote = /^(["'])(?:system|developer)\1$/.exec(written)?.[1];
  if (role === undefined || quote === undefined) return undefined;
  if (isWhole) return { keepsSystem: false, edits: [{ file, ...role.value, newText: `${quote}user${quote}` }, { file, ...content.value, newText: texts[0] ?? '' }] };
  const end = text.indexOf('}', Math.max(...message.map(({ value }) => value.end))) + 1;
  if (end === 0 || language.elementAt?.(tree, { start: role.value.start, end: content.value.end }) === undefined) return undefined;
  return { keepsSystem: true, edits: [{ file, start: end, end, newText: texts.map((one) => `, ${messageOf(language.id, quote, one)}`).join('') }] };
}

/** Messages of the user in front of those that the same call has already. */
function before({ file, text, tree, language }: EditableFile, content: NamedEntry, isWhole: boolean, texts: readonly string[]): Put | undefined {
  const other = BESIDE[content.key];
  const target = other === undefined ? undefined : entriesAround({ file, text, tree, language }, content.value).find(({ key }) => key === other);
  if (target === undefined || isWhole) return undefined;
  const written = text.slice(target.value.start, target.value.end);
  const quote = written.includes('"') || !written.includes("'") ? '"' : "'";
  const added = texts.map((one) => messageOf(language.id, quote, one)).join(', ');
  if (written.startsWith('[')) return { keepsSystem: true, edits: [{ file, start: target.value.start + 1, end: target.value.start + 1, newText: /^\[\s*\]$/.test(written) ? added : `${added}, ` }] };
  if (content.key !== 'instructions' || /^\w+$/.test(written)) return undefined;
  return { keepsSystem: true, edits: [{ file, ...target.value, newText: `[${added}, ${messageOf(language.id, quote, written)}]` }] };
}

const messageOf = (language: string, quote: string, content: string): string => (language === 'python' ? `{${quote}role${quote}: ${quote}user${quote}, ${quote}content${quote}: ${content}}` : `{ role: ${quote}user${quote}, content: ${content} }`);
