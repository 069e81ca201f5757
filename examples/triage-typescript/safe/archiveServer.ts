import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { readStudy } from './study.js';

const server = new McpServer({ name: 'archive', version: '1.0.0' });
const UID = /^[0-9]+(\.[0-9]+){1,20}$/;

server.registerTool('study_facts', { description: 'Modality and procedure', inputSchema: { uid: z.string() } }, async ({ uid }) => {
  if (!UID.test(uid)) throw new Error('no study UID');
  const { modality, procedure } = readStudy(`/srv/incoming/${uid}.dcm`);
  return { content: [{ type: 'text', text: `${modality}: ${procedure}` }] };
});

await server.connect(new StdioServerTransport());
