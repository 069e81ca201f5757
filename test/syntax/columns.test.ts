import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { MAX_SOURCE_CHARS, MAX_TREE_DEPTH } from '../../src/base/limits.ts';
import { F as pyF, K as py } from '../../src/languages/python/nodeKinds.ts';
import { F as tsF, K as ts } from '../../src/languages/typescript/nodeKinds.ts';
import { prepareSyntax } from '../../src/session/grammarFiles.ts';
import { type GrammarId, GRAMMARS, grammarFor, kindName, ParseLimitError, parseToTree } from '../../src/syntax/parse.ts';
import * as t from '../../src/syntax/tree.ts';
import { checkColumns, dump, samplesBelow } from './support.ts';

before(() => prepareSyntax());

describe('columns', () => {
  test('hold a consistent tree for every sample', () => {
    const samples = [...samplesBelow('test/syntax/corpus'), ...samplesBelow('src'), ...samplesBelow('scripts')];
    for (const grammar of GRAMMARS) assert.ok(samples.some((sample) => sample.grammar === grammar), `a sample of ${grammar}`);
    for (const { name, grammar, text } of samples) {
      const tree = parseToTree(grammar, text);
      checkColumns(tree);
      // Only the corpus is written for these grammars; the product's own code may use newer syntax than they know.
      if (name.startsWith('test/')) assert.deepEqual(tree.errors, [], `${name} has syntax errors:\n${tree.errors.map((e) => text.slice(e.start, e.end)).join('\n')}`);
    }
  });

  test('tell nodes, tokens and comments apart', () => {
    const tree = parseToTree('python', 'f(a,  # why\n  b)\n');
    const args = tree.kind.indexOf(py.argument_list);
    assert.ok(args > 0);
    assert.deepEqual(t.namedChildren(tree, args).map((i) => t.nodeText(tree, i)), ['a', 'b']);
    assert.deepEqual(t.children(tree, args).map((i) => t.nodeText(tree, i)), ['(', 'a', ',', '# why', 'b', ')']);
    assert.deepEqual(t.comments(tree).map((i) => t.nodeText(tree, i)), ['# why']);
    assert.equal(t.nodeText(tree, t.firstNamedChild(tree, args)), 'a');
    assert.equal(t.nodeText(tree, t.lastNamedChild(tree, args)), 'b');
    assert.equal(t.nodeText(tree, t.childByKind(tree, args, py[','])), ',');
    const leaf = t.firstNamedChild(tree, args);
    assert.equal(t.firstChild(tree, leaf), -1);
    assert.equal(t.nodeText(tree, t.nextSibling(tree, leaf, tree.next[args]!)), ',');
    assert.equal(t.nextSibling(tree, t.lastNamedChild(tree, args) + 1, tree.next[args]!), -1);
  });

  test('find children by field, repeated ones too', () => {
    const tree = parseToTree('python', 'import a, b as c\nx = y\n');
    const [imports, statement] = t.namedChildren(tree, 0) as [number, number];
    assert.deepEqual(t.childrenByField(tree, imports, pyF.name).map((i) => t.nodeText(tree, i)), ['a', 'b as c']);
    const assignment = t.firstNamedChild(tree, statement);
    assert.equal(t.nodeText(tree, t.childByField(tree, assignment, pyF.right)), 'y');
    assert.equal(t.childByField(tree, assignment, pyF.alias), -1);
  });

  test('count UTF-16 units', () => {
    const text = 's = "患者 🩻"; after = 1\n';
    const tree = parseToTree('python', text);
    const path = t.pathAt(tree, text.indexOf('after'));
    assert.equal(t.nodeText(tree, path.at(-1)!), 'after');
    assert.deepEqual(t.nodeSpan(tree, path.at(-1)!), { start: text.indexOf('after'), end: text.indexOf('after') + 5 });
  });

  test('find the path to an offset', () => {
    const tree = parseToTree('typescript', 'call(x + 1);');
    assert.deepEqual(t.pathAt(tree, 5).map((i) => kindName('typescript', tree.kind[i]!)), ['program', 'expression_statement', 'call_expression', 'arguments', 'binary_expression', 'identifier']);
    assert.deepEqual(t.pathAt(tree, 100), [0]);
  });

  test('show .ts and .tsx files under one numbering', () => {
    const text = 'export async function f({ a, b }: P, ...c: string[]): Promise<void> { await g(`x${a}`, b!.c?.[0] as T); }\n';
    const asTs = parseToTree('typescript', text);
    const asTsx = parseToTree('tsx', text);
    assert.deepEqual({ ...asTs, language: '' }, { ...asTsx, language: '' });
    assert.equal(asTs.language, 'typescript');
    assert.equal(asTsx.language, 'typescript');
    const cast = parseToTree('typescript', 'let x = <any>y;');
    assert.ok(cast.kind.includes(ts.type_assertion));
    assert.equal(kindName('typescript', ts.type_assertion), 'type_assertion');
    const element = parseToTree('tsx', 'let x = <any>y</any>;');
    assert.ok(element.kind.includes(ts.jsx_element));
    assert.ok(element.field.includes(tsF.open_tag));
  });

  test('grammar of a file', () => {
    const grammars = ['a.ts', 'a.mts', 'a.cts', 'a.d.ts', 'a.tsx', 'a.js', 'a.mjs', 'a.cjs', 'a.jsx', 'A.TS'].map((file) => grammarFor('typescript', file));
    assert.deepEqual(grammars, ['typescript', 'typescript', 'typescript', 'typescript', 'tsx', 'tsx', 'tsx', 'tsx', 'tsx', 'typescript'] satisfies GrammarId[]);
    assert.equal(grammarFor('python', 'x.ts'), 'python');
  });
});

describe('errors', () => {
  test('a skipped part is reported and the rest is there', () => {
    const text = 'def f(:\n    pass\n\nx = good(1)\n';
    const tree = parseToTree('python', text);
    assert.ok(tree.errors.length > 0);
    assert.ok([...tree.kind].includes(py.call), dump(tree, 'python'));
    checkColumns(tree);
  });

  test('a token that the parser assumed is reported', () => {
    const tree = parseToTree('java', 'class A { int x = 1 }');
    assert.deepEqual(tree.errors, [{ start: 19, end: 19 }]);
  });

  test('an empty text, noise and odd characters give a tree', () => {
    for (const grammar of GRAMMARS) {
      for (const text of ['', '\n', '\0', '\uFEFFx', '\uD800', '}}}', '"', '\u2028;', 'a\r\nb']) checkColumns(parseToTree(grammar, text));
    }
  });
});

describe('limits', () => {
  const nested: Record<GrammarId, [string, string, string, string]> = {
    python: ['', '(', ')', '\n'],
    typescript: ['', '(', ')', ';'],
    tsx: ['', '[', ']', ';'],
    java: ['class A { int x = ', '(', ')', '; }'],
    csharp: ['class A { int x = ', '(', ')', '; }'],
  };
  for (const grammar of GRAMMARS) {
    test(`50,000 nested brackets in ${grammar}`, () => {
      const [before, open, close, after] = nested[grammar];
      for (const text of [`${before}${open.repeat(50_000)}1${close.repeat(50_000)}${after}`, before + open.repeat(50_000)]) {
        const tree = parseToTree(grammar, text);
        checkColumns(tree);
        assert.ok(tree.truncated.length > 0 || tree.errors.length > 0, 'said that something is missing');
        assert.ok(depth(tree) <= MAX_TREE_DEPTH);
      }
    });
  }

  test('a text that is too long is refused', () => {
    assert.throws(() => parseToTree('python', ' '.repeat(MAX_SOURCE_CHARS + 1)), (error) => error instanceof ParseLimitError && error.limit === 'source-size');
  });

  test('a deadline stops the parser, and the next parse is not affected', () => {
    const text = 'x = f(1, [2, 3])\n'.repeat(100_000);
    assert.throws(() => parseToTree('python', text, { deadlineMs: 1 }), (error) => error instanceof ParseLimitError && error.limit === 'deadline');
    const tree = parseToTree('python', 'y = 1\n');
    assert.deepEqual(tree.errors, []);
    assert.equal(t.nodeText(tree, 0), 'y = 1\n');
  });
});

function depth(tree: t.SyntaxTree): number {
  const ends: number[] = [];
  let deepest = 0;
  for (let node = 0; node < tree.size; node++) {
    while (ends.length > 0 && ends.at(-1)! <= node) ends.pop();
    deepest = Math.max(deepest, ends.length);
    ends.push(tree.next[node]!);
  }
  return deepest;
}
