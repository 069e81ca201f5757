import { MAX_DEPTH } from '../limits.ts';
import { lookUp, tagName } from '../dicom/dictionary.ts';
import { declaredTexts, markupText, unescapeMarkup } from './markup.ts';
import type { Texts } from './read.ts';

/** Roots of the XML kinds that are read. */
const ROOT = /<(?:[\w.-]+:)?(?:ClinicalDocument\b[^>]*urn:hl7-org:v3|\w+\b[^>]*urn:hl7-org:v2xml|NativeDicomModel\b|[A-Z]\w+\b[^>]*http:\/\/hl7\.org\/fhir\b|ClinicalDocument\b)/;

const TOKEN = /<!--([\s\S]*?)(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<\?(?!xml\b)([\s\S]{0,4000}?)\?>|<([!?])([^>]{0,4000})>|<(\/?)([A-Za-z_][\w:.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>/g;

const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Attributes that hold names of definitions rather than text. */
const FORMAL = /^(?:xmlns|xsi|schemaLocation|root|codeSystem|moodCode|classCode|typeCode|nullFlavor|tag|vr|number)/;

/** Name of an element without its prefix. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Reads CDA, FHIR XML and DICOM XML. Other XML is none of our business: false. */
export function readXml(text: string, texts: Texts): boolean {
  if (!ROOT.test(text.slice(0, 8192))) return false;
  const path: string[] = [];
  const counts: Map<string, number>[] = [new Map()];
  let at = 0;
  let narrative = -1;
  let narrativeStart = 0;
  const where = (): string => path.slice(1).join('.') || path[0] || 'document';
  const label = (): string => dicomLabel(path) ?? where();
  const element = (): { element?: string } => {
    const tag = dicomTag(path);
    return tag === undefined ? {} : { element: tag };
  };
  /** Values in Base64: of the element that is open, or of an attribute of FHIR. */
  let coded = false;
  const addText = (start: number, end: number, raw: string): void => {
    const value = unescapeMarkup(raw).trim();
    if (coded && texts.attach(value, where(), start, end)) return;
    if (narrative < 0 && value.length >= 3) texts.add(value, where(), label(), start, end, path.slice(0, 4).join('.'), element());
  };
  for (const match of text.matchAll(TOKEN)) {
    addText(at, match.index, text.slice(at, match.index));
    at = match.index + match[0].length;
    const [, comment, cdata, instruction, declaration, declared, closing, name, attributes, empty] = match;
    if (comment !== undefined) {
      if (comment.trim().length >= 3 && narrative < 0) texts.add(comment.trim(), where(), 'comment', match.index, at, 'comments', { channel: 'comment', visibility: 'hidden', facts: ['a comment in the markup'] });
    } else if (cdata !== undefined) {
      if (narrative < 0) texts.add(cdata, where(), label(), match.index, at, path.slice(0, 4).join('.'), element());
    } else if (instruction !== undefined || declaration === '!') {
      for (const { text: part, where: place } of declaredTexts(instruction, declared)) texts.add(part, where(), place, match.index, at, 'comments', { channel: 'comment', visibility: 'hidden', facts: ['in the declarations of the markup'] });
    } else if (name !== undefined) {
      coded = !closing && (local(name) === 'InlineBinary' || /\brepresentation\s*=\s*["']B64["']/i.test(attributes ?? ''));
      if (closing) {
        if (narrative === path.length - 1) {
          for (const part of markupText(text.slice(narrativeStart, match.index))) {
            texts.add(part.text, where(), label(), narrativeStart + part.start, narrativeStart + part.end, `${where()} ${part.group}`, part);
          }
          narrative = -1;
        }
        path.pop();
        if (counts.length > 1) counts.pop();
        continue;
      }
      const tagged = local(name);
      const siblings = counts.at(-1)!;
      const index = siblings.get(tagged) ?? 0;
      siblings.set(tagged, index + 1);
      const tag = /\btag\s*=\s*["']([0-9A-Fa-f]{8})["']/.exec(attributes ?? '')?.[1];
      const step = tag ? tagName(parseInt(tag, 16)) : `${tagged}${index > 0 ? `[${index}]` : ''}`;
      if (narrative < 0) {
        for (const [, key, double, single] of (attributes ?? '').matchAll(ATTRIBUTE)) {
          const value = unescapeMarkup(double ?? single ?? '');
          if (value.length < 4 || FORMAL.test(key!)) continue;
          const inner = [...path, step].slice(1).join('.');
          if (key === 'value' && tagged === 'data' && texts.attach(value, inner, match.index, at)) continue;
          texts.add(value, `${inner}@${key}`, `${inner}@${key}`, match.index, at, path.slice(0, 4).join('.'));
        }
      }
      if (empty) continue;
      if (path.length >= MAX_DEPTH) {
        texts.limits.push({ limit: 'MAX_DEPTH', where: where() });
        return true;
      }
      path.push(step);
      counts.push(new Map());
      // Narrative: the mixed content of a section's text, and FHIR's div.
      if (narrative < 0 && (tagged === 'div' || (tagged === 'text' && path.includes('section')) || (tagged === 'text' && path.some((p) => p.startsWith('section['))))) {
        narrative = path.length - 1;
        narrativeStart = at;
      }
    }
  }
  addText(at, text.length, text.slice(at));
  return true;
}

function dicomLabel(path: readonly string[]): string | undefined {
  const digits = dicomTag(path);
  if (digits === undefined) return undefined;
  const tag = parseInt(digits, 16);
  return `${lookUp(tag)?.keyword ?? 'element'} ${tagName(tag)} of DICOM XML`;
}

/** The innermost tag of a path in DICOM XML, in eight hex digits. */
function dicomTag(path: readonly string[]): string | undefined {
  const tag = path.findLast((step) => /^\([0-9A-F]{4},[0-9A-F]{4}\)$/.test(step));
  return tag && tag.slice(1, 5) + tag.slice(6, 10);
}
