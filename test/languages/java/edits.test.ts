import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { java } from '../../../src/languages/java/java.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { parseToTree } from '../../../src/syntax/parse.ts';

before(() => prepareSyntax());

function added(text: string, module = 'org.example.guard', name = 'Guard'): string | undefined {
  const edit = java.addImport?.(text, parseToTree('java', text), module, name);
  return edit && text.slice(0, edit.offset) + edit.text + text.slice(edit.offset);
}
const LINE = 'import org.example.guard.Guard;';

test('an import takes its place in the order of the list', () => {
  assert.equal(added('package a;\n\nimport java.util.List;\nimport z.Z;\n\nclass A {}\n'), `package a;\n\nimport java.util.List;\n${LINE}\nimport z.Z;\n\nclass A {}\n`);
  assert.equal(added('package a;\n\nimport z.Z;\n\nclass A {}\n'), `package a;\n\n${LINE}\nimport z.Z;\n\nclass A {}\n`);
});

test('without imports it goes below the package, or to the top', () => {
  assert.equal(added('package a;\n\nclass A {}\n'), `package a;\n\n${LINE}\n\nclass A {}\n`);
  assert.equal(added('class A {}\n'), `${LINE}\n\nclass A {}\n`);
  assert.equal(added('package a;\r\nclass A {}\r\n'), `package a;\r\n\r\n${LINE}\r\nclass A {}\r\n`);
});

test('what is imported already is not added', () => {
  assert.equal(added(`${LINE}\nclass A {}\n`), undefined);
  assert.equal(added('import org.example.guard.*;\nclass A {}\n'), undefined);
  assert.notEqual(added('import static org.example.guard.Guard.check;\nclass A {}\n'), undefined);
});

test('the statement at a place is the innermost one', () => {
  const text = 'class A { void m() { if (a) { use(switch (x) { default -> 1; }); } int y = 2; } }';
  const tree = parseToTree('java', text);
  const at = (part: string): string | undefined => {
    const span = java.statementAt?.(tree, text.indexOf(part));
    return span && text.slice(span.start, span.end);
  };
  assert.equal(at('switch'), 'use(switch (x) { default -> 1; });');
  assert.equal(at('y = 2'), 'int y = 2;');
  assert.equal(at('void m'), 'void m() { if (a) { use(switch (x) { default -> 1; }); } int y = 2; }');
});
