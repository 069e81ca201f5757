import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typescript } from '../../../src/languages/typescript/typescript.ts';
import { project } from './support.ts';

/** Resolves in a project of empty files, or of files with the given texts. */
function resolve(spec: string, from: string, files: Readonly<Record<string, string>> | readonly string[]): string {
  const texts = Array.isArray(files) ? Object.fromEntries(files.map((file) => [file, ''])) : files as Readonly<Record<string, string>>;
  const found = typescript.resolveImport(spec, from, project(texts));
  return found?.file ?? (found?.external === undefined ? 'none' : `external ${found.external}`);
}

test('relative names: endings, emitted endings, directories', () => {
  const files = ['src/a.ts', 'src/b.tsx', 'src/c.mts', 'src/d/index.ts', 'lib/e.js', 'src/f.d.ts', 'index.js', 'src/g.service.ts'];
  const cases: Readonly<Record<string, string>> = {
    './a': 'src/a.ts', './a.js': 'src/a.ts', './a.ts': 'src/a.ts', './b.jsx': 'src/b.tsx', './b.js': 'src/b.tsx', './c.mjs': 'src/c.mts',
    './d': 'src/d/index.ts', './d/': 'src/d/index.ts', '../lib/e': 'lib/e.js', '../lib/e.js': 'lib/e.js', './f': 'src/f.d.ts',
    '..': 'index.js', './a?worker': 'src/a.ts', './g.service': 'src/g.service.ts', './missing': 'none', '../../../a': 'none',
  };
  for (const [spec, expected] of Object.entries(cases)) assert.equal(resolve(spec, 'src/main.ts', files), expected, spec);
});

test('external names keep their subpath and lose the scheme of a runtime', () => {
  const cases: Readonly<Record<string, string>> = {
    'openai': 'openai', '@google/genai': '@google/genai', 'pdfjs-dist/legacy/build/pdf.mjs': 'pdfjs-dist/legacy/build/pdf.mjs',
    'node:fs/promises': 'fs/promises', 'npm:openai@4.2.0/helpers': 'openai/helpers', 'npm:@scope/p@1': '@scope/p', 'https://esm.sh/openai@4': 'openai',
  };
  for (const [spec, expected] of Object.entries(cases)) assert.equal(resolve(spec, 'src/main.ts', ['src/main.ts']), `external ${expected}`, spec);
});

test('paths and baseUrl of the nearest configuration, with comments', () => {
  const files = {
    'app/tsconfig.json': '{ // comment\n "compilerOptions": { "baseUrl": "./src", "paths": { "@lib/*": ["lib/*", "../shared/*"], "@lib/special": ["special"], }, }, }',
    'app/src/lib/a.ts': '', 'app/shared/b.ts': '', 'app/src/special.ts': '', 'app/src/util/c.ts': '',
  };
  const from = 'app/src/main.ts';
  assert.equal(resolve('@lib/a', from, files), 'app/src/lib/a.ts');
  assert.equal(resolve('@lib/b', from, files), 'app/shared/b.ts');
  assert.equal(resolve('@lib/special', from, files), 'app/src/special.ts');
  assert.equal(resolve('util/c', from, files), 'app/src/util/c.ts');
  assert.equal(resolve('@lib/none', from, files), 'external @lib/none');
  assert.equal(resolve('util/c', 'other/main.ts', files), 'external util/c');
});

test('options come from what a configuration extends or refers to', () => {
  const paths = '{ "compilerOptions": { "paths": { "~/*": ["./src/*"] } } }';
  assert.equal(resolve('~/a', 'p/src/b.ts', { 'p/tsconfig.json': '{ "extends": "../tsconfig.base" }', 'tsconfig.base.json': paths, 'src/a.ts': '' }), 'src/a.ts');
  assert.equal(resolve('~/a', 'p/src/b.ts', { 'p/tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }', 'p/tsconfig.app.json': paths, 'p/src/a.ts': '' }), 'p/src/a.ts');
});

test('names of workspace packages lead to their sources', () => {
  const files = {
    'packages/core/package.json': '{ "name": "@org/core", "main": "dist/index.js", "exports": { ".": { "types": "./dist/index.d.ts", "default": "./dist/index.js" }, "./readers/*": "./dist/readers/*.js" } }',
    'packages/core/src/index.ts': '', 'packages/core/src/readers/dicom.ts': '', 'packages/core/src/other.ts': '',
    'packages/plain/package.json': '{ "name": "plain" }', 'packages/plain/index.js': '',
    'app/main.ts': '',
  };
  assert.equal(resolve('@org/core', 'app/main.ts', files), 'packages/core/src/index.ts');
  assert.equal(resolve('@org/core/readers/dicom', 'app/main.ts', files), 'packages/core/src/readers/dicom.ts');
  assert.equal(resolve('@org/core/other', 'app/main.ts', files), 'packages/core/src/other.ts');
  assert.equal(resolve('plain', 'app/main.ts', files), 'packages/plain/index.js');
  assert.equal(resolve('@org/unknown', 'app/main.ts', files), 'external @org/unknown');
});

test('internal names by the imports of package.json, and conventional ones', () => {
  const files = {
    'package.json': '{ "imports": { "#db": { "types": "./types.d.ts", "default": "./src/db.js" }, "#lib/*": "./src/lib/*.js" } }',
    'src/db.ts': '', 'src/lib/a.ts': '', 'src/components/b.tsx': '',
  };
  assert.equal(resolve('#db', 'src/main.ts', files), 'src/db.ts');
  assert.equal(resolve('#lib/a', 'src/main.ts', files), 'src/lib/a.ts');
  assert.equal(resolve('@/components/b', 'src/deep/main.ts', files), 'src/components/b.tsx');
});

test('broken and hostile configurations are ignored', () => {
  for (const text of ['', '{', '[]', 'null', '{"compilerOptions": {"paths": {"*": 1, "a": ["../../../x"]}, "baseUrl": 3}, "extends": "./tsconfig.json"}']) {
    assert.equal(resolve('pkg', 'a.ts', { 'tsconfig.json': text, 'package.json': text, 'a.ts': '' }), 'external pkg');
  }
  let nested = '"./x.js"';
  for (let i = 0; i < 200; i++) nested = `{ "default": ${nested} }`;
  assert.equal(resolve('deep', 'a.ts', { 'a.ts': '', 'p/package.json': `{ "name": "deep", "exports": ${nested} }`, 'p/b.ts': '' }), 'external deep');
});
