import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import type { OpenFile } from './host.ts';

/** Links in the last part of a path are not followed, and a pipe does not make the opening wait. */
export const FOR_READING = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The same, of a regular file; throws for anything else. */
export function regular(found: Stats): Stats {
  if (!found.isFile()) throw new Error('is no regular file');
  return found;
}

/**
 * Opens a file for reading in windows, `flags` as for `open`. Throws where it can't be opened. Synchronously: a thousand images are
 * opened for some kilobytes each, and waiting for another thread three times a file costs more than they do.
 */
export function openFile(path: string | Buffer, flags: number = FOR_READING): OpenFile {
  const descriptor = openSync(path, flags);
  try {
    const { size, mtimeMs } = regular(fstatSync(descriptor));
    return {
      length: size,
      stamp: `${size}:${mtimeMs}`,
      read: (start, end, buffer) => readWindow(descriptor, Math.max(0, start), Math.min(size, end), buffer),
      close: async () => closeSync(descriptor),
    };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function readWindow(fd: number, start: number, end: number, buffer?: Uint8Array): Uint8Array {
  const length = Math.max(0, end - start);
  const window = buffer?.subarray(0, length) ?? new Uint8Array(length);
  try {
    return window.subarray(0, readSync(fd, window, 0, window.length, start));
  } catch {
    return window.subarray(0, 0);
  }
}
