import { Pool } from 'pg';
import pgPromise from 'pg-promise';
import postgres from 'postgres';
import mysql from 'mysql2/promise';
import Database from 'better-sqlite3';
import sql from 'mssql';
import oracledb from 'oracledb';
import knex from 'knex';
import { DataSource } from 'typeorm';
import { eq, sql as drizzle } from 'drizzle-orm';
import { drizzle as open } from 'drizzle-orm/node-postgres';
import neo4j from 'neo4j-driver';
import { escape } from 'sqlstring';
import { MongoClient } from 'mongodb';
import OpenAI from 'openai';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';

const openai = new OpenAI();
const pool = new Pool();
const pg = pgPromise()('postgres://localhost/reports');
const db = postgres('postgres://localhost/reports');
const source = new DataSource({ type: 'postgres' });
const k = knex({ client: 'pg' });
const driver = neo4j.driver('bolt://localhost');
const mongo = new MongoClient('mongodb://localhost');

export async function run(question: string) {
  const answer = (await openai.responses.create({ model: 'gpt-5', input: question })).output_text;
  await pool.query({ text: answer, values: [1] }); // <- model-output-to-code
  await pool.query({ text: 'SELECT $1', values: [answer] });
  await pg.any(`SELECT * FROM items WHERE name = '${answer}'`); // <- model-output-to-code
  await pg.any('SELECT * FROM items WHERE name = $1', [answer]);
  await db.unsafe(answer); // <- model-output-to-code
  await db`SELECT * FROM items WHERE name = ${answer}`;
  const connection = await mysql.createConnection({ host: 'localhost' });
  await connection.query(`SELECT * FROM items WHERE name = ${escape(answer)}`);
  await connection.query(`SELECT * FROM items WHERE name = '${answer}'`); // <- model-output-to-code
  const request = new sql.Request();
  await request.query(answer); // <- model-output-to-code
  const oracle = await oracledb.getConnection();
  await oracle.execute(answer); // <- model-output-to-code
  await oracle.execute('SELECT :a FROM dual', [answer]);
  await source.query(answer); // <- model-output-to-code
  await source.manager.query('SELECT $1', [answer]);
  await k('items').whereRaw(answer); // <- model-output-to-code
  await k.raw(answer); // <- model-output-to-code
  const fragment = drizzle.raw(answer); // <- model-output-to-code
  await driver.session().run(answer); // <- model-output-to-code
  await driver.session().run('MATCH (n {name: $name}) RETURN n', { name: answer });
  const items = mongo.db('reports').collection('items');
  await items.findOne({ $where: answer }); // <- model-output-to-code
  await items.findOne({ name: answer });
  return fragment;
}

const local = new Database('data/reports.db');
export async function fromTables(id: number) {
  const { rows } = await pool.query('SELECT text FROM reports WHERE id = $1', [id]);
  await openai.responses.create({ model: 'gpt-5', input: rows[0].text }); // <- untrusted-text-in-prompt, phi-to-external-model
  const note = local.prepare('SELECT body FROM notes WHERE id = ?').get(id) as any;
  await openai.responses.create({ model: 'gpt-5', input: note.body }); // <- untrusted-text-in-prompt, phi-to-external-model
  const settings = local.prepare('SELECT value FROM settings WHERE id = ?').get(id) as any;
  await openai.responses.create({ model: 'gpt-5', input: settings.value });
}

const server = new McpServer({ name: 'reports', version: '1.0.0' });
const input = { id: z.number() };
const done = { content: [{ type: 'text' as const, text: 'done' }] };
server.registerTool('drop', { inputSchema: input }, async ({ id }) => { // <- overprivileged-tool
  await pool.query('DELETE FROM reports WHERE id = $1', [id]);
  return done;
});
server.registerTool('change', { inputSchema: input }, async ({ id }) => { // <- overprivileged-tool
  await pool.query('UPDATE reports SET seen = true WHERE id = $1', [id]);
  return done;
});
server.registerTool('count', { inputSchema: input }, async ({ id }) => {
  const { rowCount } = await pool.query('SELECT id FROM reports WHERE id = $1', [id]);
  return { content: [{ type: 'text', text: String(Number(rowCount)) }] };
});
server.registerTool('insert', { inputSchema: input }, async ({ id }) => { // <- overprivileged-tool
  await mongo.db('reports').collection('items').insertOne({ id });
  return done;
});
server.registerTool('delete', { inputSchema: input }, async ({ id }) => { // <- overprivileged-tool
  await mongo.db('reports').collection('items').deleteOne({ id });
  return done;
});
server.registerTool('find', { inputSchema: input }, async ({ id }) => {
  await mongo.db('reports').collection('items').findOne({ id });
  return done;
});
const tables = open(process.env.DATABASE_URL!);
server.registerTool('mark', { inputSchema: input }, async ({ id }) => { // <- overprivileged-tool
  await tables.update(reports).set({ seen: true }).where(eq(reports.id, id));
  return done;
});
server.registerTool('seen', { inputSchema: input }, async ({ id }) => {
  await tables.select({ seen: reports.seen }).from(reports).where(eq(reports.id, id));
  return done;
});
