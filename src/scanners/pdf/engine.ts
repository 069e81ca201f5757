/**
 * The one door to pdfjs: loads it on first use, without a worker thread of its own and without anything that fetches, evaluates or
 * draws. A file is hostile, so nothing outside its bytes is ever looked up.
 */
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { unpaintedColours } from './colorants.ts';
import { isArray, isDict, isName, type Cos } from './cos.ts';
import { cyclicStreams } from './cycles.ts';
import type { PdfObjects } from './objects.ts';
import { wideMaps } from './wideRanges.ts';

type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

let loading: Promise<Pdfjs> | undefined;

/** The library, loaded once. */
export const pdfjs = (): Promise<Pdfjs> => (loading ??= load());

async function load(): Promise<Pdfjs> {
  // While it starts the library warns on the console that drawing is not possible here, and makes a matrix for drawing.
  const { warn } = console;
  const globals = globalThis as { DOMMatrix?: unknown };
  const lacking = globals.DOMMatrix === undefined;
  console.warn = () => undefined;
  if (lacking) globals.DOMMatrix = NoMatrix;
  try {
    // The worker's code registers itself on the global object, where the library finds it instead of starting a thread.
    // @ts-expect-error The package has no types for its worker.
    await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
    return await import('pdfjs-dist/legacy/build/pdf.mjs');
  } finally {
    console.warn = warn;
    if (lacking && globals.DOMMatrix === NoMatrix) delete globals.DOMMatrix;
  }
}

/** Stands for the matrix of a canvas, which nothing here has. */
class NoMatrix {}

/** Images above this many pixels are not decoded. A scanned A4 page at 600 dpi has 35 million. */
const MAX_IMAGE_PIXELS = 1 << 26;

/** An open document; `close` frees it. */
export interface Opened {
  readonly document: PDFDocumentProxy;
  close(): Promise<void>;
}

/** Image codecs whose decoders take long, or for ever, on damaged data. Where such an image stands is known without its pixels. */
const COSTLY_CODECS = new Set(['JBIG2Decode', 'JPXDecode']);

/**
 * A copy of the bytes in which the images of costly codecs are empty, as are streams that paint themselves and maps without end, and in
 * which colours that paint nothing are those of paper.
 */
function harmless(bytes: Uint8Array, objects: PdfObjects): Uint8Array {
  // `slice` of a Node buffer would share its memory, and pdfjs takes no Node buffers.
  const copy = new Uint8Array(bytes);
  for (const { stream } of [...cyclicStreams(objects), ...wideMaps(objects)]) if (stream) copy.fill(0x20, stream.start, stream.end);
  for (const { start, end, text } of unpaintedColours(objects)) {
    copy.fill(0x20, start, end);
    copy.set(new TextEncoder().encode(text), start);
  }
  for (const { value, stream } of objects.all) {
    if (!stream || !isDict(value)) continue;
    const filter = objects.resolve(value.entries.get('Filter'));
    const costly = (cos: Cos | undefined): boolean => isName(cos) && COSTLY_CODECS.has(cos.value);
    if (costly(filter) || (isArray(filter) && filter.items.some((f) => costly(objects.resolve(f))))) copy.fill(0, stream.start, stream.end);
  }
  return copy;
}

/** Opens a document. Throws what pdfjs throws: `PasswordException`, `InvalidPDFException`. The bytes are copied. */
export async function openPdf(bytes: Uint8Array, objects: PdfObjects): Promise<Opened> {
  const { getDocument } = await pdfjs();
  const task = getDocument({
    data: harmless(bytes, objects),
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
