import { lstat, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { findSettingsFile } from '../session/settings.ts';
import { UsageError } from './options.ts';

/** The folder that a run is about, and what of it was asked for. */
export interface Target {
  /** Absolute, links resolved. Paths in reports are relative to it. */
  readonly root: string;
  /** Relative to the root, with `/`; `['.']` for all. */
  readonly paths: readonly string[];
  readonly settingsFile: string | undefined;
}

/**
 * Root of a run: the folder of the settings file (given, or the nearest upward) if it holds all paths, else the folder that
 * was asked for, else the nearest one that holds all paths. Throws `UsageError` for paths that are not there.
 */
export async function findTarget(asked: readonly string[], config: string | undefined): Promise<Target> {
  const absolute = await Promise.all((asked.length === 0 ? ['.'] : asked).map((path) => existing(path)));
  const top = common(await Promise.all(absolute.map(folderOf)));
  const settingsFile = config === undefined ? await findSettingsFile(top) : (await existing(config, '--config'));
  const settingsFolder = settingsFile === undefined ? undefined : dirname(settingsFile);
  const root = settingsFolder !== undefined && isInside(top, settingsFolder) ? settingsFolder : top;
  return { root, paths: absolute.map((path) => relativePath(root, path) || '.'), settingsFile };
}

/** Path of `file` from `folder` with `/`. */
export const relativePath = (folder: string, file: string): string => relative(folder, file).split(sep).join('/');

async function existing(path: string, option = ''): Promise<string> {
  try {
    return await realpath(resolve(path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reason = code === 'ENOENT' ? 'does not exist' : code === 'ELOOP' ? 'is a link to itself' : `can not be read (${code ?? 'unknown error'})`;
    throw new UsageError(`${option === '' ? '' : `${option}: `}${path} ${reason}.`);
  }
}

const folderOf = async (path: string): Promise<string> => ((await lstat(path)).isDirectory() ? path : dirname(path));

const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
};

function common(folders: readonly string[]): string {
  let top = folders[0] ?? process.cwd();
  while (!folders.every((folder) => isInside(folder, top))) top = dirname(top);
  return top;
}
