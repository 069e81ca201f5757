/**
 * The one door to pdfjs: loads it on first use, without a worker thread of its own and without anything that fetches, evaluates or
 * draws. A file is hostile, so nothing outside its bytes is ever looked up.
 */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

let loading: Promise<Pdfjs> | undefined;

/** The library, loaded once. */
export const pdfjs = (): Promise<Pdfjs> => (loading ??= load());

async function load(): Promise<Pdfjs> {
  // While it starts the library warns on the console that drawing is not possible here; nothing is drawn.
  const { warn } = console;
  console.warn = () => undefined;
  try {
    // The worker's code registers itself on the global object, where the library finds it instead of starting a thread.
    // @ts-expect-error The package has no types for its worker.
    await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
    return await import('pdfjs-dist/legacy/build/pdf.mjs');
  } finally {
    console.warn = warn;
  }
}

/** Images above this many pixels are not decoded. A scanned A4 page at 600 dpi has 35 million. */
const MAX_IMAGE_PIXELS = 1 << 26;

/** An open document; `close` frees it. */
export interface Opened {
  readonly document: PDFDocumentProxy;
  close(): Promise<void>;
}

/** Opens a document. Throws what pdfjs throws: `PasswordException`, `InvalidPDFException`. The bytes are copied. */
export async function openPdf(bytes: Uint8Array): Promise<Opened> {
  const { getDocument } = await pdfjs();
  const task = getDocument({
    data: bytes.slice(),
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    disableAutoFetch: true,
    disableStream: true,
    disableRange: true,
    fontExtraProperties: false,
    enableXfa: false,
    maxImageSize: MAX_IMAGE_PIXELS,
    stopAtErrors: false,
  });
  return { document: await task.promise, close: () => task.destroy() };
}
