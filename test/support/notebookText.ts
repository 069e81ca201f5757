/**
 * A notebook of code cells, written as lines between `# %%`; a number after it is the cell's execution count. Each line of a cell is a line of the
 * document. `lineOf[i]` is the number of the document's line, from 1, on which line i of the text stands; 0 for lines between cells.
 */
export function notebookText(text: string): { readonly json: string; readonly lineOf: readonly number[] } {
  const out = ['{', ' "cells": ['];
  const lineOf: number[] = [];
  const lines = text.replace(/\n+$/, '').split('\n');
  lines.forEach((line, i) => {
    const cell = /^# %%(?: (\d+))?$/.exec(line);
    if (cell) {
      if (i > 0) out.push('   ]', '  },');
      out.push('  {', '   "cell_type": "code",', `   "execution_count": ${cell[1] ?? 'null'},`, '   "metadata": {},', '   "outputs": [],', '   "source": [');
      lineOf.push(0);
      return;
    }
    const isLast = i + 1 === lines.length || lines[i + 1]!.startsWith('# %%');
    out.push(`    ${JSON.stringify(isLast ? line : `${line}\n`)}${isLast ? '' : ','}`);
    lineOf.push(out.length);
  });
  out.push('   ]', '  }', ' ],', ' "metadata": { "language_info": { "name": "python" } },', ' "nbformat": 4,', ' "nbformat_minor": 5', '}', '');
  return { json: out.join('\n'), lineOf };
}
