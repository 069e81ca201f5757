import { PrismaClient } from '@prisma/client';
import mongoose from 'mongoose';
import { createClient } from '@supabase/supabase-js';
import { findScu, moveScu } from 'dicom-dimse-native';
import ollama from 'ollama';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const supabase = createClient('https://db.example.org', 'key');
const prisma = new PrismaClient();
const Report = mongoose.model('Report', new mongoose.Schema({ body: String }));
const Setting = mongoose.model('Setting', new mongoose.Schema({ value: String }));

export async function read(id: string) {
  const report = await prisma.report.findUnique({ where: { id } });
  await ollama.generate({ model: 'llama3.2', prompt: report!.body }); // <- untrusted-text-in-prompt
  const [study] = await prisma.study.findMany({ where: { id } });
  await ollama.generate({ model: 'llama3.2', prompt: study.description }); // <- untrusted-text-in-prompt
  const setting = await prisma.setting.findUnique({ where: { id } });
  await ollama.generate({ model: 'llama3.2', prompt: setting!.value });
  const stored = await Report.findById(id);
  await ollama.generate({ model: 'llama3.2', prompt: stored!.body! }); // <- untrusted-text-in-prompt
  const own = await Setting.findOne({ id });
  await ollama.generate({ model: 'llama3.2', prompt: own!.value! });
}

const server = new McpServer({ name: 'records', version: '1.0.0' });
const input = { id: z.string() };
const done = { content: [{ type: 'text' as const, text: 'done' }] };
server.registerTool('read', { inputSchema: input }, async ({ id }) => { await prisma.setting.findUnique({ where: { id } }); return done; });
server.registerTool('create', { inputSchema: input }, async ({ id }) => { await prisma.setting.create({ data: { id } }); return done; }); // <- overprivileged-tool
server.registerTool('delete', { inputSchema: input }, async ({ id }) => { await prisma.report.delete({ where: { id } }); return done; }); // <- overprivileged-tool
server.registerTool('remove', { inputSchema: input }, async ({ id }) => { await Report.deleteOne({ id }); return done; }); // <- overprivileged-tool
server.registerTool('supabase', { inputSchema: input }, async ({ id }) => { await supabase.from('reports').delete().eq('id', id); return done; }); // <- overprivileged-tool
server.registerTool('find', { inputSchema: input }, async ({ id }) => { findScu(JSON.stringify({ tags: [{ key: '0020000d', value: id }] }), () => {}); return done; });
server.registerTool('move', { inputSchema: input }, async ({ id }) => { moveScu(JSON.stringify({ destination: 'WS1', tags: [{ key: '0020000d', value: id }] }), () => {}); return done; }); // <- overprivileged-tool
