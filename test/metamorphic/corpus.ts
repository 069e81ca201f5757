import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { loadModels } from '../../src/models/load.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import type { Finding, Report } from '../../src/base/finding.ts';
import { nodeEnvironment } from '../../src/session/environment.ts';
import { readModelFiles } from '../../src/session/modelFiles.ts';
import { Session } from '../../src/session/session.ts';

export type Files = Readonly<Record<string, string>>;
export interface Project { readonly name: string; readonly files: Files }

const ROOT = resolve(import.meta.dirname, '../..');
export const models = loadModels(readModelFiles());

const CODE = /\.(py|tsx?|jsx?|java|cs)$/;
const EXTENSIONS: Readonly<Record<string, string>> = { python: 'example.py', ts: 'example.ts', java: 'Example.java', csharp: 'Example.cs' };

/** The small programs that the tests and pages of the repository hold, in all languages. */
export function projects(): readonly Project[] {
  return [...examples(), ...cases(), ...programs(), ...pages()].filter(({ files }) => Object.keys(files).length > 0);
}

function examples(): Project[] {
  return readdirSync(join(ROOT, 'examples')).flatMap((example) => ['vulnerable', 'safe'].map((part) => ({ name: `examples/${example}/${part}`, files: read(join(ROOT, 'examples', example, part)) })));
}

function cases(): Project[] {
  return ['test/agents/cases', 'test/rules/cases'].flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt')).sort().flatMap((name) =>
    readFileSync(join(ROOT, folder, name), 'utf8').split(/^=== /m).slice(1).map((part) => {
      const [title = '', ...rest] = part.split('\n');
      const files = rest.join('\n').split(/^--- /m).slice(1).map((file): [string, string] => [file.slice(0, file.indexOf('\n')), file.slice(file.indexOf('\n') + 1)]);
      return { name: `${name}: ${title}`, files: Object.fromEntries(files.filter(([file]) => CODE.test(file))) };
    })));
}

function programs(): Project[] {
  return ['python', 'typescript', 'java'].flatMap((language) => {
    const folder = join(ROOT, 'test/models', language, 'programs');
    return readdirSync(folder).filter((file) => CODE.test(file)).sort().map((file) => ({ name: `models/${language}/${file}`, // A file that is called as the library that it uses would stand in its way for others.
      files: { [language === 'python' ? `uses_${file}` : file]: readFileSync(join(folder, file), 'utf8') } }));
  });
}

function pages(): Project[] {
  const folder = join(ROOT, 'docs/rules');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).sort().flatMap((page) =>
    [...readFileSync(join(folder, page), 'utf8').matchAll(/^```(python|ts|java|csharp)(?: (\S+))?\n([\s\S]*?)^```$/gm)]
      .map(([, language = '', file, text = ''], i) => ({ name: `${page} ${i} ${language}`, files: { [file ?? EXTENSIONS[language]!]: text } })));
}

function read(folder: string): Files {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && CODE.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(found.map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]));
}

export function sessionOf(jobs = 1): Session {
  return new Session({ policy: defaultPolicy, models, environment: nodeEnvironment({ jobs }) });
}
export async function reportOf(session: Session): Promise<Omit<Report, 'timings'>> {
  const { timings: _timings, ...report } = await session.analyze();
  return report;
}
export async function analyse(files: Files): Promise<readonly Finding[]> {
  const session = sessionOf();
  session.applyChange(Object.entries(files).map(([file, text]) => ({ file, text })));
  return (await session.analyze()).findings;
}

/** Numbers below a bound, always the same for a name and a seed: what is chosen in one program does not hang on which others there are. */
export function random(name: string, seed: number): (below: number) => number {
  let state = [...name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, seed);
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
