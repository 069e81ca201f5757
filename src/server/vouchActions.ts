import { CodeActionKind, type CodeAction, type WorkspaceEdit } from 'vscode-languageserver/node.js';
import type { Finding, Vouchable, VouchedRole } from '../base/finding.ts';
import { lineIndex } from '../base/lines.ts';
import { settingsText, vouchEdits } from '../policy/vouchEdit.ts';
import type { SettingsDocument } from './settingsDocument.ts';
import { rangeAt } from './snapshot.ts';

const NAMES: Readonly<Record<VouchedRole, string>> = { sanitizers: 'a sanitizer', guards: 'a guard', reviewers: 'a reviewer', approvals: 'an approval', deidentifiers: 'a de-identifier' };

/** What can be said in the settings of the functions at a finding, so that the finding goes away. `canCreate`: the client can create files. */
export function vouchActions({ vouchable = [] }: Finding, settings: SettingsDocument, canCreate: boolean): readonly CodeAction[] {
  return vouchable.flatMap((one) => {
    const edit = settingsEdit(one, settings, canCreate);
    return edit === undefined ? [] : [{ title: title(one), kind: CodeActionKind.QuickFix, edit }];
  });
}

const title = ({ role, name, clears = [] }: Vouchable): string => `Mark ${name} as ${NAMES[role]}${role === 'sanitizers' && clears.length > 0 ? ` for ${clears.join(', ')}` : ''}`;

function settingsEdit(one: Vouchable, { uri, version, text, schema }: SettingsDocument, canCreate: boolean): WorkspaceEdit | undefined {
  const whole = (old: string): WorkspaceEdit['documentChanges'] & {} => [{ textDocument: { uri, version }, edits: [{ range: rangeAt(lineIndex(old), { start: 0, end: old.length }), newText: settingsText(one, schema) }] }];
  if (text === undefined) return canCreate ? { documentChanges: [{ kind: 'create', uri, options: { ignoreIfExists: true } }, ...whole('')] } : undefined;
  if (text.trim() === '') return { documentChanges: whole(text) };
  const edits = vouchEdits(text, one);
  if (edits === undefined) return undefined;
  const index = lineIndex(text);
  return { documentChanges: [{ textDocument: { uri, version }, edits: edits.map((edit) => ({ range: rangeAt(index, edit), newText: edit.newText })) }] };
}
