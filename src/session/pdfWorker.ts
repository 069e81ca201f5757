import { parentPort } from 'node:worker_threads';
import { readPdf } from '../scanners/pdf/read.ts';
import type { PdfReply, PdfRequest } from './pdfThread.ts';

/** A thread that reads one PDF after the other until it is terminated. */
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker only');

// Damaged files make the library leave promises behind that nobody waits for. The page that they belong to ends with its time, and what
// else was found in the file is not lost.
process.on('unhandledRejection', () => undefined);

port.on('message', ({ bytes, milliseconds }: PdfRequest) => {
  void readPdf(bytes, milliseconds).then((content) => port.postMessage({ content } satisfies PdfReply));
});
