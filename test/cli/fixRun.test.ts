import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { dosimeter, project } from './project.ts';

const ANSWER = 'from openai import OpenAI\n\nclient = OpenAI(base_url="http://127.0.0.1:8000/v1", api_key="local")\n\n\ndef answer(q):\n    return client.chat.completions.create(model="m", messages=[{"role": "user", "content": q}]).choices[0].message.content\n';
const SHELL = `${ANSWER}\n\nsubprocess.run(f"dcmdump '{answer('q')}' '/in/{answer('r')}'", shell=True)\n`;
const NOTEBOOK = JSON.stringify({ cells: [{ cell_type: 'code', execution_count: 1, metadata: {}, outputs: [], source: ANSWER.split(/(?<=\n)/) }, { cell_type: 'code', execution_count: 2, metadata: {}, outputs: [], source: ['name = answer("q")\n', "!dcm2niix '{name}' inbox"] }], metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 }, null, 1);
const FILES = { 'run/a.py': `import subprocess\r\n${SHELL.replaceAll('\n', '\r\n')}`, 'run/b c.py': `import subprocess\n${SHELL}`.trimEnd(), 'notes/convert.ipynb': NOTEBOOK };

test('git applies what --fix-dry-run prints, and --fix writes the same', async (t) => {
  const dry = project(t, FILES);
  const { stdout } = await dosimeter(dry, ['lint', '--fix-dry-run', '--fail-on', 'never']);
  for (const [file, text] of Object.entries(FILES)) assert.equal(readFileSync(join(dry, file), 'utf8'), text, 'a dry run writes nothing');
  execFileSync('git', ['init', '--quiet'], { cwd: dry });
  writeFileSync(join(dry, 'change.diff'), stdout);
  execFileSync('git', ['apply', '--whitespace=nowarn', 'change.diff'], { cwd: dry });

  const wet = project(t, FILES);
  await dosimeter(wet, ['lint', '--fix', '--fail-on', 'never']);
  for (const [file, text] of Object.entries(FILES)) {
    assert.notEqual(readFileSync(join(wet, file), 'utf8'), text, file);
    assert.equal(readFileSync(join(dry, file), 'utf8'), readFileSync(join(wet, file), 'utf8'), file);
  }
  assert.match(readFileSync(join(wet, 'run/a.py'), 'utf8'), /f"dcmdump \{shlex\.quote\(answer\('q'\)\)\} '\/in\/'\{shlex\.quote\(answer\('r'\)\)\}"/);
  assert.deepEqual(JSON.parse(readFileSync(join(wet, 'notes/convert.ipynb'), 'utf8')).cells[1].source[1], '!dcm2niix {shlex.quote(name)} inbox');

  const again = await dosimeter(wet, ['lint', '--format', 'json', '--rule', 'improper-output-handling/*', '--fix-dry-run']);
  assert.doesNotMatch(again.stdout, /^[-+]/m, 'a second run changes nothing');
});
