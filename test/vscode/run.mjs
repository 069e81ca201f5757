/**
 * `npm run test:vscode`: the packaged product in a real VS Code, without a download of the editor.
 * VS Code's server runs on this machine, Chromium shows its window, and the suite runs inside its extension host.
 * Pictures of the window go to test/vscode/out/. Ends with 1 when a test fails, 2 when the suite could not run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareEditor } from './setup.mjs';

/** Longest time in milliseconds for the whole suite, once the server listens. */
const SUITE_TIMEOUT_MS = 300_000;
const SERVER_TIMEOUT_MS = 60_000;

/** A quiet window: nothing in the pictures but the editor and the product. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'editor.minimap.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'files.autoSave': 'off',
  // The packages of the examples are not installed.
  'typescript.validate.enable': false,
};
const CHROMIUM_ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const here = import.meta.dirname;
const root = join(here, '../..');
const out = join(here, 'out');
const { node, server, chromium } = prepareEditor();
const { buildSuite } = await import('./build.mjs');
const { chromium: playwright } = await import('playwright-core');

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
const data = realpathSync(mkdtempSync(join(tmpdir(), 'dosimeter-vscode-')));
async function main() {
  const workspace = join(data, 'workspace');
  cpSync(join(here, 'workspace'), workspace, { recursive: true });
  const runner = await buildSuite();
  const result = join(data, 'result.json');
  const settings = join(data, 'data/Machine');
  mkdirSync(settings, { recursive: true });
  writeFileSync(join(settings, 'settings.json'), JSON.stringify(SETTINGS, null, 2));
  for (const extension of [packProduct(), packHarness()]) install(extension);

  const port = await freePort();
  const serving = spawn(node, [server, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--disable-workspace-trust', '--disable-telemetry', '--accept-server-license-terms', '--server-data-dir', data], {
    env: { ...process.env, DOSIMETER_TEST_RUNNER: runner, DOSIMETER_TEST_RESULT: result, DOSIMETER_TEST_SCREENSHOTS: out },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [serving.stdout, serving.stderr]) stream.setEncoding('utf8').on('data', (text) => (log += text));
  const browser = await playwright.launch({ executablePath: chromium, args: CHROMIUM_ARGUMENTS });
  try {
    await poll('the editor to listen', SERVER_TIMEOUT_MS, () => log.includes(`:${port}`) || listens(port));
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(workspace)}`);
    await poll('the suite to end', SUITE_TIMEOUT_MS, async () => {
      await takeRequested(page);
      if (serving.exitCode !== null) throw new Error('the editor ended');
      return existsSync(result);
    });
    return report(JSON.parse(readFileSync(result, 'utf8')));
  } catch (error) {
    for (const page of browser.contexts().flatMap((context) => context.pages())) await page.screenshot({ path: join(out, 'failure.png') }).catch(() => undefined);
    writeFileSync(join(out, 'server.log'), log);
    copyLogs();
    throw error;
  } finally {
    await browser.close();
    serving.kill();
  }
}

/** The suite asks for pictures by files, since it can't see the window from inside. */
async function takeRequested(page) {
  for (const name of readdirSync(out).filter((file) => file.endsWith('.request'))) {
    await page.screenshot({ path: join(out, name.replace(/\.request$/, '.png')) });
    rmSync(join(out, name));
  }
}

function report({ passed, failures }) {
  for (const { title, milliseconds } of passed) console.log(`✔ ${title} (${milliseconds} ms)`);
  for (const { title, message } of failures) console.error(`✖ ${title}\n${message.replace(/^/gm, '    ')}`);
  console.log(`${passed.length} passed, ${failures.length} failed`);
  if (failures.length > 0) copyLogs();
  return failures.length > 0 || passed.length === 0 ? 1 : 0;
}

function copyLogs() {
  if (existsSync(join(data, 'data/logs'))) cpSync(join(data, 'data/logs'), join(out, 'logs'), { recursive: true });
}

/** The very file that users install; built by the product's own script. */
function packProduct() {
  const file = join(data, 'dosimeter.vsix');
  vsce(root, ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file]);
  return file;
}

function packHarness() {
  const file = join(data, 'harness.vsix');
  vsce(join(here, 'harness'), ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file]);
  return file;
}

const vsce = (cwd, args) => run(process.execPath, [join(root, 'node_modules/@vscode/vsce/vsce'), 'package', ...args], cwd);

const install = (file) => run(node, [server, '--server-data-dir', data, '--accept-server-license-terms', '--install-extension', file], data);

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
}

async function poll(what, timeout, probe) {
  const deadline = Date.now() + timeout;
  while (!(await probe())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const listens = (port) => fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false);

const freePort = () => new Promise((resolve, reject) => {
  const probe = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error);
  process.exitCode = 2;
} finally {
  rmSync(data, { recursive: true, force: true });
}
