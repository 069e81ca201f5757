import { parseTree, type Node } from 'jsonc-parser';
import { MappedText } from './offsets.ts';

/** Source of one code cell with the places of its characters in the notebook file. */
export interface Cell { readonly source: MappedText; readonly executionCount: number | undefined }

/** Code cells of a notebook in the order of the document, and the kernel's language where the file says it. */
export interface NotebookCells { readonly cells: readonly Cell[]; readonly language: string | undefined }

/** Reads the JSON of a notebook, formats 3 and 4; undefined for text that is no notebook. */
export function readCells(json: string): NotebookCells | undefined {
  const root = parse(json);
  if (root === undefined) return undefined;
  const worksheets = member(root, 'worksheets')?.children ?? [];
  const lists = [member(root, 'cells'), ...worksheets.map((sheet) => member(sheet, 'cells'))].filter((list) => list?.type === 'array');
  if (lists.length === 0) return undefined;
  const cells = lists.flatMap((list) => list?.children ?? []).filter((cell) => member(cell, 'cell_type')?.value === 'code');
  return {
    cells: cells.map((cell) => ({ source: sourceOf(json, cell), executionCount: executionCount(cell) })),
    language: languageOf(root, cells),
  };
}

function parse(json: string): Node | undefined {
  try {
    return parseTree(json, [], { disallowComments: true });
  } catch (error) {
    // The parser recurses, so nesting that no notebook has ends in a stack overflow.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function member(node: Node | undefined, name: string): Node | undefined {
  if (node?.type !== 'object') return undefined;
  return node.children?.find((property) => property.children?.[0]?.value === name)?.children?.[1];
}

function executionCount(cell: Node): number | undefined {
  const count = (member(cell, 'execution_count') ?? member(cell, 'prompt_number'))?.value as unknown;
  return typeof count === 'number' ? count : undefined;
}

function languageOf(root: Node, cells: readonly Node[]): string | undefined {
  const metadata = member(root, 'metadata');
  const named = member(member(metadata, 'kernelspec'), 'language') ?? member(member(metadata, 'language_info'), 'name') ?? member(cells[0], 'language');
  return typeof named?.value === 'string' ? named.value.toLowerCase() : undefined;
}

/** `source` is a string or a list of lines. */
function sourceOf(json: string, cell: Node): MappedText {
  const source = new MappedText();
  const node = member(cell, 'source') ?? member(cell, 'input');
  const lines = node?.type === 'array' ? node.children ?? [] : node ? [node] : [];
  for (const line of lines) if (line.type === 'string') appendString(json, line, source);
  return source;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', '\\': '\\', '/': '/' };

/** Decodes a JSON string; every escape is one character that is wider in the file. */
function appendString(json: string, node: Node, into: MappedText): void {
  const end = node.offset + node.length - 1;
  let at = node.offset + 1;
  while (at < end) {
    let stop = json.indexOf('\\', at);
    if (stop < 0 || stop > end) stop = end;
    into.copy(json.slice(at, stop), at);
    if (stop >= end) break;
    const kind = json[stop + 1] ?? '';
    if (kind === 'u') into.escaped(String.fromCharCode(parseInt(json.slice(stop + 2, stop + 6), 16) || 0), stop, 6);
    else into.escaped(ESCAPES[kind] ?? kind, stop, 2);
    at = stop + (kind === 'u' ? 6 : 2);
  }
}
