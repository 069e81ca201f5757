import { Language, Parser } from 'web-tree-sitter';
import type { LanguageId } from '../base/words.ts';
import { ERROR_KIND, Named } from './tree.ts';

/** Grammars that can be loaded. JavaScript and every JSX dialect are parsed by `tsx`, which contains them. */
export const GRAMMARS = ['python', 'tsx', 'typescript', 'java', 'csharp'] as const;
export type GrammarId = (typeof GRAMMARS)[number];

/** A loaded grammar, and how its numbers become ours. */
export interface Grammar {
  readonly id: GrammarId;
  readonly language: Language;
  /** Kind in the columns for each grammar symbol; identical to the symbol except for `typescript`. */
  readonly kindOf: Uint16Array;
  /** Field in the columns for each grammar field. */
  readonly fieldOf: Uint8Array;
  /** Value of the `named` column for each kind. */
  readonly namedOf: Uint8Array;
  /** Node type of each kind, for messages, dumps and the generator of nodeKinds.ts. */
  readonly kindNames: readonly (string | undefined)[];
  readonly fieldNames: readonly (string | undefined)[];
}

const KINDS = ERROR_KIND + 1;
const COMMENT_TYPES = new Set(['comment', 'line_comment', 'block_comment', 'html_comment']);
/** What else a grammar lets stand between any two nodes. The C# directives here are those that enclose nothing. */
const EXTRA_TYPES = new Set([
  'line_continuation', 'preproc_region', 'preproc_endregion', 'preproc_line', 'preproc_pragma', 'preproc_nullable',
  'preproc_error', 'preproc_warning', 'preproc_define', 'preproc_undef',
]);

const loaded = new Map<GrammarId, Grammar>();
let ready: Promise<void> | undefined;

/** Starts the parser's runtime from the bytes of web-tree-sitter.wasm. Further calls return the first start. */
export function initSyntax(runtimeWasm: Uint8Array): Promise<void> {
  ready ??= Parser.init({ wasmBinary: runtimeWasm as Uint8Array<ArrayBuffer> });
  return ready;
}

/**
 * Loads a grammar from its wasm bytes; loading it again does nothing. `typescript` needs `tsx` to be loaded before:
 * both are shown to the front end under the numbers of `tsx`.
 */
export async function loadGrammar(id: GrammarId, wasm: Uint8Array): Promise<void> {
  if (loaded.has(id)) return;
  const base = id === 'typescript' ? grammar('tsx') : undefined;
  const language = await Language.load(wasm);
  loaded.set(id, describe(id, language, base));
}

/** True if the grammar can parse now. */
export function isLoaded(id: GrammarId): boolean {
  return loaded.has(id);
}

/** The loaded grammar; throws if the host has not loaded it. */
export function grammar(id: GrammarId): Grammar {
  const found = loaded.get(id);
  if (!found) throw new Error(`grammar ${id} is not loaded`);
  return found;
}

/** Node type of a kind, for dumps and messages. */
export function kindName(id: GrammarId, kind: number): string {
  return kind === ERROR_KIND ? 'ERROR' : grammar(id).kindNames[kind] ?? `kind ${kind}`;
}

/** Language whose front end takes the trees of a grammar. */
export function languageOf(id: GrammarId): LanguageId {
  return id === 'tsx' ? 'typescript' : id;
}

/** Grammar for a file. Only `.ts` and its module variants have `<T>x` casts, and only the other dialects have JSX. */
export function grammarFor(language: LanguageId, file: string): GrammarId {
  if (language !== 'typescript') return language;
  return /\.[mc]?ts$/i.test(file) ? 'typescript' : 'tsx';
}

/**
 * Builds the tables. With a `base`, symbols and fields take the base's number for the same name; names that the base lacks
 * get the numbers after its last one, in the grammar's own order, so the numbering depends on nothing but the two grammars.
 */
function describe(id: GrammarId, language: Language, base: Grammar | undefined): Grammar {
  const kindOf = new Uint16Array(KINDS);
  const kindNames = base ? [...base.kindNames] : [];
  const namedOf = base ? base.namedOf.slice() : new Uint8Array(KINDS);
  kindOf[ERROR_KIND] = ERROR_KIND;
  namedOf[ERROR_KIND] = Named.node;
  for (let symbol = 0; symbol < language.nodeTypeCount; symbol++) {
    const name = language.nodeTypeForId(symbol);
    if (name === null || !language.nodeTypeIsVisible(symbol)) continue;
    const isNamed = language.nodeTypeIsNamed(symbol);
    // Several symbols can share a name; the parser only ever reports the one that answers for the name.
    if (language.idForNodeType(name, isNamed) !== symbol) continue;
    const kind = base ? base.language.idForNodeType(name, isNamed) ?? Math.max(kindNames.length, base.language.nodeTypeCount) : symbol;
    kindOf[symbol] = kind;
    kindNames[kind] = name;
    namedOf[kind] = !isNamed ? Named.token : COMMENT_TYPES.has(name) ? Named.comment : EXTRA_TYPES.has(name) ? Named.extra : Named.node;
  }
  const fieldOf = new Uint8Array(language.fieldCount + 1);
  const fieldNames = base ? [...base.fieldNames] : [];
  for (let field = 1; field <= language.fieldCount; field++) {
    const name = language.fieldNameForId(field);
    if (name === null) continue;
    const known = base ? fieldNames.indexOf(name) : field;
    fieldOf[field] = known >= 0 ? known : fieldNames.length;
    fieldNames[fieldOf[field]!] = name;
  }
  return { id, language, kindOf, fieldOf, namedOf, kindNames, fieldNames };
}
