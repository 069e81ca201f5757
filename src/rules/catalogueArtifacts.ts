import type { RuleMeta } from './rule.ts';

type Entry = Omit<RuleMeta, 'scope' | 'owasp' | 'atlas'> & Partial<Pick<RuleMeta, 'owasp' | 'atlas'>>;

const artifact = (entry: Entry): RuleMeta => ({ scope: 'artifact', owasp: ['LLM01'], atlas: ['AML.T0051.001'], ...entry });

const DISARM = 'Remove the text (`dosimeter disarm FILE` writes a copy without it)';

const injected = (id: string, where: string, removal = 'Remove the text'): RuleMeta => artifact({
  id,
  severity: 'error',
  title: `${where} addresses or commands a model`,
  risk: 'A pipeline that hands this text to a model hands over an instruction of whoever wrote the file.',
  remedy: `${removal}, or keep the file as a test case in a folder that dosimeter.jsonc excludes and that no pipeline reads.`,
  cwe: ['CWE-1427'],
});

const identifiable = (id: string, what: string): RuleMeta => artifact({
  id,
  severity: 'warning',
  title: `${what} seems to hold identifiers of a real person`,
  risk: 'The repository, its clones and its history spread them.',
  remedy: 'De-identify the file and rewrite the history that held it, or replace it by a synthetic one.',
  cwe: ['CWE-359'],
  owasp: ['LLM02'],
  atlas: [],
});

const unreadable = (id: string, what: string): RuleMeta => artifact({
  id,
  severity: 'warning',
  title: `${what} can not be read past a point`,
  risk: 'What stands behind that point was not screened, and other readers may see something different there.',
  remedy: 'Replace the file by an intact one, or exclude it if it is broken on purpose.',
  cwe: ['CWE-1286'],
  atlas: [],
});

/** Rules over DICOM, PDF and clinical text files. */
export const ARTIFACT_RULES: readonly RuleMeta[] = [
  injected('dicom/injected-instruction', 'Text of a DICOM element', DISARM),
  artifact({
    id: 'dicom/invisible-text',
    severity: 'error',
    title: 'Characters that nobody sees carry or split a message',
    risk: 'A person who reviews the header reads something else than a model does.',
    remedy: 'Remove tag characters, zero-width and bidirectional controls; replace letters that only look alike.',
    cwe: ['CWE-1007', 'CWE-451'],
  }),
  artifact({
    id: 'dicom/encoded-payload',
    severity: 'warning',
    title: 'An encoded value decodes to an instruction, a script or a link',
    risk: 'Models decode common encodings by themselves, filters rarely do.',
    remedy: 'Remove the value, or move binary content to an element meant for it.',
    cwe: ['CWE-506', 'CWE-1427'],
  }),
  artifact({
    id: 'dicom/executable-preamble',
    severity: 'error',
    title: 'The 128-byte preamble makes the file a program or a second document',
    risk: 'The same bytes are an image to a viewer and an executable to an operating system.',
    remedy: 'Overwrite the preamble with zeros.',
    cwe: ['CWE-434', 'CWE-506'],
    owasp: [],
    atlas: [],
  }),
  artifact({
    id: 'dicom/trailing-data',
    severity: 'warning',
    title: 'Text, markup or a second file stands behind the data set or in padding',
    risk: 'Viewers ignore it; extractors and polyglot loaders do not.',
    remedy: 'Rewrite the file so that it ends where its data set ends.',
    cwe: ['CWE-506'],
    atlas: [],
  }),
  artifact({
    id: 'dicom/value-violates-vr',
    severity: 'warning',
    title: 'A value breaks the length or repertoire of its VR and makes room for text',
    risk: 'Code that trusts the VR (16 characters of a code) passes a whole sentence on.',
    remedy: 'Correct the value; reject such files where they are received.',
    cwe: ['CWE-1284'],
    atlas: [],
  }),
  artifact({
    id: 'dicom/active-content',
    severity: 'error',
    title: 'A value holds markup, script, a query or template expression, a formula, a link or role markers',
    risk: 'It acts in the browser, spreadsheet, database, logger or chat template that shows it.',
    remedy: 'Remove the value; escape element text wherever it is shown.',
    cwe: ['CWE-79', 'CWE-94', 'CWE-1236', 'CWE-1427'],
    owasp: ['LLM01', 'LLM05'],
  }),
  injected('dicom/burned-in-instruction', 'Text burned into the pixels'),
  identifiable('dicom/identifiable-data', 'A DICOM file kept in the repository'),
  artifact({
    id: 'dicom/hostile-structure',
    severity: 'warning',
    title: 'Lengths, nesting, dimensions or compression ratios are made to exhaust a reader',
    risk: 'Opening the file can stop the receiving system.',
    remedy: 'Remove the file; put limits in front of the reader.',
    cwe: ['CWE-400', 'CWE-409', 'CWE-674'],
    owasp: ['LLM10'],
    atlas: ['AML.T0029'],
  }),
  artifact({
    id: 'dicom/invalid-signature',
    severity: 'warning',
    title: 'A digital signature of the data set does not verify',
    risk: 'Elements or pixels were changed after somebody vouched for them.',
    remedy: 'Find out what changed and get the original from where it was signed; a tool that changes a data set has to remove its signatures.',
    cwe: ['CWE-347'],
    owasp: [],
    atlas: [],
  }),
  unreadable('dicom/unreadable', 'A DICOM file'),
  injected('pdf/injected-instruction', 'Visible or hidden text of a PDF', DISARM),
  artifact({
    id: 'pdf/hidden-text',
    severity: 'error',
    title: 'A PDF holds text that a person can not see',
    risk: 'The text layer that a model is given says more than the page that a reader is shown.',
    remedy: 'Remove the hidden text, or rebuild the text layer from the rendered page.',
    cwe: ['CWE-451'],
  }),
  artifact({
    id: 'pdf/active-content',
    severity: 'error',
    title: 'A PDF acts on its own: JavaScript, launch, form submission or remote actions',
    risk: 'Opening the document runs code or contacts a server.',
    remedy: 'Remove the actions; rewrite the document as PDF/A.',
    cwe: ['CWE-94', 'CWE-829'],
    owasp: [],
    atlas: [],
  }),
  artifact({
    id: 'pdf/embedded-file',
    severity: 'note',
    title: 'A PDF carries attachments',
    risk: 'A reader or an extractor may open what the page does not show.',
    remedy: 'Remove attachments that are not needed; never ones of kinds that run.',
    cwe: ['CWE-434'],
    atlas: [],
  }),
  artifact({
    id: 'pdf/deceptive-mapping',
    severity: 'warning',
    title: 'The text extracted from a PDF differs from what its glyphs show',
    risk: 'The reader approves one sentence and the model is given another.',
    remedy: 'Extract the text by OCR of the rendered page, or ask for an intact document.',
    cwe: ['CWE-451', 'CWE-1007'],
  }),
  artifact({
    id: 'pdf/shadowed-content',
    severity: 'warning',
    title: 'A PDF holds replaced, detached or appended content',
    risk: 'Different readers show different versions, and extractors may take text from all of them.',
    remedy: 'Rewrite the document so that only the current version is left.',
    cwe: ['CWE-451'],
  }),
  identifiable('pdf/identifiable-data', 'A PDF kept in the repository'),
  unreadable('pdf/unreadable', 'A PDF'),
  injected('clinical-text/injected-instruction', 'Text of an HL7, FHIR, CDA or report file'),
];
