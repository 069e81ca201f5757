import type { LanguageId, Span } from '../base/words.ts';
import type { ModuleIR } from '../ir/ir.ts';
import { remapModule } from '../ir/remap.ts';
import { readNotebook } from '../languages/notebook/notebook.ts';
import { suppressionsIn, type SuppressionComment } from '../report/suppressionComments.ts';
import { grammarFor, ParseLimitError, parseToTree } from '../syntax/parse.ts';
import { comments, nodeSpan, type SyntaxTree } from '../syntax/tree.ts';
import { frontEnd } from './frontEnds.ts';

/** A text to lower. Plain data, so that it can go to a worker. */
export interface LowerJob {
  readonly file: string;
  readonly language: LanguageId;
  readonly text: string;
  readonly contentHash: string;
}

/** What lowering gives. Plain data. */
export interface LowerResult {
  readonly file: string;
  readonly contentHash: string;
  readonly module?: ModuleIR;
  readonly suppressions: readonly SuppressionComment[];
  readonly status: 'ok' | 'partly' | 'skipped' | 'failed';
  readonly reason?: string;
}

/** Parses and lowers one text. Its grammar must be loaded. Never throws: what goes wrong is in the result. */
export function lowerText(job: LowerJob): LowerResult {
  const { file, contentHash } = job;
  try {
    if (isNotebook(file)) return lowerNotebook(job);
    const tree = parseToTree(grammarFor(job.language, file), job.text);
    const suppressions = suppressionsIn(job.text, () => comments(tree).map((node) => nodeSpan(tree, node)));
    const module = frontEnd(job.language)?.lower({ tree, file, contentHash });
    if (module === undefined) return { file, contentHash, suppressions, status: 'skipped', reason: `no front end for ${job.language}` };
    const reason = partReason(tree, module);
    return reason === undefined ? { file, contentHash, module, suppressions, status: 'ok' } : { file, contentHash, module, suppressions, status: 'partly', reason };
  } catch (error) {
    if (error instanceof ParseLimitError) return { file, contentHash, suppressions: [], status: 'skipped', reason: error.message };
    return { file, contentHash, suppressions: [], status: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

const isNotebook = (file: string): boolean => /\.ipynb$/i.test(file);

/** The cells as one text, lowered, with every span moved to where it stands in the notebook file. */
function lowerNotebook({ file, text, contentHash }: LowerJob): LowerResult {
  const notebook = readNotebook(text);
  if (notebook === undefined) return { file, contentHash, suppressions: [], status: 'skipped', reason: 'no Python notebook' };
  const { map, broken } = notebook;
  const tree = parseToTree('python', notebook.text);
  const suppressions = suppressionsIn(text, () => comments(tree).map((node) => map.toFileSpan(nodeSpan(tree, node))));
  const lowered = frontEnd('python')?.lower({ tree, file, contentHash });
  if (lowered === undefined) return { file, contentHash, suppressions, status: 'skipped', reason: 'no front end for python' };
  const module = remapModule(lowered, map.toFileSpan);
  const reason = partReason(tree, module) ?? (broken > 0 ? `${broken === 1 ? 'a cell' : `${broken} cells`} with an open bracket or string` : undefined);
  return reason === undefined ? { file, contentHash, module, suppressions, status: 'ok' } : { file, contentHash, module, suppressions, status: 'partly', reason };
}

function partReason(tree: SyntaxTree, module: ModuleIR): string | undefined {
  if (module.errors.length > 0) return module.errors.length === 1 ? 'a syntax error' : `${module.errors.length} syntax errors`;
  return tree.truncated.length > 0 ? 'code nested too deeply' : undefined;
}

/** Smallest statement around an offset of a text: what a suppression above it covers, and what a fix may move. */
export function statementFinder(language: LanguageId, file: string, text: string): (offset: number) => Span | undefined {
  let tree: SyntaxTree | undefined;
  return (offset) => {
    const find = frontEnd(language)?.statementAt;
    // The text of a notebook is JSON: no statement of the language begins where a cell's line stands.
    if (find === undefined || isNotebook(file)) return undefined;
    try {
      tree ??= parseToTree(grammarFor(language, file), text);
    } catch (error) {
      if (error instanceof ParseLimitError) return undefined;
      throw error;
    }
    return find(tree, offset);
  };
}

/** Array buffers of a result that a worker can hand over instead of copying. */
export function transferables(result: LowerResult): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { code, vars } of result.module?.functions ?? []) {
    for (const { buffer } of [code, vars]) if (buffer instanceof ArrayBuffer && buffer.byteLength > 0) buffers.add(buffer);
  }
  return [...buffers];
}

