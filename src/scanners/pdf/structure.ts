/** What the objects of a PDF say beside its pages: actions, attachments, strings, revisions, bytes outside of objects. */
import type { ArtifactText, StructureFact } from '../artifact.ts';
import type { PdfObjects } from './objects.ts';

/** A file inside the PDF. */
export interface Attachment {
  readonly name: string;
  readonly where: string;
  readonly bytes: Uint8Array | undefined;
}

export interface Structure {
  readonly facts: readonly StructureFact[];
  readonly texts: readonly ArtifactText[];
  readonly attachments: readonly Attachment[];
}

export function readStructure(_objects: PdfObjects, _context: { readonly opened: boolean }): Structure {
  return { facts: [], texts: [], attachments: [] };
}
