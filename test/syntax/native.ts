import type { GrammarId } from '../../src/syntax/parse.ts';

/** What the comparison and the benchmark need of the native binding. */
export interface NativeCursor {
  readonly nodeType: string;
  readonly nodeTypeId: number;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentFieldName: string | null;
  readonly currentFieldId: number;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
}
export interface NativeParsers {
  parse(grammar: GrammarId, text: string): { walk(): NativeCursor };
}

/** Units per read of the native parser; its default of 32 Ki makes it refuse longer strings. */
const CHUNK = 16 * 1024;

/** The native parser, or why it can't be loaded on this machine (no prebuilt binary for it and no compiler). */
export async function loadNative(): Promise<NativeParsers | { readonly reason: string }> {
  try {
    const [binding, python, typescript, java, csharp] = await Promise.all(
      ['tree-sitter', 'tree-sitter-python', 'tree-sitter-typescript', 'tree-sitter-java', 'tree-sitter-c-sharp/bindings/node/index.js']
        .map(async (name) => (await import(name)).default),
    );
    const grammars: Record<GrammarId, unknown> = { python, typescript: typescript.typescript, tsx: typescript.tsx, java, csharp };
    const parser = new binding();
    return {
      parse(grammar, text) {
        parser.setLanguage(grammars[grammar]);
        return parser.parse((offset: number) => text.slice(offset, offset + CHUNK));
      },
    };
  } catch (error) {
    return { reason: `native tree-sitter is not available: ${(error as Error).message}` };
  }
}
