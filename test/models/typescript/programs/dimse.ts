import dcmjsDimse from 'dcmjs-dimse';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import OpenAI from 'openai';
import ollama from 'ollama';
import { z } from 'zod';

const { Client, Dataset, Scp, Server } = dcmjsDimse;
const { CEchoRequest, CFindRequest, CGetRequest, CMoveRequest, CStoreRequest, NDeleteRequest } = dcmjsDimse.requests;
const { CStoreResponse } = dcmjsDimse.responses;
const openai = new OpenAI();

export class Archive extends Scp {
  async cStoreRequest(request: any, callback: any) {
    const dataset = request.getDataset();
    await ollama.generate({ model: 'llama3.2', prompt: dataset.getElement('StudyDescription') }); // <- untrusted-text-in-prompt
    await ollama.generate({ model: 'llama3.2', prompt: `${dataset.getElement('Rows')} rows in ${dataset.getTransferSyntaxUid()}` });
    dataset.toFile(`/data/${dataset.getElement('SOPInstanceUID')}.dcm`);
    callback(CStoreResponse.fromRequest(request));
  }
}
new Server(Archive).listen(104); // <- open-dicom-listener
new Server(Archive).listen(2762, { securityOptions: { key: 'key.pem', cert: 'cert.pem', requestCert: true } });

export function fetchStudy(uid: string) {
  const client = new Client();
  const request = CGetRequest.createStudyGetRequest(uid);
  client.on('cStoreRequest', async (received: any) => {
    await ollama.generate({ model: 'llama3.2', prompt: received.getDataset().getElement('ImageComments') }); // <- untrusted-text-in-prompt
  });
  client.addRequest(request);
  client.send('pacs.example.org', 104, 'US', 'PACS'); // <- plaintext-clinical-transport
}

export async function store(uid: string) {
  const summary = (await openai.responses.create({ model: 'gpt-5', input: `Write a header for ${uid.length}` })).output_text;
  const dataset = new Dataset({ PatientID: '1', ImageComments: summary });
  const client = new Client();
  client.addRequest(new CStoreRequest(dataset)); // <- model-output-to-clinical-system
  client.addRequest(new CStoreRequest(new Dataset({ PatientID: '1' })));
  client.send('pacs.example.org', 104, 'US', 'PACS'); // <- plaintext-clinical-transport
  dataset.toFile(`/data/${summary}.dcm`); // <- model-output-to-code
}

export function readFile(path: string) {
  const dataset = Dataset.fromFile(path);
  Dataset.fromFile(path, async (_error: unknown, read: any) => {
    await ollama.generate({ model: 'llama3.2', prompt: read.getElement('PatientComments') }); // <- untrusted-text-in-prompt
  });
  return ollama.generate({ model: 'llama3.2', prompt: dataset.getElement('StudyDescription') }); // <- untrusted-text-in-prompt
}
export function label(dataset: InstanceType<typeof Dataset>) {
  return dataset.getElement('Modality');
}

const server = new McpServer({ name: 'pacs', version: '1.0.0' });
const input = { uid: z.string(), to: z.string() };
const done = { content: [{ type: 'text' as const, text: 'done' }] };
function send(request: any) {
  const client = new Client();
  client.addRequest(request);
  client.send('pacs.example.org', 104, 'US', 'PACS'); // <- plaintext-clinical-transport
  return done;
}
server.registerTool('find', { inputSchema: input }, async ({ uid }) => send(CFindRequest.createStudyFindRequest({ StudyInstanceUID: uid })));
server.registerTool('echo', { inputSchema: input }, async () => send(new CEchoRequest()));
server.registerTool('move', { inputSchema: input }, async ({ uid }) => send(CMoveRequest.createStudyMoveRequest('WS1', uid))); // <- overprivileged-tool
server.registerTool('remove', { inputSchema: input }, async ({ uid }) => send(new NDeleteRequest('1.2.840.10008.1.2', uid))); // <- overprivileged-tool
server.registerTool('anywhere', { inputSchema: input }, async ({ uid, to }) => { // <- overprivileged-tool
  const client = new Client();
  client.addRequest(CFindRequest.createStudyFindRequest({ StudyInstanceUID: uid }));
  client.send(to, 104, 'US', 'PACS');
  return done;
});
