import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import type { LanguageId, Place } from '../base/words.ts';
import type { FunctionText } from '../languages/functionText.ts';
import { argumentEdit, removeElement, removeStatement } from './calls.ts';
import type { EditableFile, FixContext } from './context.ts';
import { useHelper } from './helperFile.ts';

const TAKE = 'Take the tool away from the agent';

/** Ways to keep a tool from acting on what others wrote: it is not granted, or a person accepts each call. */
export function withdrawTool(finding: Finding, context: FixContext): readonly (Fix | undefined)[] {
  const from = context.editable(finding.place.file);
  const described = from === undefined ? undefined : describedTool(from, finding.place);
  const gated = from !== undefined && described !== undefined ? gateDispatch(from, described, context) : undefined;
  // What is only described here is done by a dispatcher: without the description it could still be called.
  if (gated !== undefined) return [gated];
  return [removeGrant(finding, context), requireConsent(finding, context)];
}

/** Name of a tool whose description stands at a place: an object or call with a name and a schema of the input, and no function. */
function describedTool({ text, tree, language }: EditableFile, place: Place): string | undefined {
  const entries = language.entriesIn?.(tree, place) ?? [];
  const name = entries.find(({ key }) => key === 'name');
  if (name === undefined || !entries.some(({ key }) => /^input_?[sS]chema$/.test(key)) || entries.some(({ key }) => /^(?:execute|handler|func|fn|run|invoke)$/.test(key))) return undefined;
  return /^(["'`])([\w.-]+)\1$/.exec(text.slice(name.value.start, name.value.end))?.[2];
}

/** Has a person accept each call where a dispatcher compares the name: at the start of the branch. */
function gateDispatch(from: EditableFile, tool: string, context: FixContext): Fix | undefined {
  const { text, file, language } = from;
  const name = tool.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const branch = (language.id === 'python' ? new RegExp(`^[ \\t]*(?:(?:el)?if\\s+[\\w.]+\\s*==\\s*|case\\s+)(["'])${name}\\1\\s*:[ \\t]*(?:#.*)?\\r?\\n(?=[ \\t])`, 'm') : new RegExp(`(?:\\bcase\\s+(["'\`])${name}\\1\\s*:\\s*(?:\\{\\s*)?|\\bif\\s*\\([\\w.]+\\s*===?\\s*(["'\`])${name}\\2\\s*\\)\\s*\\{\\s*)`)).exec(text);
  if (branch === null) return undefined;
  const start = branch.index + branch[0].length + (language.id === 'python' ? /^[ \t]*/.exec(text.slice(branch.index + branch[0].length))![0].length : 0);
  const use = useHelper(from, 'requireReview', start, context);
  if (use === undefined) return undefined;
  const args = /\b(?:arguments|args)\b(?=\s*[,})]|\s*:\s*dict)/.exec(text.slice(Math.max(0, branch.index - MAX_DISPATCHER), branch.index))?.[0];
  const shownArguments = args === undefined || (language.id === 'typescript' && args === 'arguments') ? '' : language.id === 'python' ? `, "arguments": ${args}` : `, ${args}`;
  const line = language.id === 'python' ? `${use.callee}({"tool": "${tool}"${shownArguments}})` : `${use.callee}({ tool: '${tool}'${shownArguments} });`;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineStart, start);
  const separator = indent.trim() === '' ? `${text.includes('\r\n') ? '\r\n' : '\n'}${indent}` : ' ';
  const edits = [...use.edits, { file, start, end: start, newText: line + separator }];
  return { title: 'Have a person accept each call of the tool', level: 'suggested', edits: edits.sort((a, b) => a.start - b.start), creates: use.creates };
}

/** Characters in front of a branch in which its dispatcher names its arguments. */
const MAX_DISPATCHER = 20_000;

/** The grant that a finding speaks of as the way out, for findings that stand at the agent. */
export function withdrawWayOut(finding: Finding, context: FixContext): readonly (Fix | undefined)[] {
  const [way] = finding.related;
  return way === undefined || !way.message.startsWith('the way out') ? [] : withdrawTool({ ...finding, place: way.place, related: finding.related.slice(1) }, context);
}

/** Takes a tool out where it is granted: an element of a list, a decorator, a registration, a part of a builder, a whole list. */
export function removeGrant(finding: Finding, context: FixContext): Fix | undefined {
  const from = context.editable(finding.place.file);
  if (from === undefined) return undefined;
  return removeElement(finding, TAKE, context) ?? removeExecutor(from, finding.place) ?? removeDecorator(from, finding.place) ?? removeRegistration(from, finding, context) ?? unlink(from, finding.place) ?? noTools(from, finding.place);
}

/** A named argument that hands over what runs code. */
function removeExecutor(from: EditableFile, place: Place): Fix | undefined {
  for (const call of from.language.callsAt?.(from.tree, place) ?? []) {
    const argument = call.arguments.find(({ key, start, end }) => key !== undefined && /executor$/i.test(key) && start <= place.start && place.end <= end);
    if (argument !== undefined) return { title: 'Let it run no code', level: 'suggested', edits: [argumentEdit(from, call, argument)] };
  }
  return undefined;
}

const replaced = ({ file }: EditableFile, title: string, start: number, end: number, newText: string): Fix => ({ title, level: 'suggested', edits: [{ file, start, end, newText }] });

/** A decorator, annotation or attribute on lines of its own. */
function removeDecorator(from: EditableFile, { start, end }: Place): Fix | undefined {
  const { text } = from;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const head = text.slice(lineStart, start);
  const isBracketed = from.language.id === 'csharp' && /^\s*\[$/.test(head);
  if (!isBracketed && (head.trim() !== '' || (text[start] !== '@' && text[start] !== '['))) return undefined;
  const lineEnd = text.indexOf('\n', end);
  const rest = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  return (isBracketed ? /^\][ \t\r]*(\/\/.*)?$/ : /^[ \t\r]*((#|\/\/).*)?$/).test(rest) ? replaced(from, 'Do not offer it as a tool', lineStart, lineEnd < 0 ? text.length : lineEnd + 1, '') : undefined;
}

/** A statement that registers the tool and does nothing else. */
function removeRegistration(from: EditableFile, finding: Finding, context: FixContext): Fix | undefined {
  const { text, tree, language } = from;
  const { place } = finding;
  const statement = language.statementAt?.(tree, place.start);
  const call = language.callsAt?.(tree, { start: place.start, end: place.start + 1 }).at(-1);
  if (statement === undefined || call === undefined) return undefined;
  const registration = language.callsAt?.(tree, { start: place.start, end: place.start + 1 }).find(({ start }) => start === place.start);
  const argument = call.arguments.find(({ start }) => start === place.start);
  if (argument !== undefined && registration !== undefined && call.arguments.length > 1 && /[rR]egister\w*$/.test(text.slice(registration.callee.start, registration.callee.end))) return { title: TAKE, level: 'suggested', edits: [argumentEdit(from, call, argument)] };
  const isOnly = text.slice(statement.start, call.start).replace(/^await\s+/, '') === '' && /^[;\s]*$/.test(text.slice(call.end + 1, statement.end)) && /\.(?:\w*[tT]ool\w*|register\w*|append|add|push|extend|Add\w*|ImportPlugin\w*|set_?[rR]equest_?[hH]andler)(?:<[\w.]+>)?$/.test(text.slice(call.callee.start, call.callee.end));
  return isOnly ? removeStatement({ ...finding, place: { file: place.file, start: statement.start, end: statement.end } }, TAKE, context) : undefined;
}

/** `.tools(tool)` of a chain of calls, or one of several arguments of it. */
function unlink(from: EditableFile, place: Place): Fix | undefined {
  const { text, tree, language, file } = from;
  const call = language.callsAt?.(tree, place).find((one) => one.arguments.some(({ start, end }) => start <= place.start && place.end <= end));
  const argument = call?.arguments.find(({ start, end }) => start <= place.start && place.end <= end);
  if (call === undefined || argument === undefined) return undefined;
  const link = /\s*\.\s*\w*[tT]ools?\w*$/.exec(text.slice(call.callee.start, call.callee.end));
  if (link === null) return undefined;
  if (call.arguments.length > 1) return { title: TAKE, level: 'suggested', edits: [argumentEdit(from, call, argument)] };
  // What follows is called on the same object, so that the chain holds without this link.
  return /^(?:\s|\/\/[^\n]*\n)*\./.test(text.slice(call.end + 1)) ? { title: TAKE, level: 'suggested', edits: [{ file, start: call.callee.start + link.index, end: call.end + 1, newText: '' }] } : undefined;
}

const NONE: Readonly<Record<LanguageId, string>> = { python: '[]', typescript: '[]', java: 'java.util.List.of()', csharp: '[]' };

/** An empty list in place of an expression that gives all tools of a kit. */
function noTools(from: EditableFile, place: Place): Fix | undefined {
  const { text, tree, language } = from;
  const written = text.slice(place.start, place.end);
  const call = language.callsAt?.(tree, place).find((one) => one.arguments.some(({ start, end }) => start <= place.start && place.end <= end));
  return call !== undefined && /(?:tools|Tools|tool_list)\w*(?:\(\))?$/.test(written) ? replaced(from, 'Give the agent no tools until they are named', place.start, place.end, NONE[language.id]) : undefined;
}

/** Has a person accept each call: at the start of the tool's function, where that can be told. */
export function requireConsent(finding: Finding, context: FixContext): Fix | undefined {
  const { place, related } = finding;
  const from = context.editable(place.file);
  if (from === undefined) return undefined;
  const found = toolAt(from, place) ?? related.filter(({ message }) => message.startsWith('what it does')).map(({ place: at }) => toolAround(context.editable(at.file), at, from.text.slice(place.start, place.end))).find((one) => one !== undefined);
  if (found === undefined) return undefined;
  const { file, tool } = found;
  const use = useHelper(file, 'requireReview', tool.start, context);
  const lineStart = file.text.lastIndexOf('\n', tool.start - 1) + 1;
  const indent = file.text.slice(lineStart, tool.start);
  if (use === undefined || indent.trim() !== '' || file.text.slice(tool.start).startsWith(`${use.callee}(`)) return undefined;
  const newline = file.text.includes('\r\n') ? '\r\n' : '\n';
  const edits: TextEdit[] = [...use.edits, { file: file.file, start: tool.start, end: tool.start, newText: `${use.callee}(${shown(file.language.id, tool)})${file.language.id === 'python' ? '' : ';'}${newline}${indent}` }];
  return { title: 'Have a person accept each call of the tool', level: 'suggested', edits: edits.sort((a, b) => a.start - b.start), creates: use.creates };
}

/** The function that a decorator at a place is for, or that is handed over in a registration there. */
function toolAt(from: EditableFile, place: Place): { file: EditableFile; tool: FunctionText } | undefined {
  const { text, tree, language } = from;
  const head = text.slice(text.lastIndexOf('\n', place.start - 1) + 1, place.start);
  const isDecorator = text[place.start] === '@' || (language.id === 'csharp' && (/^\s*\[$/.test(head) || (head.trim() === '' && text[place.start] === '[')));
  const call = language.callsAt?.(tree, { start: place.start, end: place.start + 1 }).find(({ start }) => start === place.start);
  const tool = isDecorator ? (language.id === 'python' ? language.functionIn?.(tree, { start: place.start, end: place.end + MAX_DECORATORS }) : language.functionAt?.(tree, place.start + 1))
    : call === undefined ? undefined : language.functionIn?.(tree, { start: call.callee.end, end: call.end });
  return tool === undefined ? undefined : { file: from, tool };
}

/** Characters between a decorator and its function: those of the other decorators. */
const MAX_DECORATORS = 600;

/** The function around what a tool does, if it is the tool that is granted by its name. */
function toolAround(file: EditableFile | undefined, at: Place, granted: string): { file: EditableFile; tool: FunctionText } | undefined {
  const tool = file?.language.functionAt?.(file.tree, at.start);
  return file === undefined || tool === undefined || tool.name === '' || !new RegExp(`(?:^|[.:])${tool.name}$`).test(granted) ? undefined : { file, tool };
}

/** What a person is shown: the tool and its arguments. */
function shown(language: LanguageId, { name, parameters }: FunctionText): string {
  switch (language) {
    case 'python': return `{"tool": "${name}"${parameters.map((one) => `, "${one}": ${one}`).join('')}}`;
    case 'typescript': return `{ ${[...(name === '' ? [] : [`tool: '${name}'`]), ...parameters].join(', ')} }`;
    case 'java': return `java.util.Arrays.asList("${name}"${parameters.map((one) => `, ${one}`).join('')})`;
    case 'csharp': return `new object[] { "${name}"${parameters.map((one) => `, ${one}`).join('')} }`;
  }
}
