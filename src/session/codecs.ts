import { createRequire } from 'node:module';
import { decodeRle } from '../scanners/pixels/rle.ts';
import { frameLength, type Frame } from '../scanners/pixels/planes.ts';

/** The part of dcmjs-codecs that is used: codecs of OpenJPEG, CharLS, libjpeg and others as WebAssembly. */
interface Codecs {
  readonly Context: new (attributes: Readonly<Record<string, unknown>>) => CodecContext;
  readonly NativeCodecs: Readonly<Record<Decoder, (context: CodecContext) => CodecContext>> & { initializeAsync(): Promise<void>; isInitialized(): boolean };
}
interface CodecContext {
  getDecodedBuffer(): Uint8Array | undefined;
  getPhotometricInterpretation(): string | undefined;
  getPlanarConfiguration(): number | undefined;
}
type Decoder = 'decodeJpeg' | 'decodeJpegLs' | 'decodeJpeg2000' | 'decodeHtJpeg2000' | 'decodeJpegXl';

const RLE = '1.2.840.10008.1.2.5';

/** Decoders by transfer syntax (PS3.5 A.4), the part behind `1.2.840.10008.1.2.4.`. */
const DECODERS: Readonly<Record<string, Decoder>> = {
  50: 'decodeJpeg', 51: 'decodeJpeg', 57: 'decodeJpeg', 70: 'decodeJpeg', 80: 'decodeJpegLs', 81: 'decodeJpegLs', 90: 'decodeJpeg2000', 91: 'decodeJpeg2000',
  110: 'decodeJpegXl', 111: 'decodeJpegXl', 112: 'decodeJpegXl', 201: 'decodeHtJpeg2000', 202: 'decodeHtJpeg2000', 203: 'decodeHtJpeg2000',
};

/** A frame without its compression; or why that can't be had. Only for threads that may be ended: a hostile frame can hold it up. */
export async function decompressed(frame: Frame): Promise<Frame | { readonly problem: string }> {
  const { compression, rows, columns, samples, bitsAllocated, bitsStored, signed, planar, photometric, bytes } = frame;
  if (compression === '') return frame;
  const native = { ...frame, compression: '', littleEndian: true };
  if (compression === RLE) {
    const unpacked = decodeRle(bytes, rows * columns, samples, bitsAllocated / 8);
    return unpacked === undefined ? { problem: 'it is damaged' } : { ...native, planar: true, bytes: unpacked };
  }
  const decoder = DECODERS[compression.replace('1.2.840.10008.1.2.4.', '')];
  if (decoder === undefined) return { problem: `there is no decoder for transfer syntax ${compression}` };
  const codecs = await loadCodecs();
  if (codecs === undefined) return { problem: `frames of transfer syntax ${compression} need the package dcmjs-codecs beside Dosimeter` };
  try {
    const context = new codecs.Context({ width: columns, height: rows, bitsAllocated, bitsStored, samplesPerPixel: samples, pixelRepresentation: signed ? 1 : 0, planarConfiguration: planar ? 1 : 0, photometricInterpretation: photometric, encodedBuffer: bytes });
    const decoded = codecs.NativeCodecs[decoder](context);
    const buffer = decoded.getDecodedBuffer();
    const result = buffer && { ...native, planar: decoded.getPlanarConfiguration() === 1, photometric: decoded.getPhotometricInterpretation() ?? photometric, bytes: buffer };
    return result !== undefined && result.bytes.length >= (frameLength(result) ?? Infinity) ? result : { problem: 'it is damaged' };
  } catch {
    return { problem: 'it is damaged' };
  }
}

let loaded: Promise<Codecs | undefined> | undefined;

/** Found where Dosimeter itself is installed, never in the tree that is scanned. */
function loadCodecs(): Promise<Codecs | undefined> {
  loaded ??= (async () => {
    try {
      const codecs = createRequire(import.meta.url)('dcmjs-codecs') as Codecs;
      if (!codecs.NativeCodecs.isInitialized()) await codecs.NativeCodecs.initializeAsync();
      return codecs;
    } catch {
      return undefined;
    }
  })();
  return loaded;
}
