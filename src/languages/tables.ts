import { Named, type SyntaxTree } from '../syntax/tree.ts';

/** Syntax nodes of a literal that are lowered entry by entry: some thousand entries of a dictionary. */
const TABLE_NODES = 10_000;

/** Rows of a literal that are lowered each by itself, and one that stands for those that are not, or -1. */
export interface Table { readonly rows: readonly number[]; readonly sample: number }

/**
 * What of a literal is lowered. Dictionaries of codes and tables of test data hold tens of thousands of constants, which no flow goes through: beyond a bound one row stands
 * for all others that consist of constants alone. `data` are the kinds of such nodes.
 */
export function sampled(tree: SyntaxTree, literal: number, rows: readonly number[], data: ReadonlySet<number>): Table {
  if (tree.next[literal]! - literal <= TABLE_NODES) return { rows, sample: -1 };
  const last = literal + TABLE_NODES;
  const kept: number[] = [];
  let sample = -1;
  for (const row of rows) if (row <= last || !isData(tree, row, data)) kept.push(row); else sample = row;
  return { rows: kept, sample };
}

function isData(tree: SyntaxTree, row: number, data: ReadonlySet<number>): boolean {
  const end = tree.next[row]!;
  for (let node = row; node < end; node++) if (tree.named[node] === Named.node && !data.has(tree.kind[node]!)) return false;
  return true;
}
