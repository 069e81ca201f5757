import fs from 'node:fs/promises';
import { renameSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline/promises';
import v8 from 'node:v8';
import { Worker } from 'node:worker_threads';
import { VM } from 'vm2';
import { $ } from 'zx';
import { execa } from 'execa';
import { exec } from 'node:child_process';
import { quote } from 'shell-quote';
import handlebars from 'handlebars';
import yaml from 'js-yaml';
import { all as unsafeTypes } from 'js-yaml-js-types';
import { evaluate } from 'mathjs';
import ejs from 'ejs';
import OpenAI from 'openai';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const openai = new OpenAI();

export async function run(question: string) {
  const answer = (await openai.responses.create({ model: 'gpt-5', input: question })).output_text;
  await fs.rename('report.txt', `reports/${answer}`); // <- model-output-to-code
  renameSync(answer, 'report.txt'); // <- model-output-to-code
  await fs.writeFile(path.join(os.tmpdir(), 'report.txt'), answer);
  if (path.isAbsolute(answer)) return;
  new VM().run(answer); // <- model-output-to-code
  new Worker(answer, { eval: true }); // <- model-output-to-code
  new Worker('./worker.js', { workerData: answer });
  await $`dcmdump ${answer}`;
  await execa('dcmdump', [answer]);
  exec(`dcmdump ${quote([answer])}`);
  v8.deserialize(Buffer.from(answer, 'base64')); // <- model-output-to-code
  yaml.load(answer, { schema: yaml.DEFAULT_SCHEMA.extend(unsafeTypes) }); // <- model-output-to-code
  yaml.load(answer);
  evaluate(answer); // <- model-output-to-code
  new handlebars.SafeString(answer); // <- model-output-to-code
  ejs.render('<p><%= answer %></p>', { answer });
  console.log(Buffer.byteLength(answer));
}

export async function interactive() {
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  const question = await terminal.question('Question? ');
  terminal.close();
  return openai.responses.create({ model: 'gpt-5', input: question });
}

const server = new McpServer({ name: 'files', version: '1.0.0' });
const input = { from: z.string(), to: z.string() };
const done = { content: [{ type: 'text' as const, text: 'done' }] };
server.registerTool('move', { inputSchema: input }, async ({ from, to }) => { // <- overprivileged-tool
  await fs.rename(from, to); // <- model-output-to-code
  return done;
});
