import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { csharp } from '../../../src/languages/csharp/csharp.ts';
import { prepareSyntax } from '../../../src/session/grammarFiles.ts';
import { parseToTree } from '../../../src/syntax/parse.ts';
import { CONSTRUCTS } from './constructs.ts';
import { lower, printed } from './support.ts';

before(() => prepareSyntax(['csharp']));

test('every construct gives well-formed IR with nothing left out', () => {
  for (const [name, text] of Object.entries(CONSTRUCTS)) assert.deepEqual(lower(text).unsupported, {}, name);
});

test('the namespace and the usings of a file', () => {
  const module = lower('global using G.H;\nusing X.Y;\nnamespace A.B;\nclass C { class D { } }\n');
  assert.equal(module.packageName, 'A.B');
  assert.deepEqual(module.classes.map((cls) => cls.qualifiedName), ['C', 'C.D']);
  const imported = module.imports.map((one) => one.module);
  assert.ok(imported.includes('global::G.H') && imported.includes('X.Y') && imported.includes('System.Linq'));
});

test('an interpolated string keeps its parts', () => {
  assert.match(printed('class C { string F(string x) => $"a {x,5:F1} {{b}}"; }', 'C.F'), /const "a "[\s\S]*const " \{b\}"[\s\S]*concat \(%\d+, x%0, %\d+\)/);
});

test('raw strings lose their indentation', () => {
  assert.match(printed('class C { string F() => """\n  one\n    two\n  """; }', 'C.F'), /const "one\\n {2}two"/);
});

test('an argument by reference goes through an object', () => {
  const caller = printed('class C { void F(string s) { int.TryParse(s, out var n); Use(n); } }', 'C.F');
  assert.match(caller, /callMethod %\d+ 'TryParse' \(s%0, (%\d+)\)\n\s+%\d+ = callMethod \1 'passed value'/);
  assert.match(printed('class C { static void F(out string s) { s = "x"; } }', 'C.F'), /set s%0 'passed value' %1/);
});

test('properties: automatic ones are fields, computed ones have code', () => {
  const [cls] = lower('class C { public string A { get; set; } = "x"; public string B => A; public int D { get { return 1; } set { A = ""; } } }').classes;
  assert.deepEqual(cls!.fields.map((field) => field.name), ['A']);
  assert.deepEqual(cls!.methods.map((method) => [method.name, method.role]), [['B', 'getter'], ['D', 'getter'], ['D', 'setter'], ['.ctor', 'constructor']]);
});

test('a primary constructor fills fields and passes arguments on', () => {
  const code = printed('record Base(string T);\nrecord P(string A, int B = 2) : Base(A);\n', 'P..ctor');
  assert.match(code, /ifMissing B%1/);
  assert.match(code, /set %\d+ 'A' A%0/);
  assert.match(code, /call construct %\d+ \(A%0\)/);
});

test('an initialiser sets members, adds elements and fills by key', () => {
  const code = printed('class C { void F(string x) { Foo f = new() { A = x, L = { x } }; var d = new Dictionary<string, string> { ["k"] = x }; } }', 'C.F');
  assert.match(code, /set %\d+ 'A' x%0/);
  assert.match(code, /callMethod %\d+ 'Add' \(x%0\)/);
  assert.match(code, /setIndex %\d+ %\d+ x%0/);
});

test('a query is loops that add to a list', () => {
  assert.match(printed('class C { object F(object xs) => from x in xs where x.A select x.B; }', 'C.F'), /loop[\s\S]*next xs%0[\s\S]*if[\s\S]*push/);
});

test('a variable that a lambda assigns lives in the scope', () => {
  const code = printed('class C { void F() { var t = ""; xs.ForEach(x => t += x); Use(t); } }', 'C.F');
  assert.match(code, /storeScope 0 't'/);
  assert.match(code, /loadScope 0 't'/);
});

test('a local function may be called before it is declared', () => {
  const code = printed('class C { string F(string s) { return G(); string G() => s; } }', 'C.F');
  assert.ok(code.indexOf("storeScope 0 'G'") < code.indexOf("loadScope 0 'G'"));
});

test('attributes are data, and are applied as decorators', () => {
  const module = lower('[McpServerToolType] class T { [McpServerTool(Name = "x"), Description("d")] public string M([FromBody] string q) => q; }');
  assert.deepEqual(module.functions.find((fn) => fn?.name === 'M')?.annotations.map((one) => [one.name, one.args]), [['McpServerTool', { Name: 'x' }], ['Description', { value: 'd' }]]);
  assert.equal(module.functions.find((fn) => fn?.name === 'M')?.params[0]?.annotations?.[0]?.name, 'FromBody');
});

test('using directives are put where they belong', () => {
  const edit = (text: string): string => {
    const at = csharp.addImport!(text, parseToTree('csharp', text), 'M.N', 'X');
    return at ? text.slice(0, at.offset) + at.text + text.slice(at.offset) : text;
  };
  assert.equal(edit('using A;\nusing Z;\nclass C { }\n'), 'using A;\nusing M.N;\nusing Z;\nclass C { }\n');
  assert.equal(edit('class C { }\n'), 'using M.N;\n\nclass C { }\n');
  assert.equal(edit('using M.N;\n'), 'using M.N;\n');
});
