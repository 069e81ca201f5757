import express from 'express';
import multer from 'multer';
import Fastify from 'fastify';
import Koa from 'koa';
import Router from '@koa/router';
import { Hono } from 'hono';
import { serve } from '@hono/node-server';
import { Body, Controller, Post } from '@nestjs/common';
import { app as azure, HttpRequest } from '@azure/functions';
import { defineEventHandler, getQuery, readBody, readMultipartFormData } from 'h3';
import { WebSocketServer } from 'ws';
import formidable from 'formidable';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { NextApiRequest, NextApiResponse } from 'next';
import { NextResponse } from 'next/server';
import OpenAI from 'openai';

const openai = new OpenAI();
const upload = multer();
async function answerTo(question: string) {
  return (await openai.responses.create({ model: 'gpt-5', input: question })).output_text;
}

// Express
const app = express();
app.set('trust proxy', 1);
app.post('/role', async (req, res) => {
  if (!req.is('json')) return res.sendStatus(415);
  await openai.responses.create({ model: 'gpt-5', instructions: `You speak ${req.body.language}`, input: 'Hello' }); // <- user-text-in-system-prompt
  await openai.responses.create({ model: 'gpt-5', instructions: `Method ${req.method} from ${req.ip}`, input: 'Hello' });
  const answer = await answerTo('Hello');
  res.sendFile(`/data/${answer}`); // <- model-output-to-code
  res.set('Content-Type', 'text/html').write(answer); // <- model-output-to-code
  res.end();
});
app.post('/text', async (_req, res) => {
  res.header('content-type', 'text/plain');
  res.send(await answerTo('Hello'));
});
app.post('/upload', upload.single('report'), async (req, res) => {
  await openai.responses.create({ model: 'gpt-5', input: req.file!.buffer.toString() }); // <- untrusted-text-in-prompt
  await openai.responses.create({ model: 'gpt-5', input: `It has ${req.file!.size} bytes` });
  res.json({ ok: true });
});
export async function kept(file: Express.Multer.File) {
  return openai.responses.create({ model: 'gpt-5', input: file.buffer.toString() }); // <- untrusted-text-in-prompt
}

// Fastify
const fastify = Fastify();
fastify.get('/ask', async (request, reply) => {
  const { language } = request.query as any;
  await openai.responses.create({ model: 'gpt-5', instructions: `You speak ${language}`, input: 'Hello' }); // <- user-text-in-system-prompt
  reply.type('text/html').send(await answerTo('Hello')); // <- model-output-to-code
});
fastify.route({ method: 'POST', url: '/plain', handler: async (request, reply) => {
  await openai.responses.create({ model: 'gpt-5', instructions: (request.body as any).role, input: 'Hello' }); // <- user-text-in-system-prompt
  reply.header('Content-Type', 'text/plain').send(await answerTo('Hello'));
} });
fastify.register(async (child) => {
  child.post('/file', async (request) => {
    const file = await request.file();
    return openai.responses.create({ model: 'gpt-5', input: (await file!.toBuffer()).toString() }); // <- untrusted-text-in-prompt
  });
});
fastify.listen({ port: 3000, host: '0.0.0.0' }); // <- unauthenticated-model-endpoint

// Koa
const router = new Router();
router.post('/ask', async (ctx) => {
  const body = ctx.request.body as any;
  ctx.body = (await openai.responses.create({ model: 'gpt-5', instructions: body.role, input: 'Hello' })).output_text; // <- user-text-in-system-prompt
});
new Koa().use(router.routes()).listen(3001, '127.0.0.1');

// Hono
const hono = new Hono();
hono.post('/ask', async (c) => {
  const { role } = await c.req.json();
  const answer = await openai.responses.create({ model: 'gpt-5', instructions: role, input: 'Hello' }); // <- user-text-in-system-prompt
  return c.html(answer.output_text); // <- model-output-to-code
});
serve({ fetch: hono.fetch, port: 3002, hostname: '0.0.0.0' }); // <- unauthenticated-model-endpoint
const closed = new Hono();
closed.get('/', (c) => c.text('ok'));
serve({ fetch: closed.fetch, port: 3003, hostname: '127.0.0.1' });

// NestJS
@Controller('reports')
export class ReportsController {
  @Post()
  async explain(@Body() body: { role: string }) {
    return openai.responses.create({ model: 'gpt-5', instructions: body.role, input: 'Hello' }); // <- user-text-in-system-prompt
  }
}

// Node, Bun and Deno
http.createServer((req: IncomingMessage, res: ServerResponse) => {
  let body = '';
  req.on('data', (chunk) => { body += chunk; });
  req.on('end', async () => {
    const answer = await openai.responses.create({ model: 'gpt-5', instructions: body, input: 'Hello' }); // <- user-text-in-system-prompt
    await openai.responses.create({ model: 'gpt-5', instructions: `Page ${req.url}`, input: 'Hello' }); // <- user-text-in-system-prompt
    res.setHeader('Content-Type', 'text/html');
    res.end(answer.output_text); // <- model-output-to-code
  });
}).listen(3004, '127.0.0.1');
Bun.serve({ port: 3005, hostname: '127.0.0.1', async fetch(req: Request) {
  const { role } = await req.json();
  const answer = await openai.responses.create({ model: 'gpt-5', instructions: role, input: 'Hello' }); // <- user-text-in-system-prompt
  return new Response(answer.output_text, { headers: { 'Content-Type': 'text/html' } }); // <- model-output-to-code
} });
Deno.serve({ hostname: '127.0.0.1' }, async (req: Request) => {
  const role = await req.text();
  const answer = await openai.responses.create({ model: 'gpt-5', instructions: role, input: 'Hello' }); // <- user-text-in-system-prompt
  return new Response(answer.output_text, { headers: { 'content-type': 'text/plain' } });
});

// Azure Functions, Nitro, Next.js
azure.http('ask', { methods: ['POST'], handler: async (request: HttpRequest) => {
  const { role } = await request.json() as any;
  return { body: (await openai.responses.create({ model: 'gpt-5', instructions: role, input: 'Hello' })).output_text }; // <- user-text-in-system-prompt
} });
export const nitro = defineEventHandler(async (event) => {
  const { role } = await readBody(event);
  await openai.responses.create({ model: 'gpt-5', instructions: `${role} ${getQuery(event).language}`, input: 'Hello' }); // <- user-text-in-system-prompt
  const [part] = (await readMultipartFormData(event))!;
  return openai.responses.create({ model: 'gpt-5', input: part.data.toString() }); // <- untrusted-text-in-prompt
});
export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const answer = await openai.responses.create({ model: 'gpt-5', instructions: req.body.role, input: 'Hello' }); // <- user-text-in-system-prompt
  const [, files] = await formidable().parse(req);
  await openai.responses.create({ model: 'gpt-5', input: files.report![0].originalFilename! }); // <- untrusted-text-in-prompt
  res.status(200).send(answer.output_text); // <- model-output-to-code
}
export async function GET() {
  return new NextResponse(await answerTo('Hello'), { headers: { 'content-type': 'text/html' } }); // <- model-output-to-code
}

// Sockets
new WebSocketServer({ port: 3006 }).on('connection', (socket) => { // <- unauthenticated-model-endpoint
  socket.on('message', async (data) => socket.send(await answerTo(String(data))));
});
