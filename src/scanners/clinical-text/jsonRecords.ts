import { MAX_DEPTH } from '../limits.ts';
import { lookUp, tagName } from '../dicom/dictionary.ts';
import { markupText } from './markup.ts';
import type { Texts } from './read.ts';

/** A string in a JSON text, with where it is written. */
export interface JsonString {
  readonly path: readonly (string | number)[];
  readonly value: string;
  /** Offsets between the quotes. */
  readonly start: number;
  readonly end: number;
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', '\\': '\\', '/': '/' };

/**
 * Every string value of a JSON text, or of several after each other (NDJSON), in order. Damaged JSON is read as far as it makes
 * sense. Not recursive.
 */
export function* jsonStrings(text: string): Generator<JsonString> {
  const path: (string | number)[] = [];
  /** Whether each open level is an array. */
  const arrays: boolean[] = [];
  let key = false;
  for (let at = 0; at < text.length; at++) {
    const ch = text[at]!;
    if (ch === '"') {
      const start = at + 1;
      let end = start;
      let escaped = false;
      while (end < text.length && text[end] !== '"') {
        if (text[end] === '\\') {
          escaped = true;
          end++;
        }
        end++;
      }
      const raw = text.slice(start, Math.min(end, text.length));
      const value = escaped ? raw.replace(/\\(?:u([0-9A-Fa-f]{4})|(.))/gs, (_all, hex?: string, ch2?: string) => (hex ? String.fromCharCode(parseInt(hex, 16)) : (ESCAPED[ch2!] ?? ch2!))) : raw;
      at = end;
      if (key) {
        path[path.length - 1] = value;
        key = false;
      } else yield { path, value, start, end: Math.min(end, text.length) };
    } else if (ch === '{' || ch === '[') {
      if (arrays.length >= MAX_DEPTH * 2) return;
      arrays.push(ch === '[');
      path.push(ch === '[' ? 0 : '');
      key = ch === '{';
    } else if (ch === '}' || ch === ']') {
      arrays.pop();
      path.pop();
      key = false;
    } else if (ch === ',') {
      if (arrays.at(-1) === true) path[path.length - 1] = (path.at(-1) as number) + 1;
      else if (arrays.length > 0) key = true;
    }
  }
}

/** `Observation.note[0].text`. */
export function spell(path: readonly (string | number)[]): string {
  let out = '';
  for (const step of path) out += typeof step === 'number' ? `[${step}]` : out === '' ? step : `.${step}`;
  return out;
}

const TAG = /^[0-9A-Fa-f]{8}$/;

/** A URI that holds its data. */
const DATA_URI = /^data:[^,]{0,200};base64,([\s\S]*)$/i;

/** Resources that define what others may hold: prose of a specification, not of a patient. */
const DEFINITIONS = /^(?:StructureDefinition|ValueSet|CodeSystem|CapabilityStatement|SearchParameter|OperationDefinition|ImplementationGuide|ConceptMap|NamingSystem|StructureMap|GraphDefinition|CompartmentDefinition|MessageDefinition|TerminologyCapabilities|ActivityDefinition|PlanDefinition|Questionnaire|Measure|Library|ExampleScenario|TestScript)$/;

/** Fields that only hold codes, addresses of definitions and times. */
const FORMAL = new Set(['resourceType', 'system', 'versionId', 'lastUpdated', 'vr']);

/** The HTTP verb of an entry of a Bundle, which is a code. */
const isVerb = (path: readonly (string | number)[]): boolean => path.at(-1) === 'method' && path.at(-2) === 'request';

/** Reads FHIR JSON and DICOM JSON. Other JSON is none of our business: false. */
export function readJson(text: string, texts: Texts): boolean {
  let found = false;
  let resource = '';
  for (const { path, value, start, end } of jsonStrings(text)) {
    const last = path.at(-1);
    if (last === 'resourceType') {
      found = true;
      resource = value;
    }
    const tags = path.filter((step): step is string => typeof step === 'string' && TAG.test(step));
    if (tags.length > 0) {
      found = true;
      if (last === 'vr' || value.length < 4) continue;
      const tag = parseInt(tags.at(-1)!, 16);
      const entry = lookUp(tag);
      const where = dicomPath(path);
      if (last === 'InlineBinary' || last === 'BulkDataURI') {
        if (texts.attach(last === 'InlineBinary' ? value : (DATA_URI.exec(value)?.[1] ?? ''), where, start, end)) continue;
        texts.add(value, where, `${entry?.keyword ?? 'element'} ${tagName(tag)}`, start, end, where);
        continue;
      }
      texts.add(value, where, `${entry?.keyword ?? 'element'} ${tagName(tag)} of DICOM JSON`, start, end, `dicom ${dicomPath(path.slice(0, path.lastIndexOf(tags.at(-1)!)))}`, { element: tags.at(-1)!.toUpperCase() });
      continue;
    }
    if (value.length < 4 || FORMAL.has(String(last)) || isVerb(path)) continue;
    const where = spell(path);
    const label = `${resource || 'JSON'} ${where}`;
    const name = path.findLast((step) => typeof step === 'string');
    const element = name === undefined ? {} : { element: name };
    // Attachments and binaries; measured waveforms have numbers there.
    if (last === 'data' && texts.attach(value, where, start, end)) continue;
    if (last === 'div' && value.includes('<')) {
      for (const part of markupText(value)) texts.add(part.text, where, label, start, end, `${where} ${part.group}`, { ...part, ...element });
    } else if (DEFINITIONS.test(resource)) {
      // Each text for itself: a definition is no narrative.
      texts.add(value, where, label, start, end, where, { channel: 'definition' });
    } else texts.add(value, where, label, start, end, resource === 'Bundle' ? where : `${resource} ${spell(path.slice(0, 2))}`, element);
  }
  return found;
}

/** `(0040,A730)[2].(0040,A160)` from the keys of DICOM JSON. */
function dicomPath(path: readonly (string | number)[]): string {
  const out: string[] = [];
  for (let i = 0; i < path.length; i++) {
    const step = path[i]!;
    if (typeof step !== 'string' || !TAG.test(step)) continue;
    const index = path[i + 1] === 'Value' && typeof path[i + 2] === 'number' && path.slice(i + 3).some((s) => typeof s === 'string' && TAG.test(s)) ? `[${path[i + 2]}]` : '';
    out.push(tagName(parseInt(step, 16)) + index);
  }
  return out.join('.');
}
