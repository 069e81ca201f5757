import { random } from '../test/syntax/support.ts';

/** A generated source file. */
export interface ProjectFile { readonly file: string; readonly text: string }

/** Files that read imaging data and files that call a model, in this many of a hundred; the rest passes values on. */
const READERS = 6;
const CALLERS = 6;

/**
 * A project of `size` files, half Python and half TypeScript, the same for every run: readers of data sets, helpers and classes
 * that hand values on over several imports, and callers of models at the end of the chains. What a file may import comes before
 * it, so that values flow one way and most callers are reached from a reader in another file.
 */
export function generatedProject(size: number, seed = 1): ProjectFile[] {
  const below = random(seed);
  return Array.from({ length: size }, (_, i) => {
    const kind = i < 2 ? 'reader' : pick(below(100));
    const n = Math.floor(i / 2);
    const imports = [...new Set(Array.from({ length: 3 }, () => below(Math.max(1, n))))].filter((m) => m < n);
    return i % 2 === 0 ? { file: `service/m${n}.py`, text: python(n, kind, imports, below) } : { file: `web/m${n}.ts`, text: typescript(n, kind, imports, below) };
  });
}

type Kind = 'reader' | 'caller' | 'helper';
type Random = ReturnType<typeof random>;
const pick = (percent: number): Kind => (percent < READERS ? 'reader' : percent < READERS + CALLERS ? 'caller' : 'helper');
const ELEMENTS = ['StudyDescription', 'PatientComments', 'Modality', 'SeriesDescription', 'AdditionalPatientHistory', 'Rows'];

function python(n: number, kind: Kind, imports: readonly number[], below: Random): string {
  const head = [
    kind === 'reader' ? 'import pydicom' : kind === 'caller' ? 'from openai import OpenAI' : 'import json',
    ...imports.map((m) => `from m${m} import value_${m}, Record${m}`), '', ...(kind === 'caller' ? ['client = OpenAI()', ''] : []),
  ];
  const start = kind === 'reader' ? `pydicom.dcmread(path).${ELEMENTS[below(ELEMENTS.length)]}` : imports.length ? `value_${imports[0]}(path)` : 'str(path)';
  const body = [
    `class Record${n}:`, '    def __init__(self, title, text):', '        self.title = title', '        self.text = text', '        self.notes = []', '',
    '    def add(self, note):', '        if note:', '            self.notes.append(note)', '        return self', '',
    '    def lines(self):', '        return [self.title, self.text, *self.notes]', '',
    `def value_${n}(path):`, `    text = ${start}`, `    record = Record${n}("file ${n}", text)`,
    ...imports.slice(1).map((m) => `    record.add(Record${m}("part", str(path)).title)`),
    '    return "\\n".join(record.lines())', '',
    ...helpersPython(n, below),
  ];
  const call = kind === 'caller' ? [`def ask_${n}(path):`, `    text = value_${n}(path)`, '    return client.chat.completions.create(', '        model="gpt-4o",', '        messages=[{"role": "user", "content": f"Summarise: {text}"}],', '    )', ''] : [];
  return [...head, ...body, ...call].join('\n');
}

function helpersPython(n: number, below: Random): string[] {
  return Array.from({ length: 4 + below(6) }, (_, k) => [
    `def helper_${n}_${k}(items, limit=${below(100)}):`, '    out = {}', '    for index, item in enumerate(items):',
    '        if index > limit or not item:', '            continue', '        key = str(item).strip().lower()',
    '        out[key] = out.get(key, 0) + 1', '    return sorted(out, key=lambda name: out[name])', '',
  ]).flat();
}

function typescript(n: number, kind: Kind, imports: readonly number[], below: Random): string {
  const head = [
    ...(kind === 'reader' ? ["import { readFileSync } from 'node:fs';", "import dicomParser from 'dicom-parser';"] : kind === 'caller' ? ["import OpenAI from 'openai';"] : []),
    ...imports.map((m) => `import { value${m}, Record${m} } from './m${m}.js';`), '', ...(kind === 'caller' ? ['const client = new OpenAI();', ''] : []),
  ];
  const start = kind === 'reader' ? `dicomParser.parseDicom(readFileSync(path)).string('x00${['081030', '104000', '080060'][below(3)]}') ?? ''` : imports.length ? `value${imports[0]}(path)` : 'String(path)';
  const body = [
    `export class Record${n} {`, '  readonly notes: string[] = [];', '  constructor(readonly title: string, readonly text: string) {}',
    '  add(note: string): this {', '    if (note) this.notes.push(note);', '    return this;', '  }',
    '  lines(): string[] {', '    return [this.title, this.text, ...this.notes];', '  }', '}', '',
    `export function value${n}(path: string): string {`, `  const text = ${start};`, `  const record = new Record${n}('file ${n}', text);`,
    ...imports.slice(1).map((m) => `  record.add(new Record${m}('part', path).title);`),
    "  return record.lines().join('\\n');", '}', '',
    ...helpersTypescript(n, below),
  ];
  const call = kind === 'caller' ? [`export async function ask${n}(path: string) {`, `  const text = value${n}(path);`, '  return client.chat.completions.create({', "    model: 'gpt-4o',", "    messages: [{ role: 'user', content: `Summarise: ${text}` }],", '  });', '}', ''] : [];
  return [...head, ...body, ...call].join('\n');
}

function helpersTypescript(n: number, below: Random): string[] {
  return Array.from({ length: 4 + below(6) }, (_, k) => [
    `export function helper${n}x${k}(items: readonly string[], limit = ${below(100)}): string[] {`, '  const out = new Map<string, number>();',
    '  items.forEach((item, index) => {', '    if (index > limit || !item) return;', '    const key = item.trim().toLowerCase();',
    '    out.set(key, (out.get(key) ?? 0) + 1);', '  });', '  return [...out.keys()].sort();', '}', '',
  ]).flat();
}
