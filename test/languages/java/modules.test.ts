import assert from 'node:assert/strict';
import { test } from 'node:test';
import { java } from '../../../src/languages/java/java.ts';
import { project } from './support.ts';

const files = project({
  'src/main/java/org/example/ask/Assistant.java': '',
  'src/main/java/org/example/intake/Reader.java': '',
  'src/test/java/org/example/intake/Reader.java': '',
  'tools/Script.java': '',
  'tools/Helper.java': '',
});
const from = 'src/main/java/org/example/ask/Assistant.java';

test('a class is found by the directories that spell its package', () => {
  assert.deepEqual(java.resolveImport('org.example.ask.Assistant', from, files), { file: from });
});

test('the nearest of several classes of one name is taken', () => {
  assert.deepEqual(java.resolveImport('org.example.intake.Reader', from, files), { file: 'src/main/java/org/example/intake/Reader.java' });
  assert.deepEqual(java.resolveImport('org.example.intake.Reader', 'src/test/java/org/example/X.java', files), { file: 'src/test/java/org/example/intake/Reader.java' });
});

test('a package is a directory of the project, and may be one of a library too', () => {
  assert.deepEqual(java.resolveImport('org.example.intake', from, files), { namespaceDir: 'src/main/java/org/example/intake', external: 'org.example.intake' });
  assert.deepEqual(java.resolveImport('org.dcm4che3.data', from, files), { external: 'org.dcm4che3.data' });
  assert.deepEqual(java.resolveImport('org.dcm4che3.data.Tag', from, files), { external: 'org.dcm4che3.data.Tag' });
});

test('part of a directory name is no package', () => {
  assert.deepEqual(java.resolveImport('ple.intake', from, files), { external: 'ple.intake' });
});

test('files without a package see their directory', () => {
  assert.deepEqual(java.resolveImport('', 'tools/Script.java', files), { namespaceDir: 'tools' });
  assert.deepEqual(java.resolveImport('.Helper', 'tools/Script.java', files), { file: 'tools/Helper.java' });
  assert.equal(java.resolveImport('.Missing', 'tools/Script.java', files), undefined);
});
