import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImportContext, ResolvedImport } from '../../../src/languages/language.ts';
import { python } from '../../../src/languages/python/python.ts';

function project(files: readonly string[], texts: Readonly<Record<string, string>> = {}): ImportContext {
  const all = new Set([...files, ...Object.keys(texts)]);
  return { exists: (file) => all.has(file), readText: (file) => texts[file], files: files.filter((f) => f.endsWith('.py')), memo: new Map() };
}

/** Each line: importing file, spec, expected file (or `external:x`, `folder:x`, `nothing`). */
function expectAll(context: ImportContext, rows: readonly (readonly [string, string, string])[]): void {
  for (const [from, spec, expected] of rows) assert.equal(words(python.resolveImport(spec, from, context)), expected, `${spec} in ${from}`);
}

const words = (r: ResolvedImport | undefined): string =>
  (r === undefined ? 'nothing' : r.file ?? (r.namespaceDir !== undefined ? `folder:${r.namespaceDir}` : `external:${r.external ?? ''}`));

test('relative imports count their dots from the package of the file', () => {
  expectAll(project(['app/__init__.py', 'app/io/__init__.py', 'app/io/dicom.py', 'app/io/text.py', 'app/core.py']), [
    ['app/io/dicom.py', '.text', 'app/io/text.py'],
    ['app/io/dicom.py', '.', 'app/io/__init__.py'],
    ['app/io/__init__.py', '.dicom', 'app/io/dicom.py'],
    ['app/io/dicom.py', '..core', 'app/core.py'],
    ['app/io/dicom.py', '..', 'app/__init__.py'],
    ['app/io/dicom.py', '..io.text', 'app/io/text.py'],
    ['app/io/dicom.py', '...x', 'nothing'],
    ['app/io/dicom.py', '.missing', 'nothing'],
  ]);
});

test('absolute imports: project root, source folders, folders above, own folder', () => {
  expectAll(project(['main.py', 'helpers.py', 'src/pkg/__init__.py', 'src/pkg/a.py', 'services/api/app/models.py', 'services/api/app/main.py', 'services/api/run.py', 'tests/test_a.py']), [
    ['main.py', 'helpers', 'helpers.py'],
    ['tests/test_a.py', 'pkg.a', 'src/pkg/a.py'],
    ['tests/test_a.py', 'pkg', 'src/pkg/__init__.py'],
    ['services/api/app/main.py', 'app.models', 'services/api/app/models.py'],
    ['services/api/app/main.py', 'models', 'services/api/app/models.py'],
    ['services/api/run.py', 'app.models', 'services/api/app/models.py'],
    ['services/api/app/main.py', 'helpers', 'helpers.py'],
    ['src/pkg/a.py', 'pkg.a.b', 'nothing'],
    ['src/pkg/a.py', 'pydicom.dataset', 'external:pydicom.dataset'],
  ]);
});

test('a project below the root has its own roots', () => {
  expectAll(project(['backend/setup.py', 'backend/src/core/__init__.py', 'backend/src/core/x.py', 'scripts/run.py', 'ml/train/__init__.py', 'ml/train/loop.py']), [
    ['scripts/run.py', 'core.x', 'backend/src/core/x.py'],
    ['scripts/run.py', 'train.loop', 'ml/train/loop.py'],
  ]);
});

test('pyproject names source folders', () => {
  expectAll(project(['engine/rad/report.py', 'x/y.py'], { 'pyproject.toml': '[tool.setuptools.packages.find]\nwhere = ["engine"]\n' }), [
    ['x/y.py', 'rad.report', 'engine/rad/report.py'],
  ]);
});

test('a module does not import itself, and folders give way to installed packages', () => {
  expectAll(project(['examples/openai.py', 'examples/anthropic/chat.py', 'clients/__init__.py', 'clients/logging.py', 'clients/base.py', 'clients/litellm.py'], { 'requirements.txt': 'litellm>=1.0\n' }), [
    ['examples/openai.py', 'openai', 'external:openai'],
    ['examples/anthropic/chat.py', 'anthropic', 'external:anthropic'],
    ['examples/anthropic/chat.py', 'anthropic.types', 'external:anthropic.types'],
    ['clients/base.py', 'logging', 'external:logging'],
    ['clients/base.py', 'litellm', 'external:litellm'],
    ['clients/base.py', 'clients.logging', 'clients/logging.py'],
  ]);
});

test('folders without __init__.py are packages for relative imports', () => {
  expectAll(project(['tools/a.py', 'tools/sub/b.py']), [
    ['tools/a.py', '.', 'folder:tools'],
    ['tools/a.py', '.sub', 'folder:tools/sub'],
    ['tools/a.py', '.sub.b', 'tools/sub/b.py'],
    ['main.py', 'tools.sub.b', 'tools/sub/b.py'],
  ]);
});

test('notebooks run modules and notebooks beside them', () => {
  expectAll(project(['nb/load.ipynb', 'nb/main.ipynb', 'nb/helpers.py']), [
    ['nb/main.ipynb', '.load', 'nb/load.ipynb'],
    ['nb/main.ipynb', '.helpers', 'nb/helpers.py'],
    ['nb/main.ipynb', 'helpers', 'nb/helpers.py'],
    ['nb/helpers.py', '.load', 'nothing'],
  ]);
});
