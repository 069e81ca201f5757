import Anthropic from '@anthropic-ai/sdk';
import mysql from 'mysql2/promise';
import { Pool } from 'pg';

const anthropic = new Anthropic();
const pool = new Pool();
const other = mysql.createPool({ host: 'localhost' });

async function ask(content: string): Promise<string> {
  const message = await anthropic.messages.create({ model: 'claude-3-5-haiku-latest', max_tokens: 200, messages: [{ role: 'user', content }] });
  const [first] = message.content;
  return first?.type === 'text' ? first.text : '';
}

export async function count(question: string): Promise<number> {
  const modality = await ask(question);
  const { rows } = await pool.query(`SELECT COUNT(*) AS n FROM studies WHERE modality = '${modality}'`);
  return rows[0].n;
}

export async function rename(id: number, question: string): Promise<void> {
  const title = await ask(question);
  await other.query('UPDATE studies SET title = "' + title + '" WHERE id = ' + id);
}

export async function any(question: string): Promise<unknown[]> {
  const { rows } = await pool.query(await ask(`Write SQL: ${question}`));
  return rows;
}
