import { createSdkMcpServer, query, tool, unstable_v2_createSession, unstable_v2_prompt } from '@anthropic-ai/claude-agent-sdk';
import { z } from 'zod';
import { simpleParser } from './mail';
import { Client } from 'fhir-kit-client';

const fhir = new Client({ baseUrl: 'https://ehr.example.org/fhir' });

const records = createSdkMcpServer({
  name: 'records',
  version: '1.0.0',
  tools: [
    tool('read_report', 'Reads a report of the record', { id: z.string() }, async ({ id }) => {
      const report: any = await fhir.read({ resourceType: 'DiagnosticReport', id });
      return { content: [{ type: 'text', text: report.conclusion }] }; // <- untrusted-tool-result
    }),
    tool('count_reports', 'Counts the reports of a patient', { patient: z.string() }, async ({ patient }) => {
      const bundle: any = await fhir.search({ resourceType: 'DiagnosticReport', searchParams: { patient } });
      return { content: [{ type: 'text', text: String(Number(bundle.total)) }] };
    }),
  ],
});

export async function explain(id: string) {
  const report: any = await fhir.read({ resourceType: 'DiagnosticReport', id });
  const session = unstable_v2_createSession({ model: 'claude-sonnet-4-5' });
  await session.send(`Explain ${report.conclusion}`); // <- untrusted-text-in-prompt, phi-to-external-model
  await session.send('Shorter, please.');
  const once = await unstable_v2_prompt(report.conclusion, { model: 'claude-sonnet-4-5' }); // <- untrusted-text-in-prompt, phi-to-external-model
  for await (const message of query({ prompt: 'Which reports are urgent?', options: { mcpServers: { records }, permissionMode: 'default' } })) simpleParser(message);
  for await (const message of query({
    prompt: 'Which reports are urgent?',
    options: { systemPrompt: { type: 'preset', preset: 'claude_code', append: report.conclusion } }, // <- untrusted-text-in-system-prompt, phi-to-external-model
  })) simpleParser(message);
  for await (const message of query({
    prompt: 'Tidy up.',
    options: { permissionMode: 'acceptEdits' }, // <- auto-approved-tools
  })) simpleParser(message);
  return once;
}
