import { exec, execSync } from 'node:child_process';
import { promises as fs, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import vm from 'node:vm';
import { generateText } from 'ai';
import { openai } from '@ai-sdk/openai';

const OUT = '/srv/out';

const choose = async (prompt: string): Promise<string> => (await generateText({ model: openai('gpt-4o-mini'), prompt })).text;

export async function dump(): Promise<string> {
	const tag = await choose('Which tag?');
	return execSync(`dcmdump +P "${tag}" study.dcm`).toString();
}

export async function convert(): Promise<void> {
  const name = await choose('Name the output.');
  exec('dcm2niix -f ' + name + ' /srv/in', (error) => {
    if (error !== null) throw error;
  });
}

export async function store(data: Uint8Array): Promise<void> {
  const name = await choose('Name the file.');
  await fs.writeFile(path.join(OUT, name), data);
  writeFileSync(`${OUT}/${name}.txt`, 'stored');
}

export async function compute(): Promise<unknown> {
  return vm.runInNewContext(await choose('Write the formula.'));
}
