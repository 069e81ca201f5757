import assert from 'node:assert';
import { notFound } from 'next/navigation';
import { error } from '@sveltejs/kit';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { confirm } from '@inquirer/prompts';
import { z } from 'zod';
import fs from 'node:fs';

const server = new McpServer({ name: 'files', version: '1.0.0' });
const input = { uid: z.string() };
const fileOf = (uid: string) => `/data/${uid.replace(/[^0-9.]/g, '')}.dcm`;
const done = { content: [{ type: 'text' as const, text: 'done' }] };

server.registerTool('fails', { inputSchema: input }, async ({ uid }) => {
  if (!(await confirm({ message: `Delete ${uid}?` }))) assert.fail('not approved');
  fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('page', { inputSchema: input }, async ({ uid }) => {
  if (!(await confirm({ message: `Delete ${uid}?` }))) notFound();
  fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('kit', { inputSchema: input }, async ({ uid }) => {
  if (!(await confirm({ message: `Delete ${uid}?` }))) error(403, 'not approved');
  fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('goesOn', { inputSchema: input }, async ({ uid }) => { // <- overprivileged-tool
  if (!(await confirm({ message: `Delete ${uid}?` }))) console.error('not approved');
  fs.rmSync(fileOf(uid));
  return done;
});
