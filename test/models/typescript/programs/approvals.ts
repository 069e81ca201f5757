import readlineSync from 'readline-sync';
import inquirer from 'inquirer';
import { confirm as ask, select } from '@inquirer/prompts';
import * as clack from '@clack/prompts';
import { dialog } from 'electron';
import * as vscode from 'vscode';
import { Command, interrupt } from '@langchain/langgraph';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatOllama } from '@langchain/ollama';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import fs from 'node:fs';

const server = new McpServer({ name: 'files', version: '1.0.0' });
const input = { uid: z.string() };
const fileOf = (uid: string) => `/data/${uid.replace(/[^0-9.]/g, '')}.dcm`;
const done = { content: [{ type: 'text' as const, text: 'done' }] };

server.registerTool('unasked', { inputSchema: input }, async ({ uid }) => { // <- overprivileged-tool
  fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('key', { inputSchema: input }, async ({ uid }) => {
  if (!readlineSync.keyInYN(`Delete ${uid}?`)) return done;
  fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('prompt', { inputSchema: input }, async ({ uid }) => {
  const { ok } = await inquirer.prompt([{ type: 'confirm', name: 'ok', message: `Delete ${uid}?` }]);
  if (ok) fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('inquirer', { inputSchema: input }, async ({ uid }) => {
  if (await ask({ message: `Delete ${uid}?` })) fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('select', { inputSchema: input }, async ({ uid }) => {
  const choice = await select({ message: `Delete ${uid}?`, choices: ['yes', 'no'] });
  if (choice === 'yes') fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('clack', { inputSchema: input }, async ({ uid }) => {
  const ok = await clack.confirm({ message: `Delete ${uid}?` });
  if (clack.isCancel(ok) || !ok) return done;
  fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('browser', { inputSchema: input }, async ({ uid }) => {
  if (window.confirm(`Delete ${uid}?`)) fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('editor', { inputSchema: input }, async ({ uid }) => {
  const answer = await vscode.window.showWarningMessage(`Delete ${uid}?`, { modal: true }, 'Delete');
  if (answer !== 'Delete') return done;
  fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('desktop', { inputSchema: input }, async ({ uid }) => {
  const { response } = await dialog.showMessageBox({ message: `Delete ${uid}?`, buttons: ['Cancel', 'Delete'] });
  if (response === 1) fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('graph', { inputSchema: input }, async ({ uid }) => {
  const answer = interrupt({ question: `Delete ${uid}?` });
  if (answer === 'yes') fs.rmSync(fileOf(uid));
  return done;
});
server.registerTool('ignored', { inputSchema: input }, async ({ uid }) => { // <- overprivileged-tool
  await clack.confirm({ message: `Delete ${uid}?` });
  fs.rmSync(fileOf(uid));
  return done;
});

const agent = createReactAgent({ llm: new ChatOllama({ model: 'llama3.2' }), tools: [], interruptBefore: ['tools'] });
export async function alwaysYes(question: string) {
  await agent.invoke({ messages: [{ role: 'user', content: question }] });
  return agent.invoke(new Command({ resume: true }));
}
