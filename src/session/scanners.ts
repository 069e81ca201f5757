import { scanSource } from '../rules/fixtures/scan.ts';
import type { OcrThread } from './ocrThread.ts';
import { PdfThread } from './pdfThread.ts';
import type { ArtifactScanner } from './session.ts';
import { verifySignature } from './signatures.ts';

/** The scanners of files that are no code. `ocr` reads the pixels too. */
export function artifactScanners({ ocr }: { readonly ocr?: OcrThread } = {}): readonly ArtifactScanner[] {
  const pdfs = new PdfThread();
  return [(file, { source, whole }) => scanSource(file, source, { readPdf: pdfs.read, verifySignature, ...(ocr === undefined ? {} : { readFrame: ocr.read }) }, whole)];
}
