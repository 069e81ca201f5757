import type { Notice } from '../base/finding.ts';
import type { ByteSource } from '../scanners/bytes.ts';

/** A file that discovery found. */
export interface ListedFile {
  /** Path from the root, with `/`. Bytes of a name that are no UTF-8 are written `%XX`. */
  readonly file: string;
  /** Bytes. */
  readonly size: number;
}

/** What lies below the scanned paths. */
export interface Listing {
  /** Sorted by path. */
  readonly files: readonly ListedFile[];
  /** Folders and files that were left out, with the reason; ignored files of git are not listed. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly notices: readonly Notice[];
}

/** What is looked at. Globs in gitignore syntax, from the root. */
export interface ListOptions {
  /** Paths from the root that were asked for; `['.']` for all. What is named here is read even where git ignores it. */
  readonly paths: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** A file that is read in windows. A window that can't be read any more is empty. */
export interface OpenFile extends ByteSource {
  /** Size and time of the last change. */
  readonly stamp: string;
  close(): Promise<void>;
}

/** The file system as the session sees it: everything is relative to one root. */
export interface Host {
  /** Absolute path or URI of the root, for messages and reports only. */
  readonly root: string;
  list(options: ListOptions): Promise<Listing>;
  /** Bytes of a listed file; rejects when it can't be read. */
  read(file: string): Promise<Uint8Array>;
  /** Opens a listed file for reading in windows; rejects when it can't be read. */
  open(file: string): Promise<OpenFile>;
}
