import hl7 from 'simple-hl7';
import HL7 from 'hl7-standard';
import { Batch, Client, Message } from 'node-hl7-client';
import { InboundRequest, Server } from 'node-hl7-server';
import { HL7Message } from 'hl7v2';
import NodeHL7 from 'nodehl7';
import { MLLPServer } from 'mllp-node';
import { Hl7Message } from '@medplum/core';
import { Hl7Client } from '@medplum/hl7';
import OpenAI from 'openai';
import ollama from 'ollama';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const openai = new OpenAI();

// simple-hl7
export async function parse(text: string) {
  const message = new hl7.Parser().parse(text);
  await ollama.generate({ model: 'llama3.2', prompt: message.getSegment('OBX').getField(5) }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: `${message.segments.length} segments` });
}
hl7.Server.createTcpServer((_error: unknown, message: any) => {
  ollama.generate({ model: 'llama3.2', prompt: message.getSegment('NTE').getField(3) }); // <- untrusted-text-in-prompt
}).start(7777);
export async function report(question: string) {
  const text = (await openai.responses.create({ model: 'gpt-5', input: question })).output_text;
  const message = new hl7.Message();
  message.addSegment('OBX', '1', 'TX', '', '', text);
  const client = hl7.Server.createTcpClient('ris.example.org', 7777);
  client.send(message, (_error: unknown, ack: any) => { // <- model-output-to-clinical-system
    ollama.generate({ model: 'llama3.2', prompt: ack.getSegment('MSA').getField(3) }); // <- untrusted-text-in-prompt
  });
}

// hl7-standard, hl7v2, nodehl7
export async function standard(text: string, incoming: HL7) {
  const message = new HL7(text);
  await ollama.generate({ model: 'llama3.2', prompt: message.get('OBX.5') }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: JSON.stringify(incoming.transformed) }); // <- untrusted-text-in-prompt
  const parsed = HL7Message.parse(text);
  await ollama.generate({ model: 'llama3.2', prompt: parsed.getSegment('OBX').field(5).getValue() }); // <- untrusted-text-in-prompt
  const reader = new NodeHL7();
  reader.parse(text, (_error: unknown, read: any) => ollama.generate({ model: 'llama3.2', prompt: read.get('OBX').get('Observation Value').toString() })); // <- untrusted-text-in-prompt
  reader.parseFile('/data/oru.hl7', (_error: unknown, read: any) => ollama.generate({ model: 'llama3.2', prompt: read.get('NTE').toString() })); // <- untrusted-text-in-prompt
}

// node-hl7-client and -server
new Server({ bindAddress: '127.0.0.1' }).createInbound({ port: 3000 }, async (request: InboundRequest) => {
  const message = request.getMessage();
  await ollama.generate({ model: 'llama3.2', prompt: message.get('OBX.5').toString() }); // <- untrusted-text-in-prompt
});
export async function batch(text: string, message: Message) {
  await ollama.generate({ model: 'llama3.2', prompt: message.get('NTE.3').toString() }); // <- untrusted-text-in-prompt
  for (const single of new Batch({ text }).messages()) {
    await ollama.generate({ model: 'llama3.2', prompt: single.get('OBX.5').toString() }); // <- untrusted-text-in-prompt
  }
}
export async function outbound(question: string) {
  const text = (await openai.responses.create({ model: 'gpt-5', input: question })).output_text;
  const message = new Message({ messageHeader: { msh_9_1: 'ORU', msh_9_2: 'R01' } });
  message.addSegment('OBX').set('5', text);
  const connection = new Client({ host: 'ris.example.org' }).createConnection({ port: 3000 }, async () => {});
  await connection.sendMessage(message); // <- model-output-to-clinical-system
}

export async function built(question: string) {
  const text = (await openai.responses.create({ model: 'gpt-5', input: question })).output_text;
  const message = new HL7Message('2.5');
  message.addSegment('OBX').field(5).setValue(text);
  hl7.Server.createTcpClient('ris.example.org', 7777).send(message.toHL7String()); // <- model-output-to-clinical-system
  const empty = new HL7Message('2.5');
  empty.addSegment('OBX').field(5).setValue('normal');
  hl7.Server.createTcpClient('ris.example.org', 7777).send(empty.toHL7String());
}

// MLLP
const mllp = new MLLPServer('127.0.0.1', 2575);
mllp.on('hl7', async (data: string) => {
  await ollama.generate({ model: 'llama3.2', prompt: data }); // <- untrusted-text-in-prompt
});
export async function mllpReport(question: string) {
  const text = (await openai.responses.create({ model: 'gpt-5', input: question })).output_text;
  mllp.send('ris.example.org', 2575, text, () => {}); // <- model-output-to-clinical-system
}

// Medplum
export async function medplum(text: string, incoming: Hl7Message, question: string) {
  const message = Hl7Message.parse(text);
  await ollama.generate({ model: 'llama3.2', prompt: message.getSegment('OBX')!.getField(5).toString() }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: incoming.getSegment('NTE')!.toString() }); // <- untrusted-text-in-prompt
  const answer = (await openai.responses.create({ model: 'gpt-5', input: question })).output_text;
  const client = new Hl7Client({ host: 'ris.example.org', port: 2575 });
  return client.sendAndWait(Hl7Message.parse(answer)); // <- model-output-to-clinical-system
}

const server = new McpServer({ name: 'ris', version: '1.0.0' });
const done = { content: [{ type: 'text' as const, text: 'sent' }] };
server.registerTool('simple', { inputSchema: { text: z.string() } }, async () => { // <- overprivileged-tool
  hl7.Server.createTcpClient('ris.example.org', 7777).send(new hl7.Message(), () => {});
  return done;
});
server.registerTool('node', { inputSchema: { text: z.string() } }, async () => { // <- overprivileged-tool
  await new Client({ host: 'ris.example.org' }).createConnection({ port: 3000 }, async () => {}).sendMessage(new Message());
  return done;
});
server.registerTool('medplum', { inputSchema: { text: z.string() } }, async () => { // <- overprivileged-tool
  await new Hl7Client({ host: 'ris.example.org', port: 2575 }).send(new Hl7Message([]));
  return done;
});
