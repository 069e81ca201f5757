/** Strings of an encrypted file, as pdfjs decrypts them: they can't be read in place. */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ArtifactText, Channel } from '../artifact.ts';
import { MAX_PDF_PAGES } from '../limits.ts';
import type { Attachment } from './structure.ts';

/** Bookmarks that are read. */
const MOST_BOOKMARKS = 5_000;

/** Texts of an annotation as pdfjs hands them out: strings, or records of a string. */
const ANNOTATION_TEXTS = ['contentsObj', 'titleObj', 'richText', 'fieldValue', 'defaultFieldValue', 'alternativeText', 'textContent'] as const;

interface Bookmark { readonly title?: unknown; readonly items?: readonly Bookmark[] }

export interface EncryptedParts { readonly texts: readonly ArtifactText[]; readonly attachments: readonly Attachment[] }

/** Properties, notes, fields, bookmarks and attached files. What takes longer than the deadline is left out. */
export async function encryptedParts(document: PDFDocumentProxy, deadline: number): Promise<EncryptedParts> {
  const texts: ArtifactText[] = [];
  const add = (value: unknown, where: string, label: string, channel: Channel, group: string): void => {
    if (Array.isArray(value)) for (const part of value) add(part, where, label, channel, group);
    else if (typeof value === 'string' && value.trim() !== '') texts.push({ text: value, where, label, channel, visibility: 'unusual', facts: [], group });
    else if (typeof value === 'object' && value !== null) add((value as { readonly str?: unknown }).str, where, label, channel, group);
  };
  const properties = await document.getMetadata().catch(() => undefined);
  for (const [key, value] of Object.entries(properties?.info ?? {})) add(value, `document information / ${key}`, `${key} of the document information`, 'meta', 'document');
  for (let number = 1; number <= Math.min(document.numPages, MAX_PDF_PAGES) && Date.now() < deadline; number++) {
    const annotations = await document.getPage(number).then((page) => page.getAnnotations()).catch(() => []);
    for (const [index, annotation] of (annotations as readonly Readonly<Record<string, unknown>>[]).entries()) {
      const where = `page ${number} / annotation ${index + 1}`;
      for (const key of ANNOTATION_TEXTS) add(annotation[key], where, `The annotation ${index + 1} on page ${number}`, 'comment', where);
    }
  }
  const bookmarks: Bookmark[] = [...((await document.getOutline().catch(() => null)) ?? [])].reverse();
  for (let count = 1; bookmarks.length > 0 && count <= MOST_BOOKMARKS; count++) {
    const next = bookmarks.pop()!;
    add(next.title, `bookmark ${count}`, `The bookmark ${count}`, 'meta', 'bookmarks');
    bookmarks.push(...[...(next.items ?? [])].reverse());
  }
  const files = (await document.getAttachments().catch(() => null)) as Readonly<Record<string, { readonly filename?: unknown; readonly content?: unknown }>> | null;
  const attachments = Object.values(files ?? {}).map(({ filename, content }, index): Attachment => ({ name: typeof filename === 'string' ? filename : '', where: `attachment ${index + 1}`, bytes: content instanceof Uint8Array ? content : undefined }));
  return { texts, attachments };
}
