import { describe, test } from 'node:test';
import { expectFindings } from '../support/analyse.ts';

const ts = (text: string): Promise<void> => expectFindings('excessive-agency', { 'src/app.ts': text, 'package.json': '{"type":"module"}' });

const TOOLS = `
import { rmSync, readdirSync, readFileSync } from 'node:fs';
import dicomParser from 'dicom-parser';
import { z } from 'zod';
const id = z.object({ id: z.string() });
const removeStudy = async ({ id }: { id: string }) => { rmSync('/data/' + id); return 'removed'; };
const countStudies = async () => readdirSync('/data').length;
const comments = (file: string) => dicomParser.parseDicom(readFileSync(file)).string('x00104000') ?? '';
`;

describe('where a tool is granted (TypeScript)', () => {
  test('AI SDK: object of tools, an agent class', () => ts(`${TOOLS}
import { generateText, tool, ToolLoopAgent } from 'ai';
import { openai } from '@ai-sdk/openai';
const remove = tool({ description: 'd', inputSchema: id, execute: removeStudy });
const count = tool({ description: 'd', inputSchema: z.object({}), execute: countStudies });
export const good = (file: string) => generateText({ model: openai('gpt-4o'), tools: { count }, prompt: comments(file) });
export const bad = (file: string) => generateText({
  model: openai('gpt-4o'),
  tools: {
    count,
    remove, // <- overprivileged-tool
  },
  prompt: comments(file),
});
const agent = new ToolLoopAgent({
  model: openai('gpt-4o'),
  tools: { remove }, // <- overprivileged-tool
});
export const run = (file: string) => agent.generate({ prompt: comments(file) });
`));
  test('OpenAI Agents and hand-offs', () => ts(`${TOOLS}
import { Agent, run, tool } from '@openai/agents';
const remove = tool({ name: 'remove', description: 'd', parameters: id, execute: removeStudy });
const read = tool({ name: 'read', description: 'd', parameters: id, execute: async ({ id }) => comments(id) });
const cleaner = new Agent({ name: 'c', tools: [remove] }); // <- overprivileged-tool
const front = new Agent({ name: 'f', tools: [read], handoffs: [cleaner] });
await run(front, 'go');
const alone = new Agent({ name: 'a', tools: [remove] });
await run(alone, 'go');
`));
  test('LangChain: tool(), a class, bindTools', () => ts(`${TOOLS}
import { tool, StructuredTool } from '@langchain/core/tools';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
const llm = new ChatOpenAI({ model: 'gpt-4o' });
class Remove extends StructuredTool {
  name = 'remove';
  description = 'd';
  schema = id;
  async _call(input: { id: string }) { return removeStudy(input); }
}
const count = tool(countStudies, { name: 'count', description: 'd', schema: z.object({}) });
const agent = createReactAgent({ llm, tools: [count, new Remove()] }); // <- overprivileged-tool
const reader = createReactAgent({ llm, tools: [count] });
const bound = llm.bindTools([new Remove()]); // <- overprivileged-tool
export async function go(file: string) {
  const messages = [{ role: 'user', content: comments(file) }];
  await agent.invoke({ messages });
  await reader.invoke({ messages });
  await bound.invoke(comments(file));
}
`));
  test('Mastra: createTool and an agent', () => ts(`${TOOLS}
import { Agent } from '@mastra/core/agent';
import { createTool } from '@mastra/core/tools';
const remove = createTool({ id: 'remove', description: 'd', inputSchema: id, execute: async ({ context }) => removeStudy(context) });
const count = createTool({ id: 'count', description: 'd', inputSchema: id, execute: countStudies });
const bad = new Agent({ name: 'a', instructions: 'i', model: 'openai/gpt-4o', tools: { remove } }); // <- overprivileged-tool
const good = new Agent({ name: 'b', instructions: 'i', model: 'openai/gpt-4o', tools: { count } });
export const go = async (file: string) => { await bad.generate(comments(file)); await good.generate(comments(file)); };
`));
  test('OpenAI chat completions: switch over names', () => ts(`${TOOLS}
import OpenAI from 'openai';
const client = new OpenAI();
const tools = [
  { type: 'function' as const, function: { name: 'count_it', description: 'd', parameters: {} } },
  { type: 'function' as const, function: { name: 'remove_it', description: 'd', parameters: {} } }, // <- overprivileged-tool
];
async function call(name: string, args: any) {
  switch (name) {
    case 'count_it': return countStudies();
    case 'remove_it': return removeStudy(args);
    default: throw new Error(name);
  }
}
export async function go(file: string) {
  const reply = await client.chat.completions.create({ model: 'gpt-4o', tools, messages: [{ role: 'user', content: comments(file) }] });
  for (const c of reply.choices[0].message.tool_calls ?? []) if (c.type === 'function') await call(c.function.name, JSON.parse(c.function.arguments));
}
`));
  test('Anthropic: a Map of handlers', () => ts(`${TOOLS}
import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const handlers = new Map<string, (input: any) => Promise<unknown>>([['count_it', countStudies], ['remove_it', removeStudy]]);
export async function go(file: string) {
  const reply = await client.messages.create({ model: 'm', max_tokens: 9, messages: [{ role: 'user', content: comments(file) }], tools: [
    { name: 'count_it', description: 'd', input_schema: { type: 'object' } },
    { name: 'remove_it', description: 'd', input_schema: { type: 'object' } }, // <- overprivileged-tool
  ] });
  for (const block of reply.content) if (block.type === 'tool_use') await handlers.get(block.name)!(block.input);
}
`));
});

describe('steps at which a person decides (TypeScript)', () => {
  test('questions on the terminal', () => ts(`${TOOLS}
import { createInterface } from 'node:readline/promises';
import { Agent, run, tool } from '@openai/agents';
const rl = createInterface({ input: process.stdin, output: process.stdout });
async function confirm(text: string) { return (await rl.question(text)) === 'y'; }
const asked = tool({ name: 'remove', description: 'd', parameters: id, execute: async ({ id }) => {
  if (!(await confirm(id))) return 'kept';
  return removeStudy({ id });
} });
const told = tool({ name: 'remove', description: 'd', parameters: id, execute: async ({ id }) => {
  await rl.question('Press return');
  return removeStudy({ id });
} });
await run(new Agent({ name: 'a', tools: [asked] }), comments('x'));
await run(new Agent({ name: 'b', tools: [told] }), comments('x')); // <- overprivileged-tool
`));
  test('a promise around a callback', () => ts(`${TOOLS}
import * as readline from 'node:readline';
import { Agent, run, tool } from '@openai/agents';
const rl = readline.createInterface({ input: process.stdin, output: process.stdout });
const confirm = (text: string) => new Promise<boolean>((resolve) => { rl.question(text, (a) => resolve(a === 'y')); });
const asked = tool({ name: 'remove', description: 'd', parameters: id, execute: async ({ id }) => (await confirm(id)) ? removeStudy({ id }) : 'kept' });
await run(new Agent({ name: 'a', tools: [asked] }), comments('x'));
`));
  test('needsApproval as a function, as true, as one that never asks', () => ts(`${TOOLS}
import { Agent, run, tool } from '@openai/agents';
const a = tool({ name: 'remove', description: 'd', parameters: id, needsApproval: true, execute: removeStudy });
const b = tool({ name: 'remove', description: 'd', parameters: id, needsApproval: async (_c, { id }) => id.startsWith('keep'), execute: removeStudy });
const c = tool({ name: 'remove', description: 'd', parameters: id, needsApproval: async () => false, execute: removeStudy });
await run(new Agent({ name: 'a', tools: [a, b] }), comments('x'));
await run(new Agent({ name: 'c', tools: [c] }), comments('x')); // <- overprivileged-tool
`));
  test('approval switched off for a tool that only reads', () => ts(`${TOOLS}
import { Agent, run, tool } from '@openai/agents';
const count = tool({ name: 'count', description: 'd', parameters: z.object({}), needsApproval: false, execute: countStudies });
await run(new Agent({ name: 'c', tools: [count] }), comments('x'));
`));
  test('a decision callback that agrees to everything', () => ts(`${TOOLS}
import { query } from '@anthropic-ai/claude-agent-sdk';
export const all = () => query({ prompt: 'go', options: { canUseTool: async (_n, input) => ({ behavior: 'allow' as const, updatedInput: input }) } }); // <- auto-approved-tools
export const some = () => query({ prompt: 'go', options: { canUseTool: async (name, input) => name === 'Read' ? { behavior: 'allow' as const, updatedInput: input } : { behavior: 'deny' as const, message: 'no' } } });
`));
});
