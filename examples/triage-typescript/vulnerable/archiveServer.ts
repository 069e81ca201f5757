import { execSync } from 'node:child_process';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';
import { readStudy } from './study.js';

const server = new McpServer({ name: 'archive', version: '1.0.0' });

server.registerTool('referral_notes', { description: 'Notes of the referring physician', inputSchema: { file: z.string() } }, async ({ file }) => {
  const study = readStudy(`/srv/incoming/${file}`);
  return { content: [{ type: 'text', text: study.comments }] };
});

server.registerTool('anonymise', { description: 'Anonymises a study in place', inputSchema: { file: z.string() } }, async ({ file }) => {
  execSync(`dcmodify -gin ${file}`);
  return { content: [{ type: 'text', text: 'done' }] };
});

await server.connect(new StdioServerTransport());
