import { scanSource } from '../rules/fixtures/scan.ts';
import { PdfThread } from './pdfThread.ts';
import type { ArtifactScanner } from './session.ts';
import { verifySignature } from './signatures.ts';

/** The scanners of files that are no code. */
export function artifactScanners(): readonly ArtifactScanner[] {
  const pdfs = new PdfThread();
  return [(file, { source, whole }) => scanSource(file, source, { readPdf: pdfs.read, verifySignature }, whole)];
}
