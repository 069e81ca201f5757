import { test } from 'node:test';
import { check, type Programs } from './support.ts';

/** A program in which `answer` is what a model said. */
const program = (imports: string, setup: string, lines: readonly string[]): string =>
  [imports, "import OpenAI from 'openai';", 'const openai = new OpenAI();', setup, 'export async function f(input: any) {', "const answer = (await openai.responses.create({ model: 'm', input: 'Go.' })).output_text;", ...lines, '}'].join('\n');
const code = (line: string): string => `${line} //! model-output-to-code`;
const clinical = (line: string): string => `${line} //! model-output-to-clinical-system`;

const output: Programs = {
  commands: program("import { exec, execFile, execSync, spawn } from 'node:child_process';\nimport { promisify } from 'node:util';\nimport { execa } from 'execa';\nimport vm from 'node:vm';", 'const run = promisify(exec);', [
    code('exec(`dcmdump ${answer}`);'), code('execSync(answer);'), code('await run(answer);'), code("spawn(answer, ['-h']);"), code("spawn('dcmdump', [answer], { shell: true });"), code("spawn('bash', ['-c', answer]);"),
    code('eval(answer);'), code("new Function('x', answer);"), code('vm.runInNewContext(answer);'), code("spawn('python3', ['-c', answer]);"),
    "execFile('dcmdump', [answer]);", "spawn('dcmdump', [answer]);", "await execa('dcmdump', [answer]);",
  ]),
  sql: program("import pg from 'pg';\nimport mysql from 'mysql2/promise';\nimport Database from 'better-sqlite3';\nimport knex from 'knex';\nimport { Sequelize } from 'sequelize';\nimport { PrismaClient } from '@prisma/client';",
    "const pool = new pg.Pool();\nconst db = new Database('a.db');\nconst k = knex({ client: 'pg' });\nconst sequelize = new Sequelize('x');\nconst prisma = new PrismaClient();", [
    code('await pool.query(answer);'), code("await pool.query({ text: `SELECT * FROM t WHERE x = '${answer}'` });"), code('db.prepare(answer).all();'), code('db.exec(answer);'), code('await k.raw(answer);'), code('await sequelize.query(answer);'), code('await prisma.$queryRawUnsafe(answer);'),
    "await pool.query('SELECT * FROM t WHERE x = $1', [answer]);", "db.prepare('SELECT * FROM t WHERE x = ?').all(answer);", 'await prisma.$queryRaw`SELECT * FROM t WHERE x = ${answer}`;',
    'const connection = await mysql.createConnection({});', code('await connection.execute(answer);'), "await connection.execute('SELECT ?', [answer]);",
  ]),
  files: program("import fs from 'node:fs';\nimport { writeFile } from 'node:fs/promises';\nimport path from 'node:path';", '', [
    code("fs.writeFileSync(`out/${answer}`, 'x');"), code("await writeFile(path.join('out', answer), 'x');"), code('fs.rmSync(answer);'),
    "fs.writeFileSync('out/a.txt', answer);", "fs.writeFileSync(path.join('out', path.basename(answer)), 'x');",
  ]),
  templates: program("import ejs from 'ejs';\nimport Handlebars from 'handlebars';\nimport nunjucks from 'nunjucks';\nimport serialize from 'node-serialize';", '', [
    code('ejs.render(answer, {});'), code('Handlebars.compile(answer);'), code('nunjucks.renderString(answer, {});'), code('serialize.unserialize(answer);'),
    "ejs.render('<p><%= answer %></p>', { answer });",
  ]),
  html: program("import express from 'express';\nimport DOMPurify from 'dompurify';\nimport sanitizeHtml from 'sanitize-html';\nimport escapeHtml from 'escape-html';", "const app = express();", [
    "app.get('/a', (req, res) => {", code('res.send(`<p>${answer}</p>`);'), "res.type('text/plain').send(answer);", 'res.json({ answer });', 'res.send(DOMPurify.sanitize(answer));', 'res.send(sanitizeHtml(answer));', 'res.send(escapeHtml(answer));', '});',
    code("document.getElementById('x')!.insertAdjacentHTML('beforeend', answer);"), code('document.write(answer);'),
  ]),
  clinicalWrites: program("import { Client } from 'fhir-kit-client';\nimport { api } from 'dicomweb-client';\nimport axios from 'axios';\nimport { MedplumClient } from '@medplum/core';",
    "const fhir = new Client({ baseUrl: 'https://fhir.example.org' });\nconst dicomweb = new api.DICOMwebClient({ url: 'https://pacs.example.org' });\nconst medplum = new MedplumClient();", [
    clinical("await fhir.create({ resourceType: 'DiagnosticReport', body: { resourceType: 'DiagnosticReport', conclusion: answer } as any });"),
    clinical("await fhir.update({ resourceType: 'DiagnosticReport', id: '1', body: { resourceType: 'DiagnosticReport', conclusion: answer } as any });"),
    clinical('await dicomweb.storeInstances({ datasets: [answer as any] });'),
    clinical("await axios.post('https://ehr.example.org/fhir/DiagnosticReport', { conclusion: answer });"),
    clinical("await fetch('https://ehr.example.org/fhir/DiagnosticReport', { method: 'POST', body: JSON.stringify({ conclusion: answer }) });"),
    clinical("await medplum.createResource({ resourceType: 'Communication', note: answer } as any);"),
    "await axios.post('https://tasks.example.org/items', { answer });",
  ]),
};

/** A program in which `name` identifies a person and `comments` is free text. */
const phi = (imports: string, setup: string, lines: readonly string[]): string =>
  [imports, "import { parseDicom } from 'dicom-parser';", setup, 'export async function f(input: any) {', 'const ds = parseDicom(input);', "const name = ds.string('x00100010') ?? '';", "const comments = ds.string('x00204000') ?? '';", "const modality = ds.string('x00080060') ?? '';", ...lines, '}'].join('\n');
const log = (line: string): string => `${line} //! phi-in-logs`;

const disclosure: Programs = {
  logs: phi("import pino from 'pino';\nimport winston from 'winston';\nimport * as Sentry from '@sentry/node';\nimport { PostHog } from 'posthog-node';\nimport crypto from 'node:crypto';", "const logger = pino();\nconst audit = winston.createLogger({});\nconst posthog = new PostHog('k');", [
    log('console.log(name);'), log('console.error(`read ${name}`);'), log("logger.info({ name }, 'read');"), log('logger.child({ a: 1 }).warn(name);'), log('audit.info(name);'), log('Sentry.captureMessage(name);'), log("posthog.capture({ distinctId: name, event: 'read' });"), log('process.stdout.write(name);'),
    'console.log(modality);', "logger.info({ modality }, 'read');", "console.log(crypto.createHash('sha256').update(name).digest('hex'));",
  ]),
  models: phi("import OpenAI from 'openai';\nimport shared, { Ollama } from 'ollama';", "const cloud = new OpenAI();\nconst local = new OpenAI({ baseURL: 'http://localhost:8000/v1' });\nconst ollama = new Ollama();\nconst remote = new Ollama({ host: 'https://ollama.example.org' });", [
    "await cloud.responses.create({ model: 'm', input: name }); //! phi-to-external-model",
    "await cloud.embeddings.create({ model: 'm', input: name }); //! phi-to-external-model",
    "await local.responses.create({ model: 'm', input: name });",
    "await ollama.generate({ model: 'm', prompt: name });",
    "await shared.generate({ model: 'm', prompt: name });",
    "await remote.generate({ model: 'm', prompt: name }); //! phi-to-external-model",
    "await shared.chat({ model: 'gpt-oss:120b-cloud', messages: [{ role: 'user', content: name }] }); //! phi-to-external-model",
    "await fetch('http://localhost:11434/api/generate', { method: 'POST', body: JSON.stringify({ model: 'm', prompt: name }) });",
    "await cloud.responses.create({ model: 'm', input: modality });",
  ]),
};

const poisoning: Programs = {
  stores: phi("import { ChromaClient } from 'chromadb';\nimport { Pinecone } from '@pinecone-database/pinecone';\nimport { QdrantClient } from '@qdrant/js-client-rest';\nimport { MemoryVectorStore } from 'langchain/vectorstores/memory';\nimport { Document } from '@langchain/core/documents';",
    "const chroma = new ChromaClient();\nconst pinecone = new Pinecone().index('a');\nconst qdrant = new QdrantClient({});", [
    "const collection = await chroma.getOrCreateCollection({ name: 'a' });",
    "await collection.add({ ids: ['1'], documents: [comments] }); //! unverified-knowledge-base",
    "await pinecone.upsert([{ id: '1', values: [], metadata: { comments } }]); //! unverified-knowledge-base",
    "await qdrant.upsert('a', { points: [{ id: 1, vector: [], payload: { comments } }] }); //! unverified-knowledge-base",
    'await MemoryVectorStore.fromDocuments([new Document({ pageContent: comments })], {} as any); //! unverified-knowledge-base',
    "await collection.add({ ids: ['1'], documents: ['House rules.'] });",
  ]),
  training: phi("import OpenAI, { toFile } from 'openai';", 'const openai = new OpenAI();', [
    "await openai.files.create({ file: await toFile(Buffer.from(comments), 'a.jsonl'), purpose: 'fine-tune' }); //! unverified-training-data",
    "await openai.files.create({ file: await toFile(Buffer.from('x'), 'a.jsonl'), purpose: 'fine-tune' });",
  ]),
};

test('model output in code, commands, SQL, files, HTML and records', () => check(output, ['improper-output-handling']));
test('identifying data in logs and at models', () => check(disclosure, ['sensitive-disclosure']));
test('outside text in stores and training sets', () => check(poisoning, ['data-poisoning']));
