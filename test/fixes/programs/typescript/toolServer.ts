import { rm } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import dicomParser from 'dicom-parser';
import { z } from 'zod';

const server = new McpServer({ name: 'archive', version: '1.0.0' });

server.registerTool(
  'comments',
  { description: 'Comments of a study', inputSchema: { path: z.string() } },
  async ({ path }) => {
    const text = dicomParser.parseDicom(await readFile(path)).string('x00104000');
    return {
      content: [{ type: 'text', text: text ?? '' }],
    };
  },
);

server.registerTool(
  'remove',
  {
    description: 'Removes a study',
    inputSchema: { path: z.string() },
  },
  async ({ path }) => {
    await rm(path, { recursive: true });
    return { content: [{ type: 'text', text: 'removed' }] };
  },
);

export { server };
