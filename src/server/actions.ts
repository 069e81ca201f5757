import { CodeActionKind, type CodeAction, type Location, type Range, type TextDocumentEdit, type TextEdit as LspEdit, type WorkspaceEdit } from 'vscode-languageserver/node.js';
import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import { lineIndex } from '../base/lines.ts';
import type { Place } from '../base/words.ts';
import { planFixes } from '../fixes/apply.ts';
import { COMMANDS } from '../protocol/protocol.ts';
import { isDisarmable } from '../rules/fixtures/disarm.ts';
import { findingDiagnostic, isShown, type DiagnosticContext } from './diagnostics.ts';
import { isAt } from './hover.ts';
import { ignoreEdit } from './ignoreComment.ts';
import type { SettingsDocument } from './settingsDocument.ts';
import { rangeAt, type Snapshot } from './snapshot.ts';
import { vouchActions } from './vouchActions.ts';

/** Kind of the action that applies every safe fix of a file; editors can run it on save. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.dosimeter`;

/** Kind of the actions that repair all findings of a rule at once. */
export const FIX_RULE = `${CodeActionKind.QuickFix}.all`;

/** What code actions need beside what diagnostics need. */
export interface ActionContext extends DiagnosticContext {
  /** URI that the client knows a project file by. */
  uri(file: string): string;
  /** Cell of an open notebook that holds a place; undefined for other files. */
  cell(place: Place): { readonly uri: string; readonly text: string; readonly offset: number; readonly version: number | null } | undefined;
  /** Version of an open document; `null` for files that are not open. */
  version(file: string): number | null;
  /** Text of a document that is open now, to see whether the snapshot still fits. */
  openText(file: string): string | undefined;
  /** The settings file that an entry can be put into; undefined where the settings do not apply. */
  settings(): SettingsDocument | undefined;
  /** Whether there is such a file, open or on the disk. */
  exists(file: string): boolean;
  /** The client can create files in a workspace edit. */
  readonly createFiles: boolean;
  /** The client shows the edits of an action before they are made, where the action asks for it. */
  readonly previews: boolean;
  /** Commands that can be put into an action. */
  can(command: string): boolean;
}

/** Everything that can be done about the findings of a file that touch a range of the document that shows it. `only`: kinds that the client asked for. */
export async function actionsAt(snapshot: Snapshot, file: string, { uri, range }: Location, only: readonly string[] | undefined, context: ActionContext): Promise<CodeAction[]> {
  if (isOutOfDate(file, snapshot, context)) return [];
  const wants = (kind: string): boolean => only === undefined || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));
  const inFile = snapshot.findings.filter((finding) => finding.place.file === file && isShown(finding, context.minimumSeverity));
  const actions: CodeAction[] = [];
  const here = inFile.filter((finding) => isAt(context.location(finding.place), uri, range));
  if (wants(CodeActionKind.QuickFix)) for (const finding of here) actions.push(...(await actionsFor(finding, snapshot, context)));
  if (wants(FIX_RULE)) {
    const offered = new Set<string>();
    for (const action of here.flatMap((finding) => fixesOfRule(finding, inFile, snapshot, context))) {
      if (!offered.has(action.title)) actions.push(action);
      offered.add(action.title);
    }
  }
  // Without being asked for, it would stand in every light bulb menu.
  if (only !== undefined && wants(FIX_ALL)) {
    const all = fixAll(inFile, snapshot, context);
    if (all !== undefined) actions.push(all);
  }
  return actions;
}

async function actionsFor(finding: Finding, snapshot: Snapshot, context: ActionContext): Promise<CodeAction[]> {
  const diagnostics = [findingDiagnostic(finding, context)];
  const actions: CodeAction[] = [];
  finding.fixes.forEach((fix) => {
    const edit = workspaceEdit(fix, snapshot, context);
    if (edit === undefined) return;
    const isPreferred = actions.length === 0 && fix.level === 'safe';
    actions.push({ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics, edit, ...(isPreferred ? { isPreferred } : {}) });
  });
  if (isDisarmable(finding) && context.can(COMMANDS.disarm)) {
    const title = 'Write a disarmed copy of the file';
    actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, command: { title, command: COMMANDS.disarm, arguments: [context.uri(finding.place.file)] } });
  }
  const settings = finding.vouchable === undefined || snapshot.settingsErrors.length > 0 ? undefined : context.settings();
  if (settings !== undefined) actions.push(...vouchActions(finding, settings, context.createFiles).map((action) => ({ ...action, diagnostics })));
  const ignore = await ignoreAction(finding, snapshot, context);
  if (ignore !== undefined) actions.push({ ...ignore, diagnostics });
  if (context.can(COMMANDS.showRulePage) && context.pageUri(finding.ruleId) !== undefined) {
    const title = `Explain ${finding.ruleId}`;
    actions.push({ title, kind: CodeActionKind.QuickFix, diagnostics, command: { title, command: COMMANDS.showRulePage, arguments: [finding.ruleId] } });
  }
  return actions;
}

async function ignoreAction(finding: Finding, snapshot: Snapshot, context: ActionContext): Promise<CodeAction | undefined> {
  const { file, start } = finding.place;
  const cell = context.cell(finding.place);
  const { uri, version, text, offset } = cell ?? { uri: context.uri(file), version: context.version(file), text: snapshot.text(file), offset: start };
  // Cells of a notebook hold Python.
  const found = text === undefined ? undefined : await ignoreEdit(cell === undefined ? file : 'cell.py', text, offset, finding.ruleId);
  if (text === undefined || found === undefined) return undefined;
  const { start: at } = rangeAt(lineIndex(text), found.edit);
  const edit: WorkspaceEdit = { documentChanges: [documentEdit(uri, version, [{ range: { start: at, end: at }, newText: found.edit.newText }])] };
  const title = `Ignore ${finding.ruleId} on this line, with a reason`;
  const action: CodeAction = { title, kind: CodeActionKind.QuickFix, edit };
  if (!context.can(COMMANDS.editReason)) return action;
  const reason: Range = { start: { line: at.line, character: found.reason.start }, end: { line: at.line, character: found.reason.end } };
  return { ...action, command: { title, command: COMMANDS.editReason, arguments: [uri, reason] } };
}

function fixAll(findings: readonly Finding[], snapshot: Snapshot, context: ActionContext): CodeAction | undefined {
  const plan = planFixes(findings);
  if (plan.applied === 0) return undefined;
  const creates = [...plan.creates].map(([file, text]) => ({ file, text }));
  const edit = workspaceEdit({ title: '', level: 'safe', edits: [...plan.edits.values()].flat(), creates }, snapshot, context);
  return edit === undefined ? undefined : { title: 'Fix all dosimeter findings that have a safe fix', kind: FIX_ALL, edit };
}

/** Most fixes of one action: a preview of more is nothing that somebody reads. */
const MAX_FIXES = 500;

/** The first fix of a finding for all findings of its rule that are offered the same, in the file and in the folder; with a preview where the client has one. */
function fixesOfRule(finding: Finding, inFile: readonly Finding[], snapshot: Snapshot, context: ActionContext): readonly CodeAction[] {
  const title = finding.fixes[0]?.title;
  if (title === undefined) return [];
  const choose = ({ ruleId, fixes }: Finding): Fix | undefined => (ruleId === finding.ruleId ? fixes.find((fix) => fix.title === title) : undefined);
  const shown = snapshot.findings.filter((one) => isShown(one, context.minimumSeverity));
  const actions: CodeAction[] = [];
  let before = 1;
  for (const [all, where] of [[inFile, 'in this file'], [shown, 'in the folder']] as const) {
    const { edits, creates, applied } = planFixes(all, choose);
    if (applied <= before || applied > MAX_FIXES) continue;
    before = applied;
    const edit = workspaceEdit({ title, level: 'suggested', edits: [...edits].flatMap(([file, own]) => byLine(own, snapshot.text(file) ?? '')), creates: [...creates].map(([file, text]) => ({ file, text })) }, snapshot, context);
    if (edit !== undefined) actions.push({ title: `${title}: all ${applied} ${where}`, kind: FIX_RULE, edit: context.previews ? withPreview(edit, title, finding.ruleId) : edit });
  }
  return actions;
}

/** Edits on one line as one: in a preview somebody may take one change and leave the next, but not half of a call. */
function byLine(edits: readonly TextEdit[], text: string): readonly TextEdit[] {
  const merged: TextEdit[] = [];
  for (const edit of edits) {
    const last = merged.at(-1);
    const between = last === undefined ? '\n' : text.slice(last.end, edit.start);
    if (last === undefined || between.includes('\n')) merged.push(edit);
    else merged[merged.length - 1] = { ...last, end: edit.end, newText: last.newText + between + edit.newText };
  }
  return merged;
}

/**
 * The edit as one that is shown before it is made, with all of its changes chosen. Editors show a preview where some change has to be
 * confirmed, and leave such changes out until they are: that is asked of one that changes nothing.
 */
function withPreview({ documentChanges = [] }: WorkspaceEdit, label: string, description: string): WorkspaceEdit {
  const [all, look] = ['all', 'look'];
  const marked = documentChanges.map((change) => ('edits' in change ? { ...change, edits: change.edits.map((edit) => ({ ...edit, annotationId: all })) } : { ...change, annotationId: all }));
  const last = marked.findLast((change) => 'edits' in change);
  if (last !== undefined && 'edits' in last) last.edits.push({ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: '', annotationId: look });
  return {
    changeAnnotations: { [all]: { label, description, needsConfirmation: false }, [look]: { label: 'Look at the changes, then apply them', description, needsConfirmation: true } },
    documentChanges: marked,
  };
}

/** All of a fix as one workspace edit; undefined when the client can't do it or a text has changed since the analysis. */
function workspaceEdit(fix: Fix, snapshot: Snapshot, context: ActionContext): WorkspaceEdit | undefined {
  const creates = (fix.creates ?? []).filter(({ file }) => !context.exists(file));
  if (creates.length > 0 && !context.createFiles) return undefined;
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of fix.edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  const documentChanges: WorkspaceEdit['documentChanges'] = [];
  for (const { file, text } of creates) {
    const uri = context.uri(file);
    documentChanges.push({ kind: 'create', uri, options: { ignoreIfExists: true } }, documentEdit(uri, null, [{ range: rangeAt(lineIndex(''), { start: 0, end: 0 }), newText: text }]));
  }
  for (const [file, edits] of byFile) {
    if (snapshot.text(file) === undefined || isOutOfDate(file, snapshot, context)) return undefined;
    const inCells = cellEdits(edits, context);
    if (inCells === undefined) return undefined;
    if (inCells.length > 0) documentChanges.push(...inCells);
    else documentChanges.push(documentEdit(context.uri(file), context.version(file), edits.map((edit) => ({ range: snapshot.range(file, edit), newText: edit.newText }))));
  }
  return { documentChanges };
}

/** Edits of a notebook file as edits of the cells that the editor shows; none for other files. Undefined where one is not within a cell. */
function cellEdits(edits: readonly TextEdit[], context: ActionContext): readonly TextDocumentEdit[] | undefined {
  const byCell = new Map<string, { version: number | null; edits: LspEdit[] }>();
  for (const edit of edits) {
    const cell = context.cell(edit);
    if (cell === undefined) continue;
    if (context.cell({ ...edit, start: edit.end })?.uri !== cell.uri) return undefined;
    const own = byCell.get(cell.uri) ?? { version: cell.version, edits: [] };
    byCell.set(cell.uri, own);
    // In the file the text of a cell is a string of JSON.
    own.edits.push({ range: context.location(edit).range, newText: JSON.parse(`"${edit.newText}"`) as string });
  }
  const count = [...byCell.values()].reduce((sum, own) => sum + own.edits.length, 0);
  return count > 0 && count < edits.length ? undefined : [...byCell].map(([uri, own]) => documentEdit(uri, own.version, own.edits));
}

function isOutOfDate(file: string, snapshot: Snapshot, context: ActionContext): boolean {
  const analysed = snapshot.text(file);
  const open = context.openText(file);
  return analysed !== undefined && open !== undefined && analysed !== open;
}

const documentEdit = (uri: string, version: number | null, edits: LspEdit[]): TextDocumentEdit => ({ textDocument: { uri, version }, edits });
