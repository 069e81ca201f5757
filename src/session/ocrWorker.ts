import { parentPort } from 'node:worker_threads';
import type { FrameReading } from '../rules/fixtures/burnedIn.ts';
import { planesOf, type Frame } from '../scanners/pixels/planes.ts';
import { picturesOf } from '../scanners/pixels/render.ts';
import { decompressed } from './codecs.ts';
import { startTesseract } from './tesseract.ts';

/** A thread that decodes, renders and reads one frame after the other until it is terminated. */
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker only');

const engine = startTesseract();

port.on('message', (frame: Frame) => {
  void read(frame).catch((error: unknown): FrameReading => ({ texts: [], problem: error instanceof Error ? error.message : String(error) })).then((reading) => port.postMessage(reading));
});

async function read(frame: Frame): Promise<FrameReading> {
  const native = await decompressed(frame);
  if ('problem' in native) return { texts: [], problem: native.problem };
  const planes = planesOf(native);
  if (planes === undefined) return { texts: [], problem: 'its bytes are fewer than its size says' };
  const recognize = await engine;
  const texts: { view: FrameReading['texts'][number]['view']; text: string }[] = [];
  for (const picture of picturesOf(native, planes)) texts.push({ view: picture.view, text: (await recognize(picture)).replace(/\n\s*\n/g, '\n').trim() });
  return { texts };
}
