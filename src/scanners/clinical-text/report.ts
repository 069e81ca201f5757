import { jsonStrings, spell } from './jsonRecords.ts';
import type { Texts } from './read.ts';

/** Names of sections of reports and letters, in the languages of the screen. */
const SECTIONS =
  '(?:clinical )?(?:history|information|indication|question)|indication|technique|comparison|findings?|impression|conclusion|procedure|protocol|recommendations?|reason for (?:exam|study|visit)|chief complaint|history of present illness|past medical history|medications?|allergies|assessment(?: and plan)?|plan|physical exam(?:ination)?|hospital course|discharge (?:diagnosis|instructions|summary)|exam(?:ination)?|study|accession(?: number)?|patient(?: name| id)?|mrn|dob|date of (?:birth|exam|service)|radiologist|referring physician|addendum|report|klinische angaben|fragestellung|indikation|technik|befund|beurteilung|anamnese|diagnosen?|therapie|verlauf|epikrise|vergleich|patient(?:in)?|antécédents|technique|résultats?|conclusion|renseignements cliniques|motif|hallazgos|impresi[óo]n|t[ée]cnica|antecedentes|conclusi[óo]n|motivo|comparaci[óo]n|reperti|referto|conclusioni|quesito|quesito clinico|achados|impress[ãa]o|conclus[ãa]o|bevindingen|conclusie|klinische gegevens|所见|诊断|印象|檢查所見|影像所见|检查方法|所見|診断|検査方法|소견|결론|판독|الموجودات|النتيجة|описание|заключение|анамнез|жалобы';
const HEADING = new RegExp(`^[ \\t*#>_-]{0,6}(?:${SECTIONS})[ \\t]*[:：\\-–]`, 'gimu');

/** The same within a line, as in tables and records that have lost their line ends. */
const LOOSE_HEADING = new RegExp(`(?:^|[\\s.;"。]|\\\\[nr])(?:${SECTIONS})[ \\t]*[:：]`, 'giu');

/** Files in which a report fixture can be. Source code, documentation and prompts are no reports. */
const NAMES = /(?:\.(?:txt|text|rpt|report|rep|note|asc|out|md|rst|log|dat|csv|tsv|rtf)|(?:^|\/)[^./]+)$/i;

/** Documentation and settings for agents, whose business is to address a model or to describe reports. */
const NO_REPORT = /(?:^|\/)(?:readme|contributing|changelog|license|licence|notice|security|agents|claude|gemini|skill|copilot-instructions|requirements[\w.-]*|[\w.-]*(?:prompt|instruction)s?[\w.-]*)(?:\.\w+)*$|(?:^|\/)(?:prompts?|instructions|skills|agents|\.github|\.cursor|\.claude|docs?)\//i;

/** A text that begins by giving a model its role is a prompt, whatever sections it describes. */
const PROMPT = /^\s*(?:#[^\n]*\n\s*)?(?:you are|you're|your (?:task|role|job) is|act as|as an? (?:ai|expert)|du bist|sie sind ein|tu es|vous êtes|eres un|sei un|você é|je bent|你是|あなたは|당신은|ты|вы —|أنت)\b/iu;

/** Whether a text file is a clinical report: at least two sections of one, and no prompt or documentation. */
export function looksLikeReport(file: string, head: string, whole: () => string): boolean {
  if (!NAMES.test(file) || NO_REPORT.test(file) || PROMPT.test(head)) return false;
  // Markdown with code or links in its first lines is documentation.
  if (/\.(?:md|rst)$/i.test(file) && (!DATA_FOLDER.test(file) || /```|\]\(/.test(head))) return false;
  return countHeadings(head, 2) >= 2 || countHeadings(whole().slice(0, 20_000), 3) >= 3;
}

/** Folders of data, as opposed to documentation and templates. */
const DATA_FOLDER = /(?:^|\/)(?:tests?|fixtures?|samples?|data|examples?|reports?|testdata|resources)\//i;

/** Headings of a page that make it a report. A site has pages with one or two of these words. */
const PAGE_HEADINGS = 3;

/** Blocks at the start of a page that are looked at. */
const PAGE_BLOCKS = 400;

/** Whether a page of the web is a clinical report: a file among data, with headings of one. */
export function isReportPage(file: string, blocks: readonly string[]): boolean {
  if (!mayHoldReports(file)) return false;
  // On a page a heading need not end with a colon.
  const text = blocks.slice(0, PAGE_BLOCKS).map((block) => (block.length < 40 && !/[:：]$/.test(block) ? `${block}:` : block)).join('\n');
  return countHeadings(text, PAGE_HEADINGS) >= PAGE_HEADINGS;
}

/** Shorter values hold no report. */
const SHORTEST_REPORT = 40;

/** Whether a value of a record or table is a report: it has sections of one and gives no model its role. */
const isReportValue = (value: string): boolean => value.length >= SHORTEST_REPORT && !PROMPT.test(value) && countHeadings(value, 2, LOOSE_HEADING) >= 2;

/** Keys under which prompts stand, whose business is to address a model. */
const PROMPT_KEYS = /prompt|instruction|system|template|message|question|role|content/i;

/** Whether reports can be looked for in a table or record: by its name, before it is read. */
export const mayHoldReports = (file: string): boolean => DATA_FOLDER.test(file) && !NO_REPORT.test(file);

/** Whether a file is a table, by its name. */
export const isTable = (file: string): boolean => /\.[ct]sv$/i.test(file);

/** Reads the reports among the values of JSON that is no clinical record. False where there are none. */
export function readReportsInJson(text: string, texts: Texts): boolean {
  if (countHeadings(text, 2, LOOSE_HEADING) < 2) return false;
  let found = false;
  for (const { path, value, start, end } of jsonStrings(text)) {
    if (path.some((step) => typeof step === 'string' && PROMPT_KEYS.test(step)) || !isReportValue(value)) continue;
    found = true;
    const where = spell(path) || 'text';
    texts.add(value, where, `report ${where}`, start, end, where);
  }
  return found;
}

/** Cells of a table: quoted ones with their marks, plain ones. */
const CELL = /"((?:[^"]|"")*)"|[^,;\t\r\n"]+/g;

/** Reads the reports among the cells of a table. False where there are none. */
export function readReportsInTable(text: string, texts: Texts): boolean {
  if (countHeadings(text, 2, LOOSE_HEADING) < 2) return false;
  let found = false;
  let row = 1;
  let counted = 0;
  for (const match of text.matchAll(CELL)) {
    const value = match[1]?.replaceAll('""', '"') ?? match[0];
    if (!isReportValue(value)) continue;
    for (; counted < match.index; counted++) if (text[counted] === '\n') row++;
    found = true;
    texts.add(value, `line ${row}`, `report in line ${row}`, match.index, match.index + match[0].length, `line ${row}`);
  }
  return found;
}

function countHeadings(text: string, enough: number, heading: RegExp = HEADING): number {
  const seen = new Set<string>();
  for (const match of text.matchAll(heading)) {
    seen.add(match[0].toLowerCase().replace(/[^\p{L}]+/gu, ''));
    if (seen.size >= enough) break;
  }
  return seen.size;
}

/** Gives the report section by section. `span`: where it is written, if it is not written as it reads. */
export function readReport(text: string, texts: Texts, span?: { readonly start: number; readonly end: number }): boolean {
  const starts = [0];
  for (const match of text.matchAll(HEADING)) if (match.index > 0) starts.push(match.index);
  starts.forEach((start, i) => {
    const end = starts[i + 1] ?? text.length;
    const part = text.slice(start, end);
    if (part.trim().length < 4) return;
    const name = /^[^\p{L}]*([\p{L} ]{2,40})[:：\-–]/u.exec(part)?.[1]?.trim() ?? 'text';
    texts.add(part, `section ${name}`, `section ${name}`, span?.start ?? start, span?.end ?? end, 'report');
  });
  return true;
}
