/**
 * Builds everything that ships into dist/. `node esbuild.mjs [--dev]`; `--dev` keeps whitespace and writes source maps.
 *
 * One bundle per runtime, nothing shared between them. That of the command line is in parts, since a run over data files needs neither
 * the analysis of code nor its memory. Packages are bundled, so the published package and the extension have no run-time
 * dependencies. An entry whose source is absent is skipped.
 */
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');
const dev = process.argv.includes('--dev');

/** CommonJS packages inside an ES module bundle still call `require` for Node's own modules. */
const requireShim = "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";

const node = { platform: 'node', mainFields: ['module', 'main'], target: 'node20', format: 'esm', banner: { js: requireShim } };
const entries = [
  { in: 'src/cli/main.ts', out: 'cli.js', ...node, banner: { js: `#!/usr/bin/env node\n${requireShim}` }, splitting: true, chunkNames: 'cli-[hash]', executable: true },
  { in: 'src/server/main.ts', out: 'server.js', ...node },
  { in: 'src/server/analysisMain.ts', out: 'analysis.js', ...node },
  { in: 'src/session/worker.ts', out: 'worker.js', ...node },
  { in: 'src/session/pdfWorker.ts', out: 'pdf.js', ...node },
  { in: 'src/session/ocrWorker.ts', out: 'ocr.js', ...node },
  { in: 'src/extension/main.ts', out: 'extension.cjs', platform: 'node', mainFields: ['module', 'main'], target: 'node20', format: 'cjs', external: ['vscode'] },
];

await rm(dist, { recursive: true, force: true });
await mkdir(join(dist, 'grammars'), { recursive: true });
await Promise.all([bundleAll(), copyGrammars(), compileModels()]);

async function bundleAll() {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  for (const { in: source, out, executable, ...options } of entries) {
    if (!existsSync(join(root, source))) {
      console.log(`skipped ${out}: no ${source}`);
      continue;
    }
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [source],
      ...(options.splitting ? { outdir: dist, entryNames: out.replace(/\.js$/, '') } : { outfile: join(dist, out) }),
      bundle: true,
      minifySyntax: !dev,
      minifyWhitespace: !dev,
      sourcemap: dev,
      legalComments: 'eof',
      logLevel: 'warning',
      metafile: true,
      // The version number lives in package.json alone; unbundled code reads it from there.
      define: { __DOSIMETER_VERSION__: JSON.stringify(version) },
      ...options,
    });
    // A source map of the bytes as they were would no longer fit.
    if (!dev) for (const file of Object.keys(metafile.outputs)) await toAscii(join(root, file));
    if (executable) await chmod(join(dist, out), 0o755);
    console.log(`built ${out}`);
  }
}

/** Writes letters beyond ASCII as escapes: with a single one of them an engine keeps two bytes for every letter of the file. */
async function toAscii(file) {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`));
}

async function copyGrammars() {
  const { resolve } = createRequire(import.meta.url);
  const files = JSON.parse(await readFile(join(root, 'src/session/grammar-files.json'), 'utf8'));
  for (const [name, source] of Object.entries(files)) await copyFile(resolve(source), join(dist, 'grammars', `${name}.wasm`));
}

/** All model files as one JSON object, path below models/ → parsed document, so that a start reads one file and needs no YAML parser. */
async function compileModels() {
  const folder = join(root, 'models');
  if (!existsSync(folder)) return;
  const names = (await readdir(folder, { recursive: true }))
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.yml'))
    .sort();
  const compiled = {};
  for (const name of names) compiled[name] = parse(await readFile(join(folder, name), 'utf8'));
  await writeFile(join(dist, 'models.json'), JSON.stringify(compiled));
}
