/** Clinical text files: HL7 v2, FHIR (JSON, XML, NDJSON), DICOM JSON and XML, CDA, plain-text reports. Recognised by content. */
import type { ArtifactContent, ArtifactText, Channel, LimitHit, Visibility } from '../artifact.ts';
import { base64Bytes } from '../base64.ts';
import { memorySource } from '../bytes.ts';
import { isDicom } from '../dicom/read.ts';
import { sentences } from '../dicom/slack.ts';
import { MAX_TOTAL_TEXT } from '../limits.ts';
import { mayBePdf } from '../pdf/detect.ts';
import { markedText, mostlyText } from '../sniff.ts';
import { withoutTerminal } from '../terminal.ts';
import { decodeHl7, readHl7 } from './hl7.ts';
import { readJson } from './jsonRecords.ts';
import { markupText } from './markup.ts';
import { isReportPage, isTable, looksLikeReport, mayHoldReports, readReport, readReportsInJson, readReportsInTable } from './report.ts';
import { isRtf, rtfText } from './rtf.ts';
import { readXml } from './xmlRecords.ts';

/** A file that a record holds in Base64. */
export interface Attached {
  readonly where: string;
  readonly bytes: Uint8Array;
  /** Where it is written. */
  readonly span: { readonly start: number; readonly end: number };
}

export interface ClinicalText extends ArtifactContent { readonly attached: readonly Attached[] }

/** Files of one record that are opened. */
const MOST_ATTACHED = 64;

/** Collects the texts of one file; the readers write into it. */
export class Texts {
  readonly texts: ArtifactText[] = [];
  readonly attached: Attached[] = [];
  readonly limits: LimitHit[] = [];
  private total = 0;

  /** Takes a value in Base64 as a file of its own. False where it is none, or none that could hold text. */
  attach(value: string, where: string, start: number, end: number): boolean {
    if (this.attached.length >= MOST_ATTACHED) return false;
    const bytes = value.length >= 8 ? base64Bytes(value) : undefined;
    if (bytes === undefined || !(isText(bytes.subarray(0, 1024)) || mayBePdf(bytes.subarray(0, 1024)) || isDicom(memorySource(bytes), bytes))) return false;
    this.attached.push({ where, bytes, span: { start, end } });
    return true;
  }

  add(text: string, where: string, label: string, start: number, end: number, group: string, options: { channel?: Channel; visibility?: Visibility; facts?: readonly string[]; element?: string } = {}): void {
    if (this.total >= MAX_TOTAL_TEXT) {
      if (this.limits.length === 0) this.limits.push({ limit: 'MAX_TOTAL_TEXT', where });
      return;
    }
    this.total += text.length;
    const terminal = withoutTerminal(text);
    const visibility = terminal?.conceals ? 'hidden' : options.visibility ?? (terminal ? 'unusual' : 'shown');
    this.texts.push({ text: terminal?.text ?? text, where, label, channel: options.channel ?? 'value', visibility, facts: [...(options.facts ?? []), ...(terminal?.facts ?? [])], span: { start, end }, group, ...(options.element === undefined ? {} : { element: options.element }) });
  }
}

/** Reads a clinical text file; undefined where the bytes are none. `inside`: it was found inside another file, where any text counts. */
export function readClinicalText(file: string, bytes: Uint8Array, inside: boolean): ClinicalText | undefined {
  const head = bytes.subarray(0, 1024);
  if (!inside && !isText(head)) return undefined;
  const first = firstCharacter(head);
  const texts = new Texts();
  let kind: boolean;
  if (first === '{' && isRtf(latin.decode(head))) kind = richText(file, markedText(bytes), inside, texts);
  else if (first === '{' || first === '[') kind = (mentionsRecord(bytes) && readJson(markedText(bytes), texts)) || (inside ? plain(markedText(bytes), texts) : mayHoldReports(file) && readReportsInJson(markedText(bytes), texts));
  else if (first === '<') kind = readXml(markedText(bytes), texts) || (HTML.test(markedText(head)) && page(file, markedText(bytes), inside, texts));
  else if (/^[\v\s\ufeff]*(?:MSH|FHS|BHS)[^\w\s]/.test(markedText(head.subarray(0, 64)))) kind = readHl7(decodeHl7(bytes), texts);
  else if (inside) kind = isText(head) || mostlyText(bytes) ? plain(markedText(bytes), texts) : sentencesBetween(bytes, texts);
  else kind = (isTable(file) && mayHoldReports(file) && readReportsInTable(markedText(bytes), texts)) || looksLikeReport(file, markedText(head.subarray(0, 1024)), () => markedText(bytes)) && readReport(markedText(bytes), texts);
  return kind ? { texts: texts.texts, facts: [], limits: texts.limits, attached: texts.attached } : undefined;
}

/** A report in RTF. Its places are not those of the file. */
function richText(file: string, source: string, inside: boolean, texts: Texts): boolean {
  const text = rtfText(source);
  if (!inside && !looksLikeReport(file, text.slice(0, 1024), () => text)) return false;
  return readReport(text, texts, { start: 0, end: source.length });
}

/** The start of a page. Other markup inside of files is data of programs. */
const HTML = /^[\s\ufeff]*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|div|p|span|table|h[1-6])\b/i;

/** A page of the web: its text without what stands between its brackets. Among other files it has to be a report. */
function page(file: string, text: string, inside: boolean, texts: Texts): boolean {
  const parts = [...markupText(text.replace(PROGRAMS, (program) => ' '.repeat(program.length)))];
  if (!inside && !isReportPage(file, parts.map((part) => part.text))) return false;
  for (const part of parts) texts.add(part.text, 'text', inside ? 'embedded page' : 'page', part.start, part.end, part.group, part);
  return true;
}

/** Parts of a page that are no text of it. */
const PROGRAMS = /<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;

function plain(text: string, texts: Texts): boolean {
  texts.add(text, 'text', 'embedded text', 0, text.length, 'text');
  return true;
}

/** What reads as sentences in a file of another kind: the rest of a film or a picture is no text, whatever letters its bytes make. */
function sentencesBetween(bytes: Uint8Array, texts: Texts): boolean {
  for (const { text, start, end } of sentences(bytes)) texts.add(text, `byte ${start}`, 'embedded text', start, end, `byte ${start}`);
  return true;
}

const latin = new TextDecoder('latin1');

/** Whether the start of a file reads as text: nothing else is clinical text. */
export function isText(head: Uint8Array): boolean {
  if (head.length === 0) return false;
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  for (const b of head) if (b === 0 || (b < 0x20 && b !== 9 && b !== 10 && b !== 13 && b !== 11 && b !== 12 && b !== 0x1b && b !== 0x1c)) return false;
  return true;
}

function firstCharacter(head: Uint8Array): string {
  const text = markedText(head).replace(/^[\s\ufeff]+/, '');
  return text[0] ?? '';
}

/** Cheap: JSON that can be a FHIR resource or DICOM JSON names one of these early or anywhere. */
function mentionsRecord(bytes: Uint8Array): boolean {
  const text = markedText(bytes.subarray(0, 1 << 20));
  return /"resourceType"\s*:\s*"[A-Z]|"[0-9A-Fa-f]{8}"\s*:\s*\{\s*"vr"\s*:/.test(text);
}
