import type { ConfigEntry, ConfigMap, ConfigNode, ConfigScalar } from './node.ts';

/**
 * Reads the instructions of a Dockerfile that say what a container is and does, as a map: `image` (of the last stage), `env` (a map of the
 * variables), and for each `RUN`, `CMD` and `ENTRYPOINT` an entry of that name, in lower case, with a text or a list of words. Instructions
 * that go over several lines are joined; places are those of the file. Never throws. Format: https://docs.docker.com/reference/dockerfile/
 */
export function readDockerfile(text: string): ConfigMap {
  const entries: ConfigEntry[] = [];
  const variables: ConfigEntry[] = [];
  let image: ConfigEntry | undefined;
  for (const match of text.matchAll(INSTRUCTION)) {
    const [whole, word = '', rest = ''] = match;
    const key = word.toLowerCase();
    const start = match.index + whole.length - rest.length;
    const keySpan = { start: match.index + whole.indexOf(word), end: match.index + whole.indexOf(word) + word.length };
    const entry = (name: string, value: ConfigNode): ConfigEntry => ({ key: name, keySpan, start: keySpan.start, end: value.end, value });
    if (key === 'from') { const name = /^(?:--\S+\s+)*(\S+)/.exec(rest)?.[1]; if (name !== undefined) image = entry('image', scalar(name, start + rest.indexOf(name))); }
    else if (key === 'env') variables.push(...variablesOf(rest, start));
    else if (key === 'run' || key === 'cmd' || key === 'entrypoint') entries.push(entry(key, commandOf(rest, start)));
  }
  const first = variables[0], last = variables.at(-1);
  if (first !== undefined && last !== undefined) entries.push({ key: 'env', keySpan: { start: first.start, end: first.start }, start: first.start, end: last.end, value: { kind: 'map', start: first.start, end: last.end, entries: variables } });
  if (image !== undefined) entries.push(image);
  return { kind: 'map', start: 0, end: text.length, entries };
}

/** A line that begins with an instruction, with the lines that continue it; comments between those belong to it. */
const INSTRUCTION = /^[ \t]*(FROM|ENV|RUN|CMD|ENTRYPOINT)[ \t]+((?:[^\\\r\n]|\\(?!\r?\n)|\\\r?\n(?:[ \t]*#[^\r\n]*\r?\n)*)*)/gim;

const scalar = (value: string, start: number): ConfigScalar => ({ kind: 'scalar', start, end: start + value.length, value });

/** `["program", "word"]` or a line for the shell. */
function commandOf(rest: string, start: number): ConfigNode {
  const text = rest.trimEnd();
  if (!/^\[[\s\S]*\]$/.test(text)) return { kind: 'scalar', start, end: start + text.length, value: text.replace(/\\\r?\n/g, ' ') };
  const items = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((word): ConfigScalar => ({ kind: 'scalar', start: start + word.index, end: start + word.index + word[0].length, value: (word[1] ?? '').replace(/\\(.)/g, '$1') }));
  return { kind: 'list', start, end: start + text.length, items };
}

/** `A=1 B="two words"`, or `A the rest of the line`. */
function variablesOf(rest: string, start: number): readonly ConfigEntry[] {
  const variable = (key: string, at: number, raw: string, from: number): ConfigEntry => ({
    key, keySpan: { start: at, end: at + key.length }, start: at, end: from + raw.length, value: { kind: 'scalar', start: from, end: from + raw.length, value: raw.replace(/^(["'])([\s\S]*)\1$/, '$2') },
  });
  const pairs = [...rest.matchAll(/([A-Za-z_]\w*)=("(?:[^"\\]|\\[\s\S])*"|'[^']*'|(?:[^\s\\]|\\[^\r\n])*)/g)];
  if (pairs.length > 0 && /^[A-Za-z_]\w*=/.test(rest)) return pairs.map((pair) => variable(pair[1]!, start + pair.index, pair[2]!, start + pair.index + pair[1]!.length + 1));
  const old = /^([A-Za-z_]\w*)[ \t]+([^\r\n]+)/.exec(rest);
  return old ? [variable(old[1]!, start, old[2]!.trimEnd(), start + old[0].length - old[2]!.length)] : [];
}
