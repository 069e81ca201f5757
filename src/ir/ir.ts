import type { LanguageId, Span } from '../base/words.ts';

/**
 * The one intermediate representation of all languages: three-address instructions in structured regions.
 *
 * A function's code is one Int32Array. Every instruction starts with a header of four words:
 * `op, next, start, end` (`next` = index of the next instruction in the same region's sequence, `start`/`end` = source
 * offsets), followed by its operands. Registers are small integers; registers listed in `vars` are source variables
 * and are merged where control flow joins; all others are temporaries, written once and read only in the straight line
 * (or inner regions) after their definition. `-1` stands for "no register".
 *
 * Control flow is structured (if / loop / block / try regions nested in the code), because every supported language is,
 * and because joins, guards and early exits then need no dominance computation.
 */
export const Op = {
  Const: 1,      // d, const                     literal from ModuleIR.consts
  Move: 2,       // d, s
  LoadScope: 3,  // d, hops, name                variable of the hops-th enclosing function scope; falls back to star imports and builtins at module scope
  StoreScope: 4, // hops, name, s
  Get: 5,        // d, base, name                attribute / property of constant name
  GetIndex: 6,   // d, base, key                 subscript
  Set: 7,        // base, name, s
  SetIndex: 8,   // base, key, s
  Delete: 9,     // base, name|-1, key|-1
  Alloc: 10,     // d, kind, n, n × (key, value, flags, start, end)    container literal; key -1 = next index
  Concat: 11,    // d, n, n × (s, start, end)    every way of building a string keeps its parts
  Binary: 12,    // d, operator, a, b            see Operator
  Unary: 13,     // d, operator, a
  Call: 14,      // d, flags, callee, n, n × (argKind, name, s, start, end)
  CallMethod: 15,// d, flags, base, name, n, n × (argKind, name, s, start, end)
  Closure: 16,   // d, function, n, n × (parameter, s)         s = default value evaluated where the function is defined
  Class: 17,     // d, class, n, n × base
  Import: 18,    // d, module, name|-1           the module object, or one name of it
  ImportStar: 19,// module                       all public names of the module into this module's scope
  Export: 20,    // name, s                      module export (ECMAScript, CommonJS); a star re-export is ExportStar
  ExportStar: 21,// module
  Return: 22,    // s|-1
  Yield: 23,     // d, s, delegate(0|1)
  Throw: 24,     // s|-1
  If: 25,        // cond, elseAt, endAt          then-region follows, else-region at elseAt (== endAt when absent)
  Loop: 26,      // endAt, flags                 body repeats until a Break; flags LoopFlag
  Block: 27,     // endAt                        body runs once; Break may leave it
  Break: 28,     // depth                        leaves the depth-th enclosing Loop/Block (0 = innermost)
  Continue: 29,  // depth                        next round of the depth-th enclosing Loop
  Try: 30,       // handlersAt, finallyAt, endAt body; then handlers region (an if-chain or straight code); then finally region
  Next: 31,      // d, iterable, kind            element of an iterable (IterKind): values, keys or [key, value] pairs
  Slice: 32,     // d, base, lo|-1, hi|-1        part of a sequence or string
  Push: 33,      // base, s, start, end          append one element (comprehensions, builders)
  Spread: 34,    // base, s, start, end          append all elements / merge all entries of s
  Cast: 35,      // d, s, type                   declared or asserted type (ModuleIR.types)
  Enter: 36,     // d, s                         context manager / using: the entered value
  Await: 37,     // d, s
  Super: 38,     // d                            base-class view of the receiver in a method or constructor
  This: 39,      // d                            receiver
  IfMissing: 40, // parameter, endAt             region runs when the argument was not given (default values evaluated in the callee)
  AndThen: 41,   // d, a, b, endAt               d = a and b: the region between computes b and runs only when a holds (b is defined in the region)
  OrElse: 42,    // d, a, b, endAt               d = a or b: region runs only when a does not hold
  Coalesce: 43,  // d, a, b, endAt               d = a ?? b: region runs only when a is null
  Catch: 44,     // d                            the exception in flight at the start of a handlers region
  Unknown: 45,   // d, feature, n, n × s         construct that could not be lowered; taint of all operands goes to d
  Regex: 46,     // d, pattern, flags            regular expression literal (string table indexes)
} as const;
export type Op = (typeof Op)[keyof typeof Op];

/**
 * Members that no source can spell. `passed value`: field of the object that stands for a variable passed by reference; called as
 * a method, it gives what the callee has put there, or its argument. `object copy`: a method that copies an object with its fields.
 */
export const PASSED_VALUE = 'passed value';
export const OBJECT_COPY = 'object copy';

/** Words of an instruction's header. */
export const HEADER = 4;

export const AllocKind = { list: 0, tuple: 1, dict: 2, set: 3, object: 4 } as const;
export const EntryFlag = { plain: 0, spread: 1 } as const;
export const ArgKind = { positional: 0, keyword: 1, spread: 2, keywordSpread: 3 } as const;
/** `construct`: `new X(...)`. `decorator`: applied as decorator or annotation, the result replaces the argument unless unknown. `optional`: `?.()`. */
/** `awaited` is never in code: the engine adds it to a call whose result the next instruction awaits. */
export const CallFlag = { none: 0, construct: 1, decorator: 2, optional: 4, awaited: 8 } as const;
/** `atLeastOnce`: do-while. `infinite`: leaves only by Break or exit. */
export const LoopFlag = { none: 0, atLeastOnce: 1, infinite: 2 } as const;
export const IterKind = { values: 0, keys: 1, entries: 2 } as const;

/** Operators, one numbering for all languages. */
export const Operator = {
  add: 1, sub: 2, mul: 3, div: 4, mod: 5, pow: 6, bitOr: 7, bitAnd: 8, bitXor: 9, shift: 10, floorDiv: 11, matMul: 12,
  eq: 20, ne: 21, lt: 22, le: 23, gt: 24, ge: 25, in: 26, notIn: 27, is: 28, isNot: 29, instanceOf: 30,
  not: 40, neg: 41, plus: 42, typeOf: 43, bitNot: 44,
} as const;
export type Operator = (typeof Operator)[keyof typeof Operator];

/** A literal. `undefined` is spelled `null` too: no judgement depends on the difference. */
export type Const = string | number | boolean | null;

/** A written type, resolved by name in the scope of its module. `name` is dotted; unions are `name: '|'`, literals `name: 'literal'` with `value`. */
export interface TypeRef {
  readonly name: string;
  readonly args?: readonly TypeRef[];
  readonly value?: Const;
  /** Constraints written beside the type: `Annotated[str, Field(pattern=…)]`, validation annotations. Keyword → constant. */
  readonly constraints?: Readonly<Record<string, Const>>;
}

/** Constraint of a declared type: the name by which a container is asked for the object. */
export const PROVIDED_NAME = 'provided name';
/** Constraint of a declared type: where what the framework injects comes from, an address below the program's own files. */
export const SHIPPED = 'shipped';
/** Constraint of a field's type: the class sees to it, whatever other fields are. */
export const ENFORCED = 'enforced';

export type ParamKind = 'positional' | 'keyword' | 'rest' | 'keywordRest';

export interface ParamIR {
  readonly name: string;
  /** Register that holds the argument on entry (a variable register). */
  readonly reg: number;
  readonly kind: ParamKind;
  readonly type?: TypeRef;
  readonly span: Span;
  /** True where a default exists (from Closure or an IfMissing region). */
  readonly optional?: boolean;
  /** Annotations or decorators of the parameter, for example `RequestBody`, `Body()`. */
  readonly annotations?: readonly AnnotationIR[];
}

/** A declarative annotation / attribute (Java, C#, TS decorator with constant arguments) kept as data. */
export interface AnnotationIR {
  readonly name: string; readonly args: Readonly<Record<string, Const | readonly Const[]>>; readonly span: Span;
  /** Names that are written as arguments or in lists and objects there, or of what is made there: `@Query('n', ParseIntPipe)`, `new ParseEnumPipe(Tone)`, `@Module({ imports: [Desk] })`. */
  readonly names?: readonly string[];
}

export interface FunctionIR {
  /** Index in ModuleIR.functions; 0 is the module body. */
  readonly index: number;
  readonly name: string;
  /** Dotted path inside the module: `Class.method`, `outer.inner`. */
  readonly qualifiedName: string;
  readonly kind: 'module' | 'function' | 'method' | 'constructor' | 'getter' | 'setter' | 'lambda';
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Static methods have no receiver. */
  readonly isStatic: boolean;
  /** Python: the receiver is parameter 0. Elsewhere it is read by `This`. */
  readonly selfParam: boolean;
  /** Lexically enclosing function (-1 for the module body) and class (-1 if none). */
  readonly parent: number;
  readonly classIndex: number;
  readonly params: readonly ParamIR[];
  readonly returnType?: TypeRef;
  readonly annotations: readonly AnnotationIR[];
  readonly doc?: string;
  readonly code: Int32Array;
  readonly nRegs: number;
  /** Registers that are source variables, ascending; `varNames[i]` names `vars[i]`. */
  readonly vars: Int32Array;
  readonly varNames: readonly string[];
  /** The whole definition and its name, for places. */
  readonly span: Span;
  readonly nameSpan: Span;
}

export interface FieldIR {
  readonly name: string;
  readonly type?: TypeRef;
  readonly isStatic: boolean;
  readonly annotations?: readonly AnnotationIR[];
  readonly span: Span;
}

export interface ClassIR {
  readonly index: number;
  readonly name: string;
  readonly qualifiedName: string;
  readonly kind: 'class' | 'interface' | 'enum' | 'record' | 'struct';
  /** Base types as written; the Class instruction also carries them as registers where they are expressions. */
  readonly bases: readonly TypeRef[];
  /** Function indexes by kind of member. */
  readonly methods: readonly { readonly name: string; readonly fn: number; readonly role: 'method' | 'static' | 'classMethod' | 'getter' | 'setter' | 'constructor' }[];
  /** Declared fields, in order: constructor parameters of records and data classes follow this order. */
  readonly fields: readonly FieldIR[];
  readonly annotations: readonly AnnotationIR[];
  readonly doc?: string;
  readonly span: Span;
  readonly nameSpan: Span;
}

export interface ImportIR {
  /** As written: `a.b`, `..pkg.mod` (Python relative with its dots), `./x`, `@scope/pkg/sub`, `org.dcm4che3.data.Tag`. */
  readonly module: string;
  /** Names imported from it; empty for the module itself; `*` for all. */
  readonly names: readonly string[];
  readonly span: Span;
}

export interface ModuleIR {
  readonly file: string;
  readonly language: LanguageId;
  /** Package or namespace as declared (Java, C#); empty elsewhere. */
  readonly packageName: string;
  readonly strings: readonly string[];
  readonly consts: readonly Const[];
  readonly types: readonly TypeRef[];
  readonly functions: readonly FunctionIR[];
  readonly classes: readonly ClassIR[];
  readonly imports: readonly ImportIR[];
  /** Syntax errors: a file with any is partly analysed. */
  readonly errors: readonly Span[];
  /** Constructs that were not lowered, by feature name, with a count. */
  readonly unsupported: Readonly<Record<string, number>>;
  readonly contentHash: string;
}
