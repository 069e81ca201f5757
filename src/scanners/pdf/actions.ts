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

/** The functions that form editors write to format and check a field; they reach nothing outside of it. */
const FIELD_FORMATS = /^(?:\s*(?:AF(?:Number|Date|Time|Percent|Special|Simple|Range|Merge|Make|Extract)\w*|event\.rc\s*=\s*AF\w+)\s*\((?:[^()]|\([^()]*\))*\)\s*;?\s*)+$/;

/** Characters of a script or target that a message shows. */
const EXCERPT = 60;

/** Facts about what acts. Each action is told once. */
export function readActions(objects: PdfObjects, facts: StructureFact[]): void {
  const told = new Set<CosDict>();
  for (const object of objects.all) {
    // A definition that an update has replaced does nothing.
    if (objects.get(object.number) !== object) continue;
    visit(objects, object, object.value, false, told, facts);
  }
  forms(objects, facts);
}

function visit(objects: PdfObjects, object: PdfObject, cos: Cos | undefined, unasked: boolean, told: Set<CosDict>, facts: StructureFact[], depth = 0): void {
  if (depth > 24) return;
  if (isArray(cos)) {
    for (const item of cos.items) visit(objects, object, item, unasked, told, facts, depth + 1);
    return;
  }
  if (!isDict(cos)) return;
  const type = objects.name(cos, 'S');
  const does = type === undefined ? undefined : (ALWAYS[type] ?? (unasked ? UNASKED[type] : undefined));
  if (does !== undefined && !told.has(cos) && isAction(objects, cos, type!)) {
    told.add(cos);
    const what = target(objects, cos);
    if (!(type === 'JavaScript' && FIELD_FORMATS.test(what))) facts.push({ kind: 'active-content', where: `object ${object.number}`, message: `a ${type} action ${does}${unasked ? ' without the reader' : ''}${what ? `: “${shown(what)}”` : ''}` });
  }
  for (const [key, value] of cos.entries) {
    const starts = key === 'OpenAction' || key === 'AA';
    const next = unasked && (key === 'Next' || type === undefined);
    if (starts) followed(objects, object, value, told, facts, depth);
    else visit(objects, object, value, next, told, facts, depth + 1);
  }
}

/** What starts by itself is followed through references. */
function followed(objects: PdfObjects, object: PdfObject, cos: Cos, told: Set<CosDict>, facts: StructureFact[], depth: number): void {
  const value = objects.resolve(cos);
  if (!isDict(value)) return;
  visit(objects, object, value, true, told, facts, depth + 1);
  for (const [key, inner] of value.entries) {
    // Triggers that a person pulls: keys, clicks and focus of a field.
    if (['K', 'F', 'V', 'C', 'D', 'U', 'E', 'X', 'Fo', 'Bl'].includes(key) && objects.name(value, 'S') === undefined && !['O', 'PO', 'PV'].includes(key)) continue;
    const action = objects.resolve(inner);
    if (isDict(action) && objects.name(action, 'S') !== undefined) visit(objects, object, action, true, told, facts, depth + 1);
  }
}

function isAction(objects: PdfObjects, dict: CosDict, type: string): boolean {
  return type !== 'JavaScript' || dict.entries.has('JS') || objects.name(dict, 'Type') === 'Action';
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

/** Scripts in forms of the XML kind. */
function forms(objects: PdfObjects, facts: StructureFact[]): void {
  const xfa = objects.entry(objects.entry(objects.root, 'AcroForm'), 'XFA');
  const parts = isArray(xfa) ? xfa.items : xfa === undefined ? [] : [objects.resolve(objects.root) && (objects.entry(objects.root, 'AcroForm') as CosDict).entries.get('XFA')!];
  for (const part of parts) {
    const stream = objects.streamOf(part);
    const data = stream && !objects.encrypted ? objects.data(stream) : undefined;
    if (data && /<script\b[^>]*(?:javascript|formcalc)?[^>]*>\s*[^<\s]/i.test(new TextDecoder('latin1').decode(data))) {
      facts.push({ kind: 'active-content', where: `object ${stream!.number}`, message: 'a form in XML holds scripts' });
      return;
    }
  }
}

const shown = (text: string): string => {
  const flat = text.replace(/[^\p{L}\p{N}\p{P}\p{S}]+/gu, ' ').trim();
  return flat.length > EXCERPT ? `${flat.slice(0, EXCERPT - 1)}…` : flat;
};

