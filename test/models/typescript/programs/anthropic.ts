import Anthropic, { toFile } from '@anthropic-ai/sdk';
import { betaZodTool } from '@anthropic-ai/sdk/helpers/beta/zod';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';
import AnthropicFoundry from '@anthropic-ai/foundry-sdk';
import { z } from 'zod';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const client = new Anthropic();
const vertex = new AnthropicVertex({ region: 'europe-west1', projectId: 'radiology' });
const foundry = new AnthropicFoundry({ resource: 'radiology' });

async function textOf(data: Uint8Array): Promise<string> {
  const pdf = await getDocument({ data }).promise;
  let text = '';
  for (let i = 1; i <= pdf.numPages; i++) {
    const content = await (await pdf.getPage(i)).getTextContent();
    text += content.items.map((item) => ('str' in item ? item.str : '')).join(' ');
  }
  await pdf.destroy();
  return text;
}

export async function summarise(data: Uint8Array) {
  const report = await textOf(data);
  const { input_tokens } = await client.messages.countTokens({ model: 'claude-sonnet-4-5', messages: [{ role: 'user', content: report }] });
  if (input_tokens > 100_000) throw new Error('too long');
  await vertex.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 500, messages: [{ role: 'user', content: report }] }); // <- untrusted-text-in-prompt, phi-to-external-model
  await foundry.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 500, messages: [{ role: 'user', content: `${input_tokens} tokens` }] });
  return client.completions.create({
    model: 'claude-2.1',
    max_tokens_to_sample: 300,
    prompt: `\n\nHuman: ${report}\n\nAssistant:`, // <- untrusted-text-in-prompt, phi-to-external-model
  });
}

export async function overnight(reports: Uint8Array[]) {
  const texts = await Promise.all(reports.map(textOf));
  return client.messages.batches.create({
    requests: texts.map((text, i) => ({
      custom_id: String(i),
      params: { model: 'claude-sonnet-4-5', max_tokens: 500, messages: [{ role: 'user', content: text }] }, // <- untrusted-text-in-prompt, phi-to-external-model
    })),
  });
}

export async function upload(data: Uint8Array) {
  const report = await textOf(data);
  const file = await client.beta.files.upload({ file: await toFile(Buffer.from(report), 'report.txt') }); // <- phi-to-external-model
  return file.id;
}

export async function runTools(folder: string) {
  const readReport = betaZodTool({
    name: 'read_report',
    description: 'Reads a report',
    inputSchema: z.object({ id: z.string() }),
    run: async ({ id }) => textOf(await (await fetch(`https://files.example.org/${id}`)).bytes()), // <- untrusted-tool-result
  });
  const pages = betaZodTool({
    name: 'count_pages',
    description: 'How many pages a report has',
    inputSchema: z.object({ id: z.string() }),
    run: async ({ id }) => String((await getDocument(`${folder}/${id}.pdf`).promise).numPages),
  });
  return client.beta.messages.toolRunner({ model: 'claude-sonnet-4-5', max_tokens: 500, messages: [{ role: 'user', content: 'Compare reports 1 and 2.' }], tools: [readReport, pages] });
}
