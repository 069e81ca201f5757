import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkIR } from '../../../src/ir/validate.ts';
import { remapModule } from '../../../src/ir/remap.ts';
import { readNotebook } from '../../../src/languages/notebook/notebook.ts';
import { python } from '../../../src/languages/python/python.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { parseToTree } from '../../../src/syntax/parse.ts';
import { random } from '../../syntax/support.ts';

before(() => prepareSyntax());

interface CellSpec { readonly source: string | readonly string[]; readonly count?: number | null; readonly type?: string }

const notebook = (cells: readonly CellSpec[], language = 'python'): string => JSON.stringify({
  cells: cells.map((c) => ({ cell_type: c.type ?? 'code', execution_count: c.count ?? null, metadata: {}, outputs: [], source: c.source })),
  metadata: { kernelspec: { language } }, nbformat: 4, nbformat_minor: 5,
}, null, 1);

const textOf = (...cells: CellSpec[]): string | undefined => readNotebook(notebook(cells))?.text;

test('cells run by execution count where all have one, else in order', () => {
  assert.equal(textOf({ source: 'b', count: 2 }, { source: '', count: null }, { source: 'a', count: 1 }), 'a\nb\n');
  assert.equal(textOf({ source: 'b', count: 2 }, { source: 'a' }), 'b\na\n');
  assert.equal(textOf({ source: '# text', type: 'markdown' }, { source: 'raw', type: 'raw' }, { source: ['a\n', 'b'] }), 'a\nb\n');
});

test('magics: what is Python stays, the rest does nothing', () => {
  assert.equal(textOf({ source: '%matplotlib inline\nx = 1' }), 'pass\nx = 1\n');
  assert.equal(textOf({ source: '%%time\ny = f(x)' }), '\ny = f(x)\n');
  assert.equal(textOf({ source: '%time y = f(x)\n%timeit -n 10 g(y)' }), 'y = f(x)\ng(y)\n');
  assert.equal(textOf({ source: '%%bash\nrm -r x' }, { source: '%%writefile a.py\nimport x' }), '');
  assert.equal(textOf({ source: 'if a:\n    %load_ext x\nframe?\n?frame' }), 'if a:\n    pass\npass\npass\n');
  assert.equal(textOf({ source: 'files = %sx ls' }), 'files = None\n');
  assert.equal(textOf({ source: '%run lib/helpers.py --fast\n%run ../top.ipynb' }), 'from .lib.helpers import *\nfrom ..top import *\n');
});

test('percent and exclamation marks inside code are code', () => {
  for (const source of ['x = ("%s"\n     % y)', 't = """\n%time x\n!ls\n"""', 'a = b \\\n  % c', 'x != 1', 'y = x % 2', "s = '%d' % x  # !no"]) {
    assert.equal(textOf({ source }), source + '\n', source);
  }
});

test('shell lines become calls with the expanded values', () => {
  assert.equal(textOf({ source: '!dcm2niix {options} -o "$OUT" {a[0].b} \'{print $$1}\'' }),
    'get_ipython().system(f"dcm2niix {options} -o \\"{OUT}\\" {a[0].b} \'{{print $$1}}\'")\n');
  assert.equal(textOf({ source: 'names = !ls {folder}' }), 'names = get_ipython().getoutput(f"ls {folder}")\n');
  assert.equal(textOf({ source: '!echo a \\\n  {b}\nc' }), 'get_ipython().system(f"echo a \\\\   {b}")\nc\n');
});

test('cells that do not close, other languages and no notebooks', () => {
  const broken = readNotebook(notebook([{ source: 'f(' }, { source: 'x = """' }, { source: 'y = 1' }]));
  assert.deepEqual([broken?.text, broken?.broken], ['y = 1\n', 2]);
  assert.equal(readNotebook(notebook([{ source: 'x <- 1' }], 'R')), undefined);
  assert.equal(readNotebook('{"a": 1}'), undefined);
  assert.equal(readNotebook('not json'), undefined);
  assert.equal(readNotebook('['.repeat(200_000)), undefined);
});

test('format 3', () => {
  const json = JSON.stringify({ worksheets: [{ cells: [{ cell_type: 'code', language: 'python', input: ['x = 1\n', 'y'], prompt_number: 1 }] }], metadata: {} });
  assert.equal(readNotebook(json)?.text, 'x = 1\ny\n');
});

test('offsets lead back to the file, through escapes and rewritten lines', () => {
  const json = notebook([{ source: ['text = "é\\t\\"quoted\\"" + f"{\\u0064s}"\n', '!run {text} now\n', 'send(text)'], count: 1 }]);
  const source = readNotebook(json)!;
  const back = (needle: string): string => {
    const start = source.text.indexOf(needle);
    const span = source.map.toFileSpan({ start, end: start + needle.length });
    return json.slice(span.start, span.end);
  };
  assert.equal(back('send(text)'), 'send(text)');
  assert.equal(back('"é'), '\\"é');
  assert.equal(back('text} now'), 'text} now');
  assert.equal(json.slice(source.map.toFile(source.text.indexOf('get_ipython')))[0], '!');
});

test('any notebook gives spans inside the file, and its IR keeps them there', () => {
  const pieces = ['x = 1\n', '!ls {x}\n', '%time f(x)\n', '%%time\n', '"""', 'f(', ')', '\\', '\n', '\u2028', '"q\\n"', '{y}', '$z', 'for i in x:\n  ', '%run a.py\n', 'é𝄞'];
  for (let i = 0; i < 500; i++) {
    const below = random(31 * i + 7);
    const cells = Array.from({ length: 1 + below(4) }, (): CellSpec => ({
      source: Array.from({ length: below(6) }, () => pieces[below(pieces.length)]!), count: below(3) === 0 ? null : below(9),
    }));
    const json = notebook(cells);
    const source = readNotebook(json)!;
    let last = 0;
    for (let at = 0; at <= source.text.length; at++) {
      const { start, end } = source.map.toFileSpan({ start: Math.min(last, at), end: at });
      assert.ok(start >= 0 && start <= end && end <= json.length, `case ${i}, offset ${at}`);
      last = at - below(3);
      if (last < 0) last = 0;
    }
    const module = python.lower({ tree: parseToTree('python', source.text), file: 'a.ipynb', contentHash: '' });
    assert.deepEqual(checkIR(remapModule(module, source.map.toFileSpan), json.length), []);
  }
});
