import pdf, { PDFParse } from 'pdf-parse';
import PDFParser from 'pdf2json';
import { PDFExtract } from 'pdf.js-extract';
import { PdfReader } from 'pdfreader';
import extractText from 'pdf-text-extract';
import { readPdfText } from 'pdf-text-reader';
import { pdfToText } from 'pdf-ts';
import { PDFDocument } from 'pdf-lib';
import { pdf as pdfToImages } from 'pdf-to-img';
import { fromPath } from 'pdf2pic';
import mammoth from 'mammoth';
import { parseOfficeAsync } from 'officeparser';
import WordExtractor from 'word-extractor';
import textract from 'textract';
import { UnstructuredClient } from 'unstructured-client';
import { LlamaParseReader } from 'llama-cloud-services';
import { extractImages, getDocumentProxy, renderPageAsImage } from 'unpdf';
import fs from 'node:fs/promises';
import ollama from 'ollama';

const count = (pages: number) => ollama.generate({ model: 'llama3.2', prompt: `It has ${pages} pages` });

export async function parse(path: string) {
  const parser = new PDFParse({ data: await fs.readFile(path) });
  const info = await parser.getInfo();
  await ollama.generate({ model: 'llama3.2', prompt: info.info.Title }); // <- untrusted-text-in-prompt
  const shots = await parser.getScreenshot({ scale: 1.5 });
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [shots.pages[0].data] }); // <- unscreened-image
  await parser.destroy();
  await count((await parser.getText()).total);
}

export function events(path: string) {
  const parser = new PDFParser(null, true);
  parser.on('pdfParser_dataError', (error: any) => console.error(error.parserError));
  parser.on('pdfParser_dataReady', () => ollama.generate({ model: 'llama3.2', prompt: parser.getRawTextContent() })); // <- untrusted-text-in-prompt
  parser.loadPDF(path);
  new PdfReader().parseFileItems(path, (_error, item) => item?.text && ollama.generate({ model: 'llama3.2', prompt: item.text })); // <- untrusted-text-in-prompt
  extractText(path, (_error: unknown, pages: string[]) => ollama.generate({ model: 'llama3.2', prompt: pages.join('\n') })); // <- untrusted-text-in-prompt
  extractText(path, { splitPages: false }, (_error: unknown, text: string) => ollama.generate({ model: 'llama3.2', prompt: text })); // <- untrusted-text-in-prompt
  textract.fromFileWithPath(path, (_error, text) => ollama.generate({ model: 'llama3.2', prompt: text })); // <- untrusted-text-in-prompt
  textract.fromFileWithMimeAndPath('application/pdf', path, (_error, text) => ollama.generate({ model: 'llama3.2', prompt: text })); // <- untrusted-text-in-prompt
  new PDFExtract().extract(path, {}, (_error, data) => ollama.generate({ model: 'llama3.2', prompt: data!.pages[0].content[0].str })); // <- untrusted-text-in-prompt
}

export async function functions(path: string) {
  const data = await new PDFExtract().extract(path, {});
  await ollama.generate({ model: 'llama3.2', prompt: data.pages.flatMap((page) => page.content.map((item) => item.str)).join(' ') }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: await readPdfText({ url: path }) }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: await pdfToText(await fs.readFile(path)) }); // <- untrusted-text-in-prompt
  const form = await PDFDocument.load(await fs.readFile(path));
  await ollama.generate({ model: 'llama3.2', prompt: form.getTitle()! }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: form.getForm().getTextField('history').getText()! }); // <- untrusted-text-in-prompt
  await count(form.getPageCount());
}

export async function images(path: string) {
  for await (const page of await pdfToImages(path, { scale: 3 })) {
    await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [page] }); // <- unscreened-image
  }
  const first = await fromPath(path, { format: 'png' })(1, { responseType: 'base64' });
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [first.base64!] }); // <- unscreened-image
  const proxy = await getDocumentProxy(await fs.readFile(path));
  const rendered = await renderPageAsImage(proxy, 1);
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [Buffer.from(rendered).toString('base64')] }); // <- unscreened-image
  console.log((await extractImages(proxy, 1)).length);
  await proxy.cleanup();
}

export async function letters(path: string) {
  const { value } = await mammoth.convertToHtml({ path });
  await ollama.generate({ model: 'llama3.2', prompt: value }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: await parseOfficeAsync(path) }); // <- untrusted-text-in-prompt
  const word = await new WordExtractor().extract(path);
  await ollama.generate({ model: 'llama3.2', prompt: word.getBody() }); // <- untrusted-text-in-prompt
}

export async function services(path: string) {
  const client = new UnstructuredClient({ security: { apiKeyAuth: 'key' } });
  const parsed = await client.general.partition({ partitionParameters: { files: { content: await fs.readFile(path), fileName: path } } });
  await ollama.generate({ model: 'llama3.2', prompt: JSON.stringify(parsed) }); // <- untrusted-text-in-prompt
  const [title] = await new PDFExtract().extract(path, {}).then((data) => [data.meta.info.Title]);
  await client.general.partition({ partitionParameters: { files: { content: Buffer.from(title), fileName: 'title.txt' } } }); // <- phi-to-external-model
  const docs = await new LlamaParseReader({ resultType: 'markdown' }).loadData(path);
  await ollama.generate({ model: 'llama3.2', prompt: docs[0].text }); // <- untrusted-text-in-prompt
}

// Readers that are handed on as they are.
export async function handedOn(path: string, files: Buffer[]) {
  const { text } = await fs.readFile(path).then(pdf);
  await ollama.generate({ model: 'llama3.2', prompt: text }); // <- untrusted-text-in-prompt
  const all = await Promise.all(files.map(pdf));
  await ollama.generate({ model: 'llama3.2', prompt: all[0].text }); // <- untrusted-text-in-prompt
  const pages = await fs.readFile(path).then((data) => pdf(data)).then((parsed) => parsed.numpages);
  await ollama.generate({ model: 'llama3.2', prompt: `It has ${pages} pages` });
}
