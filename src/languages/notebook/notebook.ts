import { readCells, type Cell } from './cells.ts';
import { cellToPython } from './magics.ts';
import { MappedText, type OffsetMap } from './offsets.ts';

/** A notebook as one Python text, in the order in which its cells ran. */
export interface NotebookSource {
  readonly text: string;
  /** Offsets of `text` to offsets of the notebook file. */
  readonly map: OffsetMap;
  /** Code cells that were left out because a bracket or string in them does not close. */
  readonly broken: number;
}

/**
 * Reads a Jupyter notebook. Cells go by execution count where every code cell that holds code has one, else by the document.
 * Undefined where the text is no notebook or its kernel is not Python.
 */
export function readNotebook(json: string): NotebookSource | undefined {
  const notebook = readCells(json);
  if (!notebook || (notebook.language !== undefined && !/^(i?python|python3|sage|cython)$/.test(notebook.language))) return undefined;
  const out = new MappedText();
  let broken = 0;
  for (const cell of inOrder(notebook.cells)) {
    const python = cellToPython(cell.source);
    if (python) out.splice(python, 0, python.size);
    else if (!/^\s*%%/.test(cell.source.text())) broken++;
  }
  return { text: out.text(), map: out.map(), broken };
}

function inOrder(cells: readonly Cell[]): Cell[] {
  const filled = cells.filter((cell) => cell.source.text().trim() !== '');
  if (!filled.every((cell) => cell.executionCount !== undefined)) return filled;
  return filled
    .map((cell, position) => ({ cell, position }))
    .sort((a, b) => (a.cell.executionCount ?? 0) - (b.cell.executionCount ?? 0) || a.position - b.position)
    .map(({ cell }) => cell);
}
