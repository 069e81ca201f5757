import { Client } from 'fhir-kit-client';
import FHIR from 'fhirclient';
import { BotEvent, MedplumClient } from '@medplum/core';
import { useSearchResources } from '@medplum/react-hooks';
import { google } from 'googleapis';
import OpenAI from 'openai';
import ollama from 'ollama';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const fhir = new Client({ baseUrl: 'https://ehr.example.org/fhir' });
const medplum = new MedplumClient({ baseUrl: 'https://api.medplum.example.org' });
const healthcare = google.healthcare('v1');
const openai = new OpenAI();
const write = async (question: string) => (await openai.responses.create({ model: 'gpt-5', input: question })).output_text;

export async function kit(id: string, question: string) {
  const statement: any = await fhir.capabilityStatement();
  await ollama.generate({ model: 'llama3.2', prompt: statement.fhirVersion });
  const history: any = await fhir.history({ resourceType: 'Patient', id });
  await ollama.generate({ model: 'llama3.2', prompt: history.entry[0].resource.text.div }); // <- untrusted-text-in-prompt
  const text = await write(question);
  await fhir.patch({ resourceType: 'DiagnosticReport', id, JSONPatch: [{ op: 'replace', path: '/conclusion', value: text }] }); // <- model-output-to-clinical-system
  await fhir.patch({ resourceType: 'DiagnosticReport', id, JSONPatch: [{ op: 'replace', path: '/status', value: 'final' }] });
}

FHIR.oauth2.ready(async (client) => {
  const report = await client.request('DiagnosticReport/1');
  await ollama.generate({ model: 'llama3.2', prompt: report.conclusion }); // <- untrusted-text-in-prompt
});
export async function smart(question: string) {
  const client = await FHIR.oauth2.ready();
  const text = await write(question);
  await client.create({ resourceType: 'Observation', status: 'final', valueString: text } as any); // <- model-output-to-clinical-system
  await client.request({ url: 'Observation', method: 'POST', body: JSON.stringify({ resourceType: 'Observation', valueString: text }) }); // <- model-output-to-clinical-system
  const patient = await client.patient.read();
  await ollama.generate({ model: 'llama3.2', prompt: patient.text!.div }); // <- untrusted-text-in-prompt
}

export async function plain(question: string) {
  const body = JSON.stringify({ resourceType: 'Observation', valueString: await write(question) });
  await fetch('https://ehr.example.org/fhir/Observation', { method: 'POST', body }); // <- model-output-to-clinical-system
  await fetch('https://ehr.example.org/fhir/Observation/$validate', { method: 'POST', body });
}

export async function bot(_client: MedplumClient, event: BotEvent) {
  return ollama.generate({ model: 'llama3.2', prompt: (event.input as any).conclusion }); // <- untrusted-text-in-prompt
}
export function Reports() {
  const [reports] = useSearchResources('DiagnosticReport');
  ollama.generate({ model: 'llama3.2', prompt: reports![0].conclusion! }); // <- untrusted-text-in-prompt
}

export async function cloud(name: string, question: string) {
  const datasets = healthcare.projects.locations.datasets;
  const report = await datasets.fhirStores.fhir.read({ name });
  await ollama.generate({ model: 'llama3.2', prompt: (report.data as any).conclusion }); // <- untrusted-text-in-prompt
  const studies = await datasets.dicomStores.searchForStudies({ parent: name, dicomWebPath: 'studies' });
  await ollama.generate({ model: 'llama3.2', prompt: (studies.data as any)[0]['00081030'].Value[0] }); // <- untrusted-text-in-prompt
  const message = await datasets.hl7V2Stores.messages.get({ name });
  await ollama.generate({ model: 'llama3.2', prompt: message.data.parsedData!.segments![0].fields!['5'] }); // <- untrusted-text-in-prompt
  await datasets.fhirStores.fhir.create({ parent: name, type: 'Observation', requestBody: { valueString: await write(question) } as any }); // <- model-output-to-clinical-system
}

const server = new McpServer({ name: 'ehr', version: '1.0.0' });
const input = { id: z.string(), text: z.string() };
const done = { content: [{ type: 'text' as const, text: 'done' }] };
server.registerTool('kit-read', { inputSchema: input }, async ({ id }) => { await fhir.read({ resourceType: 'Patient', id }); return done; });
server.registerTool('kit-create', { inputSchema: input }, async ({ id }) => { await fhir.create({ resourceType: 'Flag', body: { id } as any }); return done; }); // <- model-output-to-clinical-system, overprivileged-tool
server.registerTool('kit-delete', { inputSchema: input }, async ({ id }) => { await fhir.delete({ resourceType: 'Flag', id }); return done; }); // <- overprivileged-tool
server.registerTool('smart-update', { inputSchema: input }, async ({ id }) => { await (await FHIR.oauth2.ready()).update({ resourceType: 'Flag', id } as any); return done; }); // <- model-output-to-clinical-system, overprivileged-tool
server.registerTool('smart-put', { inputSchema: input }, async () => { await (await FHIR.oauth2.ready()).request({ url: 'Flag/1', method: 'PUT', body: '{}' }); return done; }); // <- overprivileged-tool
server.registerTool('smart-delete', { inputSchema: input }, async ({ id }) => { await (await FHIR.oauth2.ready()).delete(`Flag/${id}`); return done; }); // <- overprivileged-tool
server.registerTool('medplum-create', { inputSchema: input }, async () => { await medplum.createResource({ resourceType: 'Flag' } as any); return done; }); // <- overprivileged-tool
server.registerTool('medplum-delete', { inputSchema: input }, async ({ id }) => { await medplum.deleteResource('Flag', id); return done; }); // <- overprivileged-tool
server.registerTool('medplum-mail', { inputSchema: input }, async ({ id, text }) => { await medplum.sendEmail({ to: id, subject: 'Report', text }); return done; }); // <- overprivileged-tool
server.registerTool('medplum-read', { inputSchema: input }, async ({ id }) => { await medplum.readResource('Patient', id); return done; });
server.registerTool('cloud-create', { inputSchema: input }, async () => { await healthcare.projects.locations.datasets.fhirStores.fhir.create({ parent: 'p', type: 'Flag', requestBody: {} }); return done; }); // <- overprivileged-tool
