import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Disarmed } from '../protocol/protocol.ts';
import { visible } from '../report/view.ts';
import { disarmFiles, isArmed } from '../session/disarmFile.ts';
import { pathOf } from './uris.ts';

/** Writes a disarmed copy of the file that a URI names, and says what came of it. */
export async function disarmUri(uri: string): Promise<Disarmed> {
  const path = pathOf(uri);
  const [report] = path === undefined ? [] : await disarmFiles([path]);
  if (path === undefined || report === undefined) return { message: 'Only files on this disk can be disarmed.', clean: false };
  const { copy, changes, left, error } = report;
  const clean = !isArmed(report);
  const rest = clean ? '' : ` Left in it: ${left.map(({ ruleId, logicalLocation = '' }) => `${ruleId} ${logicalLocation}`.trim()).join(', ')}.`;
  const name = basename(path);
  const message = error !== undefined ? `${name} ${error}.`
    : copy === undefined ? `${name} has nothing that could be taken out.${rest}`
    : `${basename(copy)} was written without what stood at ${changes.map(({ where }) => where).join(', ')}.${rest}`;
  return { message: visible(message), clean, ...(copy === undefined ? {} : { copy: pathToFileURL(copy).href }) };
}
