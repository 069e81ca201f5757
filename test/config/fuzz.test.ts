import { test } from 'node:test';
import { findingsOf } from './support.ts';

const SEEDS: Readonly<Record<string, string>> = {
  '.vscode/mcp.json': '{"servers": {"a": {"command": "npx", "args": ["-y", "x", "/"], "env": {"TOKEN": "abcdefgh"}, "url": "http://x.example.org"}}}',
  '.claude/settings.json': '{"permissions": {"allow": ["Bash(rm:*)", "Read(//**)"], "defaultMode": "acceptEdits"}}',
  'docker-compose.yml': 'services:\n  a: &x\n    image: ollama/ollama\n    ports: ["1:11434", {target: 1}]\n    environment:\n      - ORTHANC_JSON={"DicomWeb": {"Servers": {"a": ["http://b.c"]}}}\n  b: *x\n',
  '.codex/config.toml': 'a = "b"\n[x.y]\nz = [1, {q = "w"}]\n[[m]]\nk = """t"""\n',
  'orthanc.json': '{"RemoteAccessAllowed": true, "OrthancPeers": {"a": []}, "RegisteredUsers": {"a": 1}, "DicomWeb": {"Servers": []}}',
  '.env': 'export A="x" # c\nORTHANC__DICOM_WEB__SERVERS={"a"\nOLLAMA_HOST=0.0.0.0\n',
  'x.agent.md': '---\ntools: [a, "*"]\n---\n',
  'a.properties': 'a.fhir.url=http://x.example.org/fhir\n',
};
const NOISE = ['"', "'", '{', '}', '[', ']', ':', ',', '\n', '\t', '&a', '*a', '<<: *a', '---', '#', '\\', '\u0000', '\uFEFF', '💥', '"""', '[[', '=', '- ', '? ', '| ', '!!js/function ', '%YAML 1.2', '${', '..'];

/** Same numbers on every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state % below;
  };
}

test('broken files never throw', () => {
  const random = numbers(7);
  for (const [file, seed] of Object.entries(SEEDS)) for (let round = 0; round < 150; round++) {
    let text = seed;
    for (let edits = 1 + random(5); edits > 0; edits--) {
      const at = random(text.length + 1);
      const end = Math.min(text.length, at + random(6));
      text = text.slice(0, at) + (random(3) === 0 ? '' : NOISE[random(NOISE.length)] ?? '') + text.slice(end);
    }
    findingsOf({ [file]: text });
  }
});

test('files made to exhaust a reader', () => {
  findingsOf({
    'a.json': '['.repeat(100_000), 'b.yml': '['.repeat(100_000), 'c.yml': '- '.repeat(50_000), 'd.toml': `a = ${'['.repeat(50_000)}`, 'e.yml': `a: &a [x,x,x,x,x,x,x,x]\n${Array.from({ length: 30 }, (_, i) => `b${i}: &b${i} [${`*${i === 0 ? 'a' : `b${i - 1}`},`.repeat(9)}]`).join('\n')}\nservers: 1\n`,
    '.env': `A=${'"'.repeat(100_000)}`, 'mcp.json': `{"mcpServers": ${'{"a":'.repeat(60)}1${'}'.repeat(60)}}`, 'f.yml': `${' '.repeat(300)}a:\n`.repeat(300),
  });
});
