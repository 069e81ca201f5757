/**
 * Writes src/languages/<language>/nodeKinds.ts from the grammars that are installed: `npm run gen:node-kinds`.
 * With `--check` it writes nothing and fails if a file is out of date. Needs Node 24 (npm scripts have it).
 *
 * The numbers come from the loaded wasm, because that is what the columns hold. A grammar upgrade that renames a node then
 * fails to compile instead of silently lowering less.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareSyntax } from '../src/session/grammarFiles.ts';
import { grammar } from '../src/syntax/grammars.ts';
import { ERROR_KIND, Named } from '../src/syntax/tree.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Folder of the front end → the grammar whose numbering it sees. `typescript` is `tsx` plus what only .ts files have. */
const outputs = { python: 'python', typescript: 'typescript', java: 'java', csharp: 'csharp' };

await prepareSyntax();
let stale = 0;
for (const [folder, id] of Object.entries(outputs)) {
  const file = join(root, 'src/languages', folder, 'nodeKinds.ts');
  const text = render(grammar(id));
  if (process.argv.includes('--check')) {
    if (read(file) === text) continue;
    stale++;
    console.error(`out of date: src/languages/${folder}/nodeKinds.ts (npm run gen:node-kinds)`);
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
process.exitCode = stale > 0 ? 1 : 0;

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function render({ kindNames, namedOf, fieldNames }) {
  const named = new Set(kindNames.filter((name, kind) => name !== undefined && namedOf[kind] !== Named.token));
  const nodes = [`ERROR: ${ERROR_KIND}`];
  const tokens = [];
  kindNames.forEach((name, kind) => {
    if (name === undefined) return;
    if (namedOf[kind] !== Named.token) nodes.push(`${key(name)}: ${kind}`);
    else tokens.push(`${key(named.has(name) ? `token:${name}` : name)}: ${kind}`);
  });
  const fields = [];
  fieldNames.forEach((name, field) => { if (name !== undefined) fields.push(`${key(name)}: ${field}`); });
  return `// Generated from the installed grammar by scripts/gen-node-kinds.mjs. Do not edit: run \`npm run gen:node-kinds\`.

/** Kinds of nodes, then of tokens under their text; a token that shares its text with a node is \`token:text\`. */
export const K = {
${lines(nodes)}

${lines(tokens)}
} as const;

/** Fields in which a node holds its children. */
export const F = {
${lines(fields)}
} as const;
`;
}

function lines(entries) {
  return entries.map((entry) => `  ${entry},`).join('\n');
}

function key(name) {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}
