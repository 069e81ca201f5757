import type { LanguageId, Span } from '../base/words.ts';
import type { ModuleIR } from '../ir/ir.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import type { BuiltString } from './builtStrings.ts';
import type { FunctionText } from './functionText.ts';

/** What a front end needs to know about the file beside its tree. */
export interface LowerInput {
  readonly tree: SyntaxTree;
  /** Path relative to the project root, with `/`. */
  readonly file: string;
  readonly contentHash: string;
}

/** How an import is written in a language, for fixes. */
export interface ImportEdit { readonly offset: number; readonly text: string }

/** An expression that can be replaced. `key`: it is also the name of an entry (`{ content }`), which a replacement has to write. */
export interface ExpressionSite extends Span {
  readonly key?: string;
  /** What makes a text of the expression as its place does, where no text would be taken there: a call around it up to `end`, in place of what stands there. */
  readonly asText?: { readonly before: string; readonly after: string; readonly end: number };
}

/** A named argument, or an entry of a dictionary or object. */
export interface NamedEntry { readonly key: string; readonly value: Span }

/** A call, for fixes that add, replace or remove its arguments. */
export interface CallText {
  /** Offset of the call: before the callee where something like `new` stands in front of it. */
  readonly start: number;
  readonly callee: Span;
  /** Arguments in order; the span of a named one includes its name. */
  readonly arguments: readonly (Span & { readonly key?: string })[];
  /** Offset of the closing bracket. */
  readonly end: number;
}

/** A language is finished when it implements this and the shared feature suite passes. */
export interface Language {
  readonly id: LanguageId;
  /** File name endings with their dot, lower case. */
  readonly extensions: readonly string[];
  /** Tree to IR. Never throws on any tree: what it can't lower becomes Unknown with a feature name. */
  lower(input: LowerInput): ModuleIR;
  /** Candidate project files for an import written in `fromFile`, best first, without touching a disk: `exists` answers for project files. */
  resolveImport(spec: string, fromFile: string, project: ImportContext): ResolvedImport | undefined;
  /** Where and how to add an import of `name` from `module`; undefined when it is there already. */
  addImport?(text: string, tree: SyntaxTree, module: string, name: string): ImportEdit | undefined;
  /** Comment syntax that starts a line comment, for suppressions. */
  readonly lineComment: string;
  /** Expressions around which calls can be put so that those stand for what is written at `span`: one, the variable operands of a sum, or none. */
  expressionsAt?(tree: SyntaxTree, span: Span): readonly ExpressionSite[];
  /** The string that is put together around a span, in its pieces. */
  builtStringAt?(tree: SyntaxTree, span: Span): BuiltString | undefined;
  /** Named arguments of the call, or entries of the dictionary or object, that stands at `span`; of an entry, itself. */
  entriesIn?(tree: SyntaxTree, span: Span): readonly NamedEntry[];
  /** The calls that `span` is or is in, innermost first. */
  callsAt?(tree: SyntaxTree, span: Span): readonly CallText[];
  /** The element of a list, or entry of an object or dictionary, and what of the list goes with it (a comma), that stands at `span`. */
  elementAt?(tree: SyntaxTree, span: Span): Span | undefined;
  /** The innermost function around an offset. */
  functionAt?(tree: SyntaxTree, offset: number): FunctionText | undefined;
  /** The first function that begins in a span. */
  functionIn?(tree: SyntaxTree, span: Span): FunctionText | undefined;
  /** Whether code at an offset can wait for a result with `await`. */
  awaitsAt?(tree: SyntaxTree, offset: number): boolean;
  /** Span of the statement that contains `offset`, for fixes and regions. */
  statementAt?(tree: SyntaxTree, offset: number): Span | undefined;
}

/** Project facts for import resolution. All paths are relative to the root, with `/`. */
export interface ImportContext {
  exists(file: string): boolean;
  /** Text of small project files such as tsconfig.json, package.json, pyproject.toml; undefined when absent. */
  readText(file: string): string | undefined;
  /** All project source files of the language, for suffix matching of packages. */
  readonly files: readonly string[];
  /** Shared memo for the resolver, cleared when files are added or removed. */
  readonly memo: Map<string, unknown>;
}

export interface ResolvedImport {
  /** Project file that the module is, or undefined for an external package. */
  readonly file?: string;
  /** Python: a package directory without `__init__.py` (namespace package). */
  readonly namespaceDir?: string;
  /** External: name of the API root, for example `openai`, `@google/genai`. */
  readonly external?: string;
}
