import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { typescript } from '../../../src/languages/typescript/typescript.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { parseToTree } from '../../../src/syntax/parse.ts';

before(() => prepareSyntax());

function added(text: string, module = './guard', name = 'guard'): string | undefined {
  const edit = typescript.addImport!(text, parseToTree('typescript', text), module, name);
  return edit && text.slice(0, edit.offset) + edit.text + text.slice(edit.offset);
}
function statement(text: string, at: string): string | undefined {
  const span = typescript.statementAt!(parseToTree('typescript', text), text.indexOf(at));
  return span && text.slice(span.start, span.end);
}

test('an import is written as the file writes its imports', () => {
  assert.equal(added("import a from 'a';\nrun();\n"), "import a from 'a';\nimport { guard } from './guard';\nrun();\n");
  assert.equal(added('import a from "a"\nrun()\n'), 'import a from "a"\nimport { guard } from "./guard"\nrun()\n');
  assert.equal(added("const a = require('a');\nrun();\n"), "const a = require('a');\nconst { guard } = require('./guard');\nrun();\n");
  assert.equal(added('run();\nmodule.exports = {};\n'), "const { guard } = require('./guard');\nrun();\nmodule.exports = {};\n");
  assert.equal(added('"use client";\nrun();\n'), '"use client";\nimport { guard } from "./guard";\nrun();\n');
  assert.equal(added('#!/usr/bin/env node\nrun();\n'), "#!/usr/bin/env node\nimport { guard } from './guard';\nrun();\n");
  assert.equal(added("import a from 'a';\r\n"), "import a from 'a';\r\nimport { guard } from './guard';\r\n");
  assert.equal(added(''), "import { guard } from './guard';\n");
});

test('a name joins an import of its module', () => {
  assert.equal(added("import { a } from './guard';\n"), "import { a, guard } from './guard';\n");
  assert.equal(added("import {} from './guard';\n"), "import { guard } from './guard';\n");
  assert.equal(added("const { a } = require('./guard');\n"), "const { a, guard } = require('./guard');\n");
  assert.equal(added("import type { a } from './guard';\n"), "import type { a } from './guard';\nimport { guard } from './guard';\n");
});

test('an import that is there is not added again', () => {
  assert.equal(added("import { b, guard } from './guard';\n"), undefined);
  assert.equal(added("import { guard as g } from './guard';\n"), undefined);
  assert.equal(added("const { guard } = require('./guard');\n"), undefined);
});

test('the statement at an offset', () => {
  const text = 'export const a = 1;\nfunction f() {\n  if (x) {\n    return send(y);\n  }\n}\nclass A { m() {} }\n';
  assert.equal(statement(text, 'a = 1'), 'export const a = 1;');
  assert.equal(statement(text, 'y)'), 'return send(y);');
  assert.equal(statement(text, 'x)'), 'if (x) {\n    return send(y);\n  }');
  assert.equal(statement(text, 'm()'), 'm() {}');
});
