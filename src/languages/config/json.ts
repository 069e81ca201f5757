import { parseTree, type Node } from 'jsonc-parser';
import { MAX_CONFIG_DEPTH, type ConfigEntry, type ConfigNode } from './node.ts';

/** Reads JSON as most tools do, with comments and trailing commas; parts that are broken are left out. Never throws. */
export function readJson(text: string, offset = 0): ConfigNode | undefined {
  if (nestsTooDeep(text)) return undefined;
  const root = parseTree(text, [], { allowTrailingComma: true, disallowComments: false, allowEmptyContent: true });
  return root === undefined ? undefined : convert(root, offset);
}

function convert(node: Node, offset: number): ConfigNode {
  const span = { start: node.offset + offset, end: node.offset + node.length + offset };
  if (node.type === 'array') return { kind: 'list', ...span, items: (node.children ?? []).map((child) => convert(child, offset)) };
  if (node.type !== 'object') return { kind: 'scalar', ...span, value: scalar(node.value) };
  const entries: ConfigEntry[] = [];
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    const keySpan = { start: key.offset + offset, end: key.offset + key.length + offset };
    const converted = convert(value, offset);
    entries.push({ key: String(key.value), keySpan, value: converted, start: keySpan.start, end: converted.end });
  }
  return { kind: 'map', ...span, entries };
}

const scalar = (value: unknown): string | number | boolean | null => (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null);

/** The parser descends by recursion, so that depth is counted before it runs. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const match of text.matchAll(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[[\]{}]/g)) {
    if (match[0] === '[' || match[0] === '{') depth++;
    else if (match[0] === ']' || match[0] === '}') depth--;
    if (depth > MAX_CONFIG_DEPTH) return true;
  }
  return false;
}
