import type { Dirent } from 'node:fs';
import { lstat, open, type FileHandle, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import { discover, type DirectoryEntry, type DirectoryReader } from './discover.ts';
import type { Host, Listing, ListOptions, OpenFile } from './host.ts';
import { FOR_READING, openFile, regular } from './openFile.ts';

/** Ignore files are short lists; a huge one is not worth compiling. */
const MAX_IGNORE_BYTES = 256 * 1024;

/** A host on the local disk. `root` must be an existing folder; links to it are resolved. */
export async function nodeHost(root: string): Promise<Host> {
  const absolute = await realpath(root);
  const reader = new DiskReader(absolute);
  return {
    root: absolute,
    list: (options: ListOptions): Promise<Listing> => discover(reader, options),
    read: (file) => reader.bytes(file),
    open: (file) => reader.window(file),
  };
}

class DiskReader implements DirectoryReader {
  readonly #root: Buffer;
  readonly #rootPath: string;
  /** Shown path → bytes of the real one, for names that are no UTF-8. */
  readonly #odd = new Map<string, Buffer>();

  constructor(root: string) {
    this.#rootPath = root;
    this.#root = Buffer.from(root);
  }

  async entries(folder: string): Promise<readonly DirectoryEntry[]> {
    const path = this.#path(folder);
    const found = (await readdir(path, { withFileTypes: true, encoding: 'buffer' })) as unknown as Dirent<Buffer>[];
    const entries: DirectoryEntry[] = [];
    for (const entry of found) {
      const name = this.#show(folder, path, entry.name);
      const type = entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'directory' : entry.isFile() ? 'file' : 'other';
      entries.push({ name, type, size: type === 'file' ? await this.#sizeOf(joined(path, entry.name)) : 0 });
    }
    // The order in which a disk lists a folder is its own affair.
    return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  async typeOf(path: string): Promise<'file' | 'directory' | 'other' | undefined> {
    try {
      const found = await stat(this.#path(path));
      return found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other';
    } catch {
      return undefined;
    }
  }

  size(path: string): Promise<number> {
    return this.#sizeOf(this.#path(path));
  }

  async text(path: string): Promise<string | undefined> {
    return readSmall(this.#path(path));
  }

  async outerIgnores(): Promise<readonly { prefix: string; text: string }[]> {
    const found: { prefix: string; text: string }[] = [];
    if (await exists(`${this.#rootPath}${sep}.git`)) return found;
    for (let folder = dirname(this.#rootPath); ; folder = dirname(folder)) {
      const text = await readSmall(Buffer.from(`${folder}${sep}.gitignore`));
      if (text !== undefined) found.unshift({ prefix: `${relative(folder, this.#rootPath).split(sep).join('/')}/`, text });
      if (await exists(`${folder}${sep}.git`)) return found;
      // Outside of a repository nobody's ignore files apply.
      if (dirname(folder) === folder) return [];
    }
  }

  async bytes(file: string): Promise<Uint8Array> {
    const handle = await this.#open(file);
    try {
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  }

  async window(file: string): Promise<OpenFile> {
    return openFile(this.#path(file));
  }

  /** Opens without following a link in the last part, so that a file that was swapped for one after listing is not read. */
  async #open(file: string): Promise<FileHandle> {
    const handle = await open(this.#path(file), FOR_READING);
    try {
      regular(await handle.stat());
      return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async #sizeOf(path: Buffer): Promise<number> {
    try {
      return (await lstat(path)).size;
    } catch {
      // It went away after it was listed; reading it will say so.
      return 0;
    }
  }

  #path(path: string): Buffer {
    if (path === '') return this.#root;
    return this.#odd.get(path) ?? Buffer.from(`${this.#rootPath}${sep}${path.split('/').join(sep)}`);
  }

  #show(folder: string, folderPath: Buffer, raw: Buffer): string {
    const text = raw.toString('utf8');
    const path = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
    const sound = Buffer.from(text, 'utf8').equals(raw);
    const name = sound ? text : escapeBytes(raw);
    if (!sound || this.#odd.has(folder)) this.#odd.set(path(name), joined(folderPath, raw));
    return name;
  }
}

const joined = (folder: Buffer, name: Buffer): Buffer => Buffer.concat([folder, Buffer.from(sep), name]);

/** Bytes outside ASCII as `%XX`. */
const escapeBytes = (raw: Buffer): string => [...raw].map((byte) => (byte < 0x80 && byte !== 0x25 ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)).join('');

async function readSmall(path: Buffer): Promise<string | undefined> {
  try {
    const found = await stat(path);
    return found.isFile() && found.size <= MAX_IGNORE_BYTES ? await readFile(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
