import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, test } from 'node:test';
import ts from 'typescript';

/** The rooms of ARCHITECTURE.md, lowest first. A file imports from lower floors and from its own room, never sideways. */
const FLOORS: readonly (readonly string[])[] = [
  ['base'], ['syntax'], ['ir'], ['languages', 'models', 'scanners'], ['resolve'], ['dataflow'], ['agents'], ['policy'], ['rules'],
  ['fixes'], ['report'], ['session'], ['protocol'], ['cli', 'server'], ['extension', 'webview'],
];

/** Rooms that see less than their floor would allow. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  protocol: ['base'],
  extension: ['base', 'protocol'],
  webview: ['base', 'protocol'],
};

/** Packages, and the rooms that may import them. What is not here may not be imported: a new dependency is a decision. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'web-tree-sitter': ['syntax'],
  'yaml': ['languages', 'models', 'policy', 'session'],
  'jsonc-parser': ['languages', 'policy', 'session', 'fixes'],
  'pdfjs-dist': ['scanners', 'webview'],
  'ignore': ['session'],
  'tesseract.js': ['session'],
  'dcmjs-codecs': ['session'],
  'vscode-languageserver': ['server'],
  'vscode-languageserver-textdocument': ['server'],
  'vscode-languageclient': ['extension'],
  'vscode': ['extension'],
};

/** Rooms that know the machine they run on. Everything else also has to run in a browser's extension host. */
const NODE_ROOMS = new Set(['cli', 'server', 'session', 'extension']);
const FILE_SYSTEM_ROOMS = new Set(['cli', 'server', 'session']);

const MAX_LINES = 600;

interface Source { readonly path: string; readonly room: string; readonly text: string; readonly imports: readonly string[] }

const src = join(import.meta.dirname, '../src');
const sources: readonly Source[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.[cm]?tsx?$/.test(name))
  .sort()
  .map((path) => {
    const text = readFileSync(join(src, path), 'utf8');
    const imports = ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
    return { path, room: path.split('/')[0]!, text, imports };
  });

const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.includes(room));

/** Fails with one line per offence, so that a run shows all of them. */
function none(offences: readonly string[]): void {
  assert.deepEqual(offences, []);
}

function importsWhere(offends: (source: Source, specifier: string) => string | undefined | false): string[] {
  return sources.flatMap((source) => source.imports.flatMap((specifier) => {
    const reason = offends(source, specifier);
    return reason ? [`${source.path} imports ${specifier}: ${reason}`] : [];
  }));
}

describe('rooms', () => {
  test('every source file is in a known room', () => {
    none(sources.filter(({ room }) => floorOf(room) < 0).map(({ path }) => path));
  });

  test('imports go down', () => {
    none(importsWhere(({ path, room }, specifier) => {
      const target = targetOf(path, specifier);
      if (target === undefined || target.room === room) return false;
      if (floorOf(target.room) < 0) return 'leaves src';
      if (ONLY[room]?.includes(target.room) === false) return `${room} sees only ${ONLY[room]!.join(', ')}`;
      return floorOf(target.room) >= floorOf(room) && `${target.room} is not below ${room}`;
    }));
  });

  test('no language imports another', () => {
    none(importsWhere(({ path, room }, specifier) => {
      const target = targetOf(path, specifier);
      const [, own, ownFile] = path.split('/');
      const [, other, otherFile] = target?.path.split('/') ?? [];
      // Files of the room itself are shared by all languages, and a registry there may name them all.
      return room === 'languages' && target?.room === 'languages' && ownFile !== undefined && otherFile !== undefined && own !== other && 'another language';
    }));
  });

  test('packages are imported only where they belong', () => {
    none(importsWhere(({ room }, specifier) => {
      const name = packageOf(specifier);
      if (name === undefined) return false;
      const rooms = PACKAGES[name];
      return rooms === undefined ? 'not in the table of packages' : !rooms.includes(room) && `only ${rooms.join(', ')} may`;
    }));
  });

  test('the core knows neither Node nor the file system', () => {
    none(importsWhere(({ room }, specifier) => {
      if (!specifier.startsWith('node:')) return false;
      if (/^node:fs(\/|$)/.test(specifier)) return !FILE_SYSTEM_ROOMS.has(room) && 'the host passes files in';
      return !NODE_ROOMS.has(room) && 'has to run outside Node too';
    }));
    none(importsWhere((_, specifier) => isBareNodeModule(specifier) && 'write node: before the name'));
  });

  test('the engine names no language', () => {
    const names = /\b(python|typescript|java|csharp)\b/i;
    // Tables of what the calls of a standard library mean are kept by API path, and a path may begin like its language.
    const isTable = (path: string): boolean => /^dataflow\/builtins\/intrinsics\w*\.ts$/.test(path);
    none(sources.filter(({ room, path, text }) => (room === 'dataflow' || room === 'resolve') && !isTable(path) && names.test(text))
      .map(({ path, text }) => `${path}: ${names.exec(text)![0]}`));
  });
});

describe('files', () => {
  test(`none has more than ${MAX_LINES} lines, unless it is generated`, () => {
    none(sources.filter(({ text }) => !text.startsWith('// Generated') && text.split('\n').length - 1 > MAX_LINES)
      .map(({ path, text }) => `${path}: ${text.split('\n').length - 1} lines`));
  });

  test('no default exports', () => {
    none(sources.filter(({ text }) => /^export default\b|\bas default\b/m.test(text)).map(({ path }) => path));
  });
});

/** File in src that a relative import names, or undefined for a package. */
function targetOf(from: string, specifier: string): { path: string; room: string } | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(from), specifier);
  return { path, room: path.split('/')[0]! };
}

function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined;
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function isBareNodeModule(specifier: string): boolean {
  return /^(fs|path|os|url|crypto|child_process|worker_threads|module|util|stream|events|buffer|http|https|net)(\/|$)/.test(specifier);
}
