import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { python } from '../../../src/languages/python/python.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { parseToTree } from '../../../src/syntax/parse.ts';

before(() => prepareSyntax());

function added(text: string, module = 'guard', name = 'check'): string | undefined {
  const edit = python.addImport?.(text, parseToTree('python', text), module, name);
  return edit && text.slice(0, edit.offset) + edit.text + text.slice(edit.offset);
}

const LINE = 'from guard import check\n';

test('an import goes below the imports at the top', () => {
  assert.equal(added('import os\nfrom a import b  # why\n\nx = 1\n'), `import os\nfrom a import b  # why\n${LINE}\nx = 1\n`);
  assert.equal(added('"""Doc."""\nfrom __future__ import annotations\nx = 1\n'), `"""Doc."""\nfrom __future__ import annotations\n${LINE}x = 1\n`);
  assert.equal(added('from a import (\n    b,\n    c,\n)\nx = 1\n'), `from a import (\n    b,\n    c,\n)\n${LINE}x = 1\n`);
});

test('without imports it goes below the docstring or above the first statement', () => {
  assert.equal(added('"""Doc."""\n\nx = 1\n'), `"""Doc."""\n${LINE}\nx = 1\n`);
  assert.equal(added('#!/usr/bin/env python\n# coding: utf-8\nx = 1\n'), `#!/usr/bin/env python\n# coding: utf-8\n${LINE}\nx = 1\n`);
  assert.equal(added(''), LINE);
  assert.equal(added('# only a comment'), `# only a comment\n${LINE}`);
});

test('line endings and a missing last one', () => {
  assert.equal(added('import os\r\nx = 1\r\n'), 'import os\r\nfrom guard import check\r\nx = 1\r\n');
  assert.equal(added('import os'), `import os\n${LINE}`);
});

test('what is imported already is not added', () => {
  assert.equal(added('from guard import other, check\n'), undefined);
  assert.equal(added('from guard import *\n'), undefined);
  assert.equal(added('import guard\n', 'guard', ''), undefined);
  assert.equal(added('import os\n', 'guard', ''), 'import os\nimport guard\n');
  assert.notEqual(added('from guard import check as c\n'), undefined);
});

test('the statement at an offset', () => {
  const text = '@tool\ndef f(x):\n    y = g(\n        x)\n    if y: return y\n';
  const tree = parseToTree('python', text);
  const at = (needle: string): string | undefined => {
    const span = python.statementAt?.(tree, text.indexOf(needle));
    return span && text.slice(span.start, span.end);
  };
  assert.equal(at('x)\n    if'), 'y = g(\n        x)');
  assert.equal(at('return'), 'return y');
  assert.equal(at('if y'), 'if y: return y');
  assert.equal(at('tool'), text.trimEnd());
});
