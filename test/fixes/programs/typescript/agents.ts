import { Agent, hostedMcpTool, run, tool } from '@openai/agents';
import { PDFLoader } from '@langchain/community/document_loaders/fs/pdf';
import { ChatOpenAI } from '@langchain/openai';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { z } from 'zod';
import nodemailer from 'nodemailer';

const mail = nodemailer.createTransport({ host: 'mail.hospital.example' });

const readLetter = tool({
  name: 'read_letter',
  description: 'Reads a letter',
  parameters: z.object({ path: z.string() }),
  execute: async ({ path }) => {
    const [page] = await new PDFLoader(path).load();
    return page!.pageContent;
  },
});

const notify = tool({
  name: 'notify',
  description: 'Sends a mail',
  parameters: z.object({ to: z.string(), text: z.string() }),
  execute: async ({ to, text }) => {
    await mail.sendMail({ to, subject: 'Report', text });
    return 'sent';
  },
});

export const desk = new Agent({
  name: 'desk',
  instructions: 'Answer letters.',
  tools: [readLetter, notify, hostedMcpTool({ serverLabel: 'archive', serverUrl: 'https://archive.example/mcp', requireApproval: 'never' })],
});

export async function letter(path: string): Promise<unknown> {
  const pages = await new PDFLoader(path).load();
  return run(desk, pages.map((page) => page.pageContent).join('\n'));
}
