import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Absolute path of a `file:` URI; undefined for other schemes and malformed ones. */
export function pathOf(uri: string): string | undefined {
  if (!/^file:/i.test(uri)) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** URI of a project file (with `/`) below a folder. */
export const uriOf = (folder: string, file: string): string => pathToFileURL(join(folder, ...file.split('/'))).href;

/** Path of `path` from `folder` with `/`; undefined when it lies outside. */
export function fileIn(folder: string, path: string): string | undefined {
  const way = relative(folder, path);
  if (way === '' || isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`)) return undefined;
  return way.split(sep).join('/');
}
