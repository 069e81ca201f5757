import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../src/languages/config/config.ts';
import { entriesBelow, flagOf, keyWords, scalarOf, textOf, valueAt, type ConfigNode } from '../../src/languages/config/node.ts';

const first = (file: string, text: string): ConfigNode => {
  const [document] = readConfig(file, text);
  assert.ok(document, `${file} has a document`);
  return document;
};
/** Text of the place of a value, to show that places are exact. */
const placeOf = (text: string, node: ConfigNode | undefined): string => (node ? text.slice(node.start, node.end) : '');

test('JSON with comments and trailing commas', () => {
  const text = '{ // c\n  "a": { "b": [1, "two",], }, /* d */ "e": false }';
  const root = first('x.json', text);
  assert.equal(placeOf(text, valueAt(root, 'a', 'b')), '[1, "two",]');
  assert.equal(flagOf(valueAt(root, 'e')), false);
});

test('YAML streams, lists, anchors and merges', () => {
  const text = 'base: &b\n  x: "1"\none:\n  <<: *b\n  y: [q, r]\n---\nsecond: yes\n';
  const documents = readConfig('x.yml', text);
  assert.equal(documents.length, 2);
  assert.equal(textOf(valueAt(documents[0], 'one', 'x')), '1');
  assert.equal(placeOf(text, valueAt(documents[0], 'one', 'y')), '[q, r]');
  assert.equal(flagOf(valueAt(documents[1], 'second')), true);
});

test('the place of a block ends with its text', () => {
  const text = 'a:\n  b:\n    - one\n    - two\n\n# comment\nc: 1\n';
  const entry = [...entriesBelow(first('x.yaml', text))].find(({ entry: { key } }) => key === 'a')?.entry;
  assert.ok(entry);
  assert.equal(text.slice(entry.start, entry.end), 'a:\n  b:\n    - one\n    - two');
});

test('TOML tables, arrays of tables, inline tables and long strings', () => {
  const text = '# c\napproval_policy = "never" # d\n[mcp_servers.disk]\ncommand = "npx"\nargs = ["-y",\n  "pkg"]\nenv = { "KEY" = \'v\', n = 1_000 }\n[[list]]\na.b = true\n[[list]]\ntext = """\nx\ny"""\n';
  const root = first('config.toml', text);
  assert.equal(textOf(valueAt(root, 'approval_policy')), 'never');
  assert.equal(placeOf(text, valueAt(root, 'mcp_servers', 'disk', 'args')), '["-y",\n  "pkg"]');
  assert.equal(scalarOf(valueAt(root, 'mcp_servers', 'disk', 'env', 'n')), 1000);
  const list = valueAt(root, 'list');
  assert.ok(list?.kind === 'list' && list.items.length === 2);
  assert.equal(flagOf(valueAt(list.items[0], 'a', 'b')), true);
  assert.equal(textOf(valueAt(list.items[1], 'text')), 'x\ny');
});

test('environment files, properties and sections', () => {
  const env = 'export A="b c" # d\nB=plain # no\n#C=1\nEMPTY=\n';
  assert.equal(textOf(valueAt(first('.env', env), 'A')), 'b c');
  assert.equal(textOf(valueAt(first('.env.local', env), 'B')), 'plain');
  assert.equal(valueAt(first('.env', env), 'C'), undefined);
  assert.equal(textOf(valueAt(first('a.properties', 'x.y=http://h/#z\n! c\n'), 'x.y')), 'http://h/#z');
  assert.equal(textOf(valueAt(first('a.ini', '[s]\nk = v\n'), 's', 'k')), 'v');
});

test('front matter of Markdown', () => {
  const text = '---\ntools: [a]\n---\n# Title\ntools: no\n';
  assert.equal(placeOf(text, valueAt(first('x.agent.md', text), 'tools')), '[a]');
  assert.deepEqual(readConfig('x.md', '# no front matter\n'), []);
});

test('words of keys', () => {
  assert.deepEqual(keyWords('apiBaseURL'), ['api', 'base', 'url']);
  assert.deepEqual(keyWords('MAX_TOKENS'), ['max', 'tokens']);
});
