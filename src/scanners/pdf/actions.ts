/** Actions (ISO 32000-2, 12.6): what the document does, with the reader or without. */
import type { StructureFact } from '../artifact.ts';
import { isArray, isDict, isString, textString, type Cos, type CosDict } from './cos.ts';
import type { PdfObject, PdfObjects } from './objects.ts';

/** Actions that run a program or a script, or send data, whoever starts them. */
const ALWAYS: Readonly<Record<string, string>> = {
  JavaScript: 'runs a script',
  Launch: 'starts a program',
  SubmitForm: 'sends the form to an address',
  ImportData: 'imports data from a file',
};

/** Actions that are harmless behind a click and not without one. */
const UNASKED: Readonly<Record<string, string>> = {
  URI: 'opens an address',
  GoToR: 'opens another file',
  GoToE: 'opens an embedded file',
  Rendition: 'plays media',
  RichMediaExecute: 'commands rich media',
};

/** Addresses that are a script or a page of their own. */
const SCRIPT_ADDRESS = /^\s*(?:javascript|vbscript|data\s*:\s*text\/html)\s*[:;,]/i;

/** The functions that form editors write to format and check a field; they reach nothing outside of it. */
const FIELD_FORMATS = /^(?:\s*(?:AF(?:Number|Date|Time|Percent|Special|Simple|Range|Merge|Make|Extract)\w*|event\.rc\s*=\s*AF\w+)\s*\((?:[^()]|\([^()]*\))*\)\s*;?\s*)+$/;

/** Characters of a script or target that a message shows. */
const EXCERPT = 60;

/** Actions that are reported, and those that were met on the way from a start: chains may lead in circles. */
interface Told { readonly reported: Set<CosDict>; readonly walked: Set<CosDict> }

/** Facts about what acts. Each action is told once. */
export function readActions(objects: PdfObjects, facts: StructureFact[]): void {
  const told: Told = { reported: new Set(), walked: new Set() };
  for (const object of objects.all) {
    // A definition that an update has replaced does nothing.
    if (objects.get(object.number) !== object) continue;
    visit(objects, object, object.value, false, told, facts);
  }
  const form = scriptedForm(objects);
  if (form) facts.push({ kind: 'active-content', where: `object ${form.number}`, message: 'a form in XML holds scripts' });
}

function visit(objects: PdfObjects, object: PdfObject, cos: Cos | undefined, unasked: boolean, told: Told, facts: StructureFact[], depth = 0): void {
  if (depth > 24) return;
  if (isArray(cos)) {
    for (const item of cos.items) visit(objects, object, item, unasked, told, facts, depth + 1);
    return;
  }
  if (!isDict(cos)) return;
  if (unasked) {
    if (told.walked.has(cos)) return;
    told.walked.add(cos);
  }
  const does = deedOf(objects, cos, unasked);
  if (does !== undefined && !told.reported.has(cos)) {
    told.reported.add(cos);
    const what = target(objects, cos);
    facts.push({ kind: 'active-content', where: `object ${object.number}`, message: `a ${objects.name(cos, 'S')} action ${does}${unasked ? ' without the reader' : ''}${what ? `: “${shown(what)}”` : ''}` });
  }
  for (const [key, value] of cos.entries) {
    if (key === 'OpenAction' || key === 'AA') started(objects, object, value, told, facts, depth);
    // What follows an action that starts by itself does, too.
    else if (unasked && key === 'Next') visit(objects, object, objects.resolve(value), true, told, facts, depth + 1);
    else visit(objects, object, value, false, told, facts, depth + 1);
  }
}

/** Triggers of additional actions that a person pulls: keys, clicks, focus and the pointer in a field. */
const PULLED = new Set(['K', 'F', 'V', 'D', 'U', 'E', 'X', 'Fo', 'Bl']);

/** An action that starts by itself, or a dictionary of actions by their triggers. */
function started(objects: PdfObjects, object: PdfObject, cos: Cos, told: Told, facts: StructureFact[], depth: number): void {
  const value = objects.resolve(cos);
  if (!isDict(value)) return;
  if (objects.name(value, 'S') !== undefined) visit(objects, object, value, true, told, facts, depth + 1);
  else for (const [trigger, action] of value.entries) visit(objects, object, objects.resolve(action), !PULLED.has(trigger), told, facts, depth + 1);
}

/** What an action does that it should not, in words; undefined for harmless ones and for what is no action. `unasked`: it starts by itself. */
export function deedOf(objects: PdfObjects, dict: CosDict, unasked: boolean): string | undefined {
  const type = objects.name(dict, 'S');
  const does = type === undefined ? undefined : (ALWAYS[type] ?? (unasked ? UNASKED[type] : undefined));
  if (type === 'URI' && SCRIPT_ADDRESS.test(target(objects, dict))) return 'runs a script';
  if (does === undefined || type !== 'JavaScript') return does;
  const isAction = dict.entries.has('JS') || objects.name(dict, 'Type') === 'Action';
  return isAction && !FIELD_FORMATS.test(target(objects, dict)) ? does : undefined;
}

/** The script, file or address of an action. */
function target(objects: PdfObjects, dict: CosDict): string {
  for (const key of ['JS', 'URI', 'F', 'Win', 'D']) {
    const value = objects.resolve(dict.entries.get(key));
    if (isString(value)) return textString(value.value);
    if (isDict(value)) {
      const stream = objects.streamOf(dict.entries.get(key));
      const data = stream && !objects.encrypted ? objects.data(stream) : undefined;
      if (data) return new TextDecoder('latin1').decode(data.subarray(0, 4096));
      const inner = [value.entries.get('UF'), value.entries.get('F')].map((v) => objects.resolve(v)).find(isString);
      if (inner) return textString(inner.value);
    }
  }
  return '';
}

/** The streams of a form of the XML kind, of which all but one kind of viewer shows nothing. */
export function formParts(objects: PdfObjects): PdfObject[] {
  const form = objects.entry(objects.root, 'AcroForm');
  const xfa = isDict(form) ? form.entries.get('XFA') : undefined;
  const parts = objects.resolve(xfa);
  return (isArray(parts) ? parts.items : [xfa]).map((part) => objects.streamOf(part)).filter((stream) => stream !== undefined);
}

/** A part of a form of the XML kind that holds scripts. */
export function scriptedForm(objects: PdfObjects): PdfObject | undefined {
  for (const stream of formParts(objects)) {
    const data = objects.encrypted ? undefined : objects.data(stream);
    if (data && /<script\b[^>]*(?:javascript|formcalc)?[^>]*>\s*[^<\s]/i.test(new TextDecoder('latin1').decode(data))) return stream;
  }
  return undefined;
}

const shown = (text: string): string => {
  const flat = text.replace(/[^\p{L}\p{N}\p{P}\p{S}]+/gu, ' ').trim();
  return flat.length > EXCERPT ? `${flat.slice(0, EXCERPT - 1)}…` : flat;
};

