import { createScheduler, createWorker, recognize } from 'tesseract.js';
import tesseract from 'node-tesseract-ocr';
import Ocr from '@gutenye/ocr-node';
import vision from '@google-cloud/vision';
import { DocumentProcessorServiceClient, v1 } from '@google-cloud/documentai';
import { AnalyzeDocumentCommand, DetectDocumentTextCommand, Textract, TextractClient } from '@aws-sdk/client-textract';
import { AzureKeyCredential, DocumentAnalysisClient } from '@azure/ai-form-recognizer';
import DocumentIntelligence, { getLongRunningPoller } from '@azure-rest/ai-document-intelligence';
import ollama from 'ollama';
import dcmjs from 'dcmjs';

const pixelsOf = (bytes: ArrayBuffer) => dcmjs.data.DicomMetaDictionary.naturalizeDataset(dcmjs.data.DicomMessage.readFile(bytes).dict).PixelData;

export async function withTesseract(image: Buffer) {
  const worker = await createWorker('eng');
  await worker.setParameters({ tessedit_char_whitelist: 'ABC' });
  const { data } = await recognize(image, 'eng');
  await ollama.generate({ model: 'llama3.2', prompt: data.text }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: `Confidence ${data.confidence}` });
  const scheduler = createScheduler();
  scheduler.addWorker(worker);
  const job = await scheduler.addJob('recognize', image);
  await ollama.generate({ model: 'llama3.2', prompt: job.data.text }); // <- untrusted-text-in-prompt
  await scheduler.terminate();
  await ollama.generate({ model: 'llama3.2', prompt: await tesseract.recognize(image, { lang: 'eng' }) }); // <- untrusted-text-in-prompt
  const lines = await (await Ocr.create()).detect('/tmp/a.png');
  await ollama.generate({ model: 'llama3.2', prompt: lines.map((line) => line.text).join('\n') }); // <- untrusted-text-in-prompt
}

export async function screened(bytes: ArrayBuffer) {
  const pixels = pixelsOf(bytes);
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [pixels] }); // <- unscreened-image
  const { data } = await recognize(pixels, 'eng');
  if (data.text.trim()) throw new Error('burned-in text');
  return ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [pixels] });
}
export async function screenedByCommand(bytes: ArrayBuffer) {
  const pixels = pixelsOf(bytes);
  if (await tesseract.recognize(pixels)) return null;
  return ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [pixels] });
}
export async function screenedByScheduler(bytes: ArrayBuffer) {
  const pixels = pixelsOf(bytes);
  const job = await createScheduler().addJob('recognize', pixels);
  if (job.data.text) return null;
  return ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [pixels] });
}

export async function clouds(image: Buffer, bytes: ArrayBuffer) {
  const pixels = pixelsOf(bytes);
  const google = new vision.ImageAnnotatorClient();
  const [found] = await google.documentTextDetection({ image: { content: pixels } }); // <- phi-to-external-model
  await ollama.generate({ model: 'llama3.2', prompt: found.fullTextAnnotation!.text! }); // <- untrusted-text-in-prompt
  const [processed] = await new DocumentProcessorServiceClient().processDocument({ name: 'p', rawDocument: { content: image, mimeType: 'image/png' } });
  await ollama.generate({ model: 'llama3.2', prompt: processed.document!.text! }); // <- untrusted-text-in-prompt
  const [again] = await new v1.DocumentProcessorServiceClient().processDocument({ name: 'p', rawDocument: { content: image, mimeType: 'image/png' } });
  await ollama.generate({ model: 'llama3.2', prompt: again.document!.text! }); // <- untrusted-text-in-prompt
  const aws = new TextractClient({});
  const blocks = await aws.send(new DetectDocumentTextCommand({ Document: { Bytes: pixels } })); // <- phi-to-external-model
  await ollama.generate({ model: 'llama3.2', prompt: blocks.Blocks!.map((block) => block.Text).join('\n') }); // <- untrusted-text-in-prompt
  await aws.send(new AnalyzeDocumentCommand({ Document: { Bytes: Buffer.from('') }, FeatureTypes: ['TABLES'] }));
  const direct = await new Textract({}).detectDocumentText({ Document: { Bytes: image } });
  await ollama.generate({ model: 'llama3.2', prompt: direct.Blocks![0].Text! }); // <- untrusted-text-in-prompt
  const azure = new DocumentAnalysisClient('https://ocr.example.org', new AzureKeyCredential('key'));
  const poller = await azure.beginAnalyzeDocument('prebuilt-read', image);
  const { content } = await poller.pollUntilDone();
  await ollama.generate({ model: 'llama3.2', prompt: content }); // <- untrusted-text-in-prompt
  const client = DocumentIntelligence('https://ocr.example.org', new AzureKeyCredential('key'));
  const initial = await client.path('/documentModels/{modelId}:analyze', 'prebuilt-read').post({ body: { base64Source: image.toString('base64') } });
  const result = (await getLongRunningPoller(client, initial).pollUntilDone()).body;
  await ollama.generate({ model: 'llama3.2', prompt: result.analyzeResult.content }); // <- untrusted-text-in-prompt
}
