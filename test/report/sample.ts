import type { Finding, Report } from '../../src/base/finding.ts';
import { reportView, type ReportView } from '../../src/report/view.ts';

export const TRIAGE = `import pydicom
from client import ask

ds = pydicom.dcmread(path)
note = ds.PatientComments
ask("Note: " + note)
`;

export const CLIENT = `def ask(text):
    return openai.chat.completions.create(messages=[{"role": "user", "content": text}])
`;

const at = (file: string, text: string, part: string): Finding['place'] => {
  const start = text.indexOf(part);
  return { file, start, end: start + part.length };
};

/** A flow over two files with a fix that touches one and creates another. */
export const flowFinding: Finding = {
  ruleId: 'prompt-injection/untrusted-text-in-prompt',
  severity: 'error',
  message: 'PatientComments (0010,4000) read from a DICOM file reaches the user message of openai chat.completions.create.',
  place: at('src/client.py', CLIENT, 'content": text'),
  flow: [
    { place: at('src/triage.py', TRIAGE, 'ds.PatientComments'), message: 'PatientComments is read', kind: 'source', depth: 0, row: 'pydicom.yml#3' },
    { place: at('src/triage.py', TRIAGE, 'ask("Note: " + note)'), message: 'passed to ask', kind: 'call', depth: 0 },
    { place: at('src/client.py', CLIENT, 'content": text'), message: 'sent to the model', kind: 'sink', depth: 1 },
  ],
  related: [{ place: at('src/triage.py', TRIAGE, 'pydicom.dcmread(path)'), message: 'the file is read here' }],
  confidence: 'high',
  features: [],
  fingerprint: '0123456789abcdef0123',
  fixes: [{
    title: 'Screen the text',
    level: 'safe',
    edits: [{ ...at('src/triage.py', TRIAGE, 'ds.PatientComments'), newText: 'screen_untrusted(ds.PatientComments)' }],
    creates: [{ file: 'dosimeter_guard.py', text: 'def screen_untrusted(text):\n    raise ValueError\n' }],
  }],
  facts: { sourceKind: 'dicom-text', element: 'PatientComments (0010,4000) LT', capacity: 'high', sink: 'user message of openai chat.completions.create' },
};

/** A finding in a binary file. */
export const artifactFinding: Finding = {
  ruleId: 'dicom/injected-instruction',
  severity: 'warning',
  message: 'StudyDescription holds <b>"ignore"</b>\u001B[31m & more\r\n::error::x',
  place: { file: 'data/ünï cödé.dcm', start: 0, end: 0 },
  flow: [], related: [], confidence: 'medium', features: ['widened'], fingerprint: 'ffff456789abcdef0123', fixes: [],
  logicalLocation: '(0008,1030)',
};

export const sampleReport: Report = {
  findings: [artifactFinding, flowFinding],
  suppressed: [{ finding: { ...flowFinding, fingerprint: 'aaaa456789abcdef0123' }, reason: 'screened upstream', comment: at('src/triage.py', TRIAGE, 'import pydicom') }],
  notices: [{ level: 'warning', code: 'unreadable-file', message: 'x.py was not analysed: EACCES: permission denied', file: 'x.py' }],
  files: [{ file: 'src/client.py', status: 'ok' }, { file: 'src/triage.py', status: 'partly', reason: 'a syntax error' }],
  timings: {},
};

/** A view of a report over the sample texts. */
export const view = (report: Report): ReportView => reportView({
  report,
  flowRules: [],
  version: '1.2.3',
  rootUri: 'file:///project/',
  show: (file) => file,
  text: (file) => ({ 'src/triage.py': TRIAGE, 'src/client.py': CLIENT })[file],
});
