import {
  Agent, applyPatchTool, assistant, codeInterpreterTool, computerTool, fileSearchTool, MCPServerStdio, run, shellTool, system, tool, user, webSearchTool,
} from '@openai/agents';
import { RealtimeAgent, RealtimeSession } from '@openai/agents-realtime';
import { z } from 'zod';
import fs from 'node:fs/promises';
import pdf from 'pdf-parse';
import { computer, editor, shell } from './machine';

async function reportText(path: string) {
  const { text, numpages } = await pdf(await fs.readFile(path)); // <- model-output-to-code
  return { text, numpages };
}

const triage = new Agent({ name: 'Triage', instructions: 'Sort reports by urgency.' });

export async function ask(path: string) {
  const { text, numpages } = await reportText(path);
  await run(triage, [user(`Report: ${text}`)]); // <- untrusted-text-in-prompt, phi-to-external-model
  await run(triage, [system(text), user('Go.')]); // <- untrusted-text-in-system-prompt, phi-to-external-model
  await run(triage, [assistant(text), user('Is that right?')]); // <- untrusted-text-in-prompt, phi-to-external-model
  await run(triage, [user(`It has ${numpages} pages`)]);
}

export async function speak(path: string) {
  const { text } = await reportText(path);
  const session = new RealtimeSession(new RealtimeAgent({ name: 'Voice', instructions: 'Be brief.' }));
  await session.connect({ apiKey: process.env.OPENAI_API_KEY! });
  session.sendMessage(text); // <- untrusted-text-in-prompt, phi-to-external-model
  session.sendMessage('Thank you.');
}

// Each of these agents reads a report, and is given one tool that it should not have.
async function research(path: string) {
  const agent = new Agent({ name: 'Research', instructions: 'Look things up.', tools: [webSearchTool()] }); // <- overprivileged-tool
  return run(agent, (await reportText(path)).text); // <- untrusted-text-in-prompt, phi-to-external-model
}
async function operate(path: string) {
  const agent = new Agent({ name: 'Operate', instructions: 'Use the desktop.', tools: [computerTool({ computer })] }); // <- overprivileged-tool
  return run(agent, (await reportText(path)).text); // <- untrusted-text-in-prompt, phi-to-external-model
}
async function command(path: string) {
  const agent = new Agent({
    name: 'Command',
    instructions: 'Use the shell.',
    tools: [shellTool({ shell })], // <- overprivileged-tool, unsandboxed-code-execution
  });
  return run(agent, (await reportText(path)).text); // <- untrusted-text-in-prompt, phi-to-external-model
}
async function contained(path: string) {
  const agent = new Agent({ name: 'Contained', instructions: 'Use the shell.', tools: [shellTool({ shell, needsApproval: true })] });
  return run(agent, (await reportText(path)).text); // <- untrusted-text-in-prompt, phi-to-external-model
}
async function edit(path: string) {
  const agent = new Agent({ name: 'Edit', instructions: 'Change files.', tools: [applyPatchTool({ editor })] }); // <- overprivileged-tool
  return run(agent, (await reportText(path)).text); // <- untrusted-text-in-prompt, phi-to-external-model
}
async function calculate(path: string) {
  const agent = new Agent({ name: 'Calculate', instructions: 'Calculate.', tools: [codeInterpreterTool({ container: { type: 'auto' } })] }); // <- overprivileged-tool
  return run(agent, (await reportText(path)).text); // <- untrusted-text-in-prompt, phi-to-external-model
}
async function later(path: string) {
  const agent = new Agent({ name: 'Later', instructions: 'Look things up.' });
  agent.tools.push(webSearchTool()); // <- overprivileged-tool
  agent.tools.push(fileSearchTool('vs_1'));
  return run(agent, (await reportText(path)).text); // <- untrusted-text-in-prompt, phi-to-external-model
}
async function search(path: string) {
  const agent = new Agent({ name: 'Search', instructions: 'Search.', tools: [fileSearchTool('vs_1')] });
  return run(agent, (await reportText(path)).text); // <- untrusted-text-in-prompt, phi-to-external-model
}
async function delegate(path: string) {
  const writer = new Agent({ name: 'Writer', instructions: 'Write letters.' });
  const agent = new Agent({ name: 'Chief', instructions: 'Delegate.', tools: [writer.asTool({ toolName: 'write', toolDescription: 'Writes a letter' })] });
  return run(agent, (await reportText(path)).text); // <- untrusted-text-in-prompt, phi-to-external-model
}

const files = new MCPServerStdio({ name: 'files', fullCommand: 'npx -y @modelcontextprotocol/server-filesystem /data/reports' }); // <- broad-mcp-scope
const pinned = new MCPServerStdio({ name: 'files', fullCommand: 'npx -y @modelcontextprotocol/server-filesystem@2025.8.21 /data/reports' });

const readReport = tool({
  name: 'read_report',
  description: 'Reads a report',
  parameters: z.object({ id: z.string() }),
  execute: async ({ id }) => (await reportText(`/data/${id}.pdf`)).text, // <- untrusted-tool-result
});
export const archivist = new Agent({ name: 'Archivist', instructions: 'Find reports.', tools: [readReport], mcpServers: [files, pinned] });
export { research, operate, command, contained, edit, calculate, search, delegate };
