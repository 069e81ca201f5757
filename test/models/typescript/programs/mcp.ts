import { McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { registerAppTool } from '@modelcontextprotocol/ext-apps/server';
import { FastMCP } from 'fastmcp';
import { MCPPrompt, MCPResource, MCPTool } from 'mcp-framework';
import { Prompt as NestPrompt, Tool as NestTool } from '@rekog/mcp-nest';
import { createMcpHandler } from 'mcp-handler';
import OpenAI from 'openai';
import { z } from 'zod';
import { api } from 'dicomweb-client';

const pacs = new api.DICOMwebClient({ url: 'https://pacs.example.org/dicom-web' });
async function historyOf(uid: string): Promise<string> {
  const [study] = await pacs.searchForStudies({ queryParams: { StudyInstanceUID: uid } });
  return study['001021B0'].Value[0];
}
const remember = (task: string, uid: string) => pending.set(task, uid);
const pending = new Map<string, string>();
const isoDate = (value: string) => new Date(value).toISOString();

const server = new McpServer({ name: 'studies', version: '1.0.0' });
server.resource('history', 'study://latest', async (uri) => ({ // <- untrusted-tool-result
  contents: [{ uri: uri.href, text: await historyOf('latest') }],
}));
server.resource('study', new ResourceTemplate('study://{uid}', { list: undefined }), async (uri, { uid }) => ({ // <- untrusted-tool-result
  contents: [{ uri: uri.href, text: await historyOf(String(uid)) }],
}));
server.resource('date', 'study://date', { mimeType: 'text/plain' }, async (uri) => ({
  contents: [{ uri: uri.href, text: isoDate(await historyOf('latest')) }],
}));
server.prompt('explain', { uid: z.string() }, async ({ uid }) => ({ // <- untrusted-tool-result
  messages: [{ role: 'user', content: { type: 'text', text: `Explain ${await historyOf(uid)}` } }],
}));
server.registerPrompt('compare', { description: 'Compares studies', argsSchema: { uid: z.string() } }, async ({ uid }) => ({ // <- untrusted-tool-result
  messages: [{ role: 'user', content: { type: 'text', text: await historyOf(uid) } }],
}));
server.experimental.tasks.registerToolTask('slow', { description: 'Takes long', inputSchema: { uid: z.string() } }, {
  async createTask({ uid }, { taskStore }) {
    const task = await taskStore.createTask({ ttl: 300_000 });
    remember(task.taskId, uid);
    return { task };
  },
  async getTaskResult({ uid }) {
    return { content: [{ type: 'text', text: await historyOf(uid) }] }; // <- untrusted-tool-result
  },
});
registerAppTool(server, 'show', { description: 'Shows a study', inputSchema: { uid: z.string() } }, async ({ uid }) => ({ // <- untrusted-tool-result
  content: [{ type: 'text', text: await historyOf(uid) }],
}));

export async function ask(uid: string) {
  const history = await historyOf(uid);
  await server.server.sendLoggingMessage({ level: 'info', data: history }); // <- phi-in-logs
  await server.server.sendLoggingMessage({ level: 'info', data: 'read' });
  return server.server.createMessage({
    systemPrompt: 'You explain reports.',
    messages: [{ role: 'user', content: { type: 'text', text: history } }], // <- phi-to-external-model, untrusted-text-in-prompt
    maxTokens: 500,
  });
}

const fast = new FastMCP({ name: 'studies', version: '1.0.0' });
fast.addResource({ uri: 'study://latest', name: 'Latest', load: async () => ({ text: await historyOf('latest') }) }); // <- untrusted-tool-result
fast.addPrompt({ name: 'explain', arguments: [], load: async () => `Explain ${isoDate(await historyOf('latest'))}` });
fast.addTool({ // <- overprivileged-tool
  name: 'move_study',
  description: 'Stores a copy of a study',
  parameters: z.object({ uid: z.string() }),
  execute: async ({ uid }) => {
    await pacs.storeInstances({ datasets: [new ArrayBuffer(8)], studyInstanceUID: uid });
    return 'stored';
  },
});
export const listen = () => fast.start({ transportType: 'httpStream', httpStream: { port: 8080, host: '0.0.0.0' } }); // <- unauthenticated-model-endpoint

export class HistoryTool extends MCPTool<{ uid: string }> {
  name = 'history';
  description = 'Reads the history';
  schema = { uid: { type: z.string(), description: 'UID' } };
  async execute({ uid }: { uid: string }) {
    return historyOf(uid); // <- untrusted-tool-result
  }
}
export class LatestResource extends MCPResource {
  uri = 'study://latest';
  name = 'Latest';
  async read() {
    return [{ uri: this.uri, text: await historyOf('latest') }]; // <- untrusted-tool-result
  }
}
export class ExplainPrompt extends MCPPrompt<{ uid: string }> {
  name = 'explain';
  description = 'Explains a study';
  schema = { uid: { type: z.string(), description: 'UID', required: true } };
  async generateMessages({ uid }: { uid: string }) {
    return [{ role: 'user', content: { type: 'text', text: await historyOf(uid) } }]; // <- untrusted-tool-result
  }
}
export class StudyTools {
  @NestTool({ name: 'history', description: 'Reads the history', parameters: z.object({ uid: z.string() }) })
  async history({ uid }: { uid: string }) {
    return historyOf(uid); // <- untrusted-tool-result
  }
  @NestPrompt({ name: 'date', description: 'The date of a study' })
  async date({ uid }: { uid: string }) {
    return isoDate(await historyOf(uid));
  }
}
export const handler = createMcpHandler((offered) => {
  offered.tool('history', 'Reads the history', { uid: z.string() }, async ({ uid }) => ({ // <- untrusted-tool-result
    content: [{ type: 'text', text: await historyOf(uid) }],
  }));
});

const openai = new OpenAI();
export async function client(host: Client) {
  const { tools } = await host.listTools();
  await openai.responses.create({ model: 'gpt-5', input: `There are ${tools.length} tools` });
  const result = await host.callTool({ name: 'read', arguments: {} });
  return openai.responses.create({ model: 'gpt-5', input: JSON.stringify(result.content) }); // <- untrusted-text-in-prompt
}

const low = new Server({ name: 'low', version: '1.0.0' }, { capabilities: { tools: {} } });
export const askLow = async (uid: string) => low.createMessage({ messages: [{ role: 'user', content: { type: 'text', text: isoDate(await historyOf(uid)) } }], maxTokens: 10 });
