import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Location, NotebookCell, NotebookDocument } from 'vscode-languageserver/node.js';
import { lineIndex } from '../base/lines.ts';
import type { Span } from '../base/words.ts';
import { rangeAt } from './snapshot.ts';

/** One file of a project as it is open in the editor: a text document, or a notebook with a document for each cell. */
export interface EditorFile {
  readonly uri: string;
  /** The text that the file would hold if it were saved now. */
  readonly text: string;
  /** Cells of a notebook. */
  readonly cells?: NotebookCells;
}

/** Where the text of a notebook stands in the editor. */
export interface NotebookCells {
  has(uri: string): boolean;
  /** Cell and offset in it of an offset of the notebook's text; undefined between the cells. */
  at(offset: number): { readonly uri: string; readonly text: string; readonly offset: number } | undefined;
  locate(span: Span): Location | undefined;
}

export const textFile = (document: TextDocument): EditorFile => ({ uri: document.uri, text: document.getText() });

interface CellPlace { readonly uri: string; readonly text: string; readonly start: number; readonly end: number }

/** A notebook as Jupyter stores it, without outputs: what the analysis reads, written from what the editor shows. */
export function notebookFile({ uri, cells }: NotebookDocument, documentOf: (cell: NotebookCell) => TextDocument | undefined): EditorFile {
  const places: CellPlace[] = [];
  let text = '{"nbformat":4,"nbformat_minor":5,"metadata":{"language_info":{"name":"python"}},"cells":[';
  for (const cell of cells) {
    const document = documentOf(cell);
    if (document === undefined) continue;
    const type = cell.kind === CODE_CELL && document.languageId === 'python' ? 'code' : 'raw';
    const count = cell.executionSummary?.executionOrder ?? null;
    const source = JSON.stringify(document.getText());
    text += `${places.length === 0 ? '' : ','}{"cell_type":"${type}","execution_count":${count},"metadata":{},"outputs":[],"source":`;
    places.push({ uri: document.uri, text: document.getText(), start: text.length + 1, end: text.length + source.length - 1 });
    text += `${source}}`;
  }
  text += ']}';
  return { uri, text, cells: cellPlaces(text, places) };
}

/** LSP `NotebookCellKind.Code`. */
const CODE_CELL = 2;

function cellPlaces(text: string, places: readonly CellPlace[]): NotebookCells {
  const placeAt = (offset: number): CellPlace | undefined => places.find(({ start, end }) => offset >= start && offset <= end);
  return {
    has: (uri) => places.some((place) => place.uri === uri),
    at(offset) {
      const place = placeAt(offset);
      return place === undefined ? undefined : { uri: place.uri, text: place.text, offset: unescapedLength(text, place.start, offset) };
    },
    locate({ start, end }) {
      const place = placeAt(start);
      if (place === undefined) return undefined;
      const from = unescapedLength(text, place.start, start);
      const to = from + unescapedLength(text, start, Math.min(end, place.end));
      return { uri: place.uri, range: rangeAt(lineIndex(place.text), { start: from, end: to }) };
    },
  };
}

/** Characters that a part of a JSON string stands for. */
function unescapedLength(text: string, start: number, end: number): number {
  let length = 0;
  for (let at = start; at < end; length++) at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2;
  return length;
}
