import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import ky from 'ky';
import axios from 'axios';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import ollama from 'ollama';

export function read(id: string) {
  https.get(`https://ehr.example.org/fhir/DiagnosticReport/${id}`, (response) => {
    let body = '';
    response.on('data', (chunk) => { body += chunk; });
    response.on('end', () => ollama.generate({ model: 'llama3.2', prompt: JSON.parse(body).conclusion })); // <- untrusted-text-in-prompt
  });
  https.get(`https://pacs.example.org/dicom-web/studies/${id}/metadata`, (response) => {
    response.on('data', (chunk) => ollama.generate({ model: 'llama3.2', prompt: JSON.parse(String(chunk))[0]['00081030'].Value[0] })); // <- untrusted-text-in-prompt
  });
  https.get('https://clock.example.org/now', (response) => {
    response.on('data', (chunk) => console.log(chunk.length));
  });
}

export function readInParts(id: string) {
  https.get({ hostname: 'ehr.example.org', path: `/fhir/DiagnosticReport/${id}` }, (response) => {
    response.on('data', (chunk) => ollama.generate({ model: 'llama3.2', prompt: JSON.parse(String(chunk)).conclusion })); // <- untrusted-text-in-prompt
    ollama.generate({ model: 'llama3.2', prompt: `The server answered ${response.statusCode}` });
  });
  const asked = https.request({ hostname: 'pacs.example.org', path: `/dicom-web/studies/${id}/metadata`, method: 'GET' }, (response) => {
    response.on('data', (chunk) => ollama.generate({ model: 'llama3.2', prompt: JSON.parse(String(chunk))[0]['00081030'].Value[0] })); // <- untrusted-text-in-prompt
  });
  asked.end();
  https.get(`https://ehr.example.org/fhir/DiagnosticReport/${id}`, { timeout: 5000 }, (response) => {
    response.on('data', (chunk) => ollama.generate({ model: 'llama3.2', prompt: JSON.parse(String(chunk)).conclusion })); // <- untrusted-text-in-prompt
  });
  https.request(`https://pacs.example.org/dicom-web/studies/${id}/metadata`, { timeout: 5000 }, (response) => {
    response.on('data', (chunk) => ollama.generate({ model: 'llama3.2', prompt: JSON.parse(String(chunk))[0]['00081030'].Value[0] })); // <- untrusted-text-in-prompt
  }).end();
  https.get({ hostname: 'clock.example.org', path: '/now' }, (response) => {
    response.on('data', (chunk) => ollama.generate({ model: 'llama3.2', prompt: String(chunk) }));
  });
}

export function inTheClear(id: string) {
  http.get(`http://ehr.example.org/fhir/Patient/${id}`, () => {}); // <- plaintext-clinical-transport
  http.get(`http://pacs.example.org/dicom-web/studies/${id}`, () => {}); // <- plaintext-clinical-transport
  http.get(`http://localhost:8042/studies/${id}`, () => {});
  https.request({ hostname: 'pacs.example.org', path: '/studies', rejectUnauthorized: false }); // <- plaintext-clinical-transport
  https.request({ hostname: 'pacs.example.org', path: '/studies', rejectUnauthorized: true });
  https.get('https://pacs.example.org/studies', { rejectUnauthorized: false }, () => {}); // <- plaintext-clinical-transport
  https.get('https://localhost:8043/studies', { rejectUnauthorized: false }, () => {});
  tls.connect({ host: 'pacs.example.org', port: 2762, rejectUnauthorized: false }); // <- plaintext-clinical-transport
  tls.connect({ host: 'pacs.example.org', port: 2762, ca: 'ca.pem' });
}

const archive = ky.create({ prefixUrl: 'http://pacs.example.org/dicom-web' }); // <- plaintext-clinical-transport
const secure = ky.create({ prefixUrl: 'https://pacs.example.org/dicom-web' });
const records = axios.create({ baseURL: 'http://ehr.example.org/fhir' }); // <- plaintext-clinical-transport
export { archive, secure, records };

const server = new McpServer({ name: 'net', version: '1.0.0' });
const input = { url: z.string(), host: z.string() };
const done = { content: [{ type: 'text' as const, text: 'done' }] };
server.registerTool('get', { inputSchema: input }, async ({ url }) => { // <- overprivileged-tool
  https.get(url);
  return done;
});
server.registerTool('socket', { inputSchema: input }, async ({ host }) => { // <- overprivileged-tool
  net.connect(9000, host).end();
  return done;
});
server.registerTool('fixed', { inputSchema: input }, async () => {
  https.get('https://clock.example.org/now');
  return done;
});
