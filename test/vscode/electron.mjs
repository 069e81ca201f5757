/** `npm run test:electron`: the same suite in a desktop VS Code, which is downloaded. Needs the open internet and a display. */
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { prepareTools } from './setup.mjs';

const root = join(import.meta.dirname, '../..');
prepareTools();
const { buildSuite } = await import('./build.mjs');
if (spawnSync(process.execPath, [join(root, 'esbuild.mjs')], { stdio: 'inherit' }).status !== 0) throw new Error('the build failed');
const workspace = realpathSync(mkdtempSync(join(tmpdir(), 'dosimeter-electron-')));
try {
  cpSync(join(import.meta.dirname, 'workspace'), workspace, { recursive: true });
  await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: await buildSuite(),
    launchArgs: [workspace, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome'],
  });
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
