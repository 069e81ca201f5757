import type { LanguageId, Span } from '../base/words.ts';
import {
  AllocKind, ArgKind, CallFlag, EntryFlag, HEADER, IterKind, LoopFlag, Op, Operator,
  type AnnotationIR, type ClassIR, type Const, type FunctionIR, type ImportIR, type ModuleIR, type ParamIR, type TypeRef,
} from './ir.ts';

/** A register number. */
export type Reg = number;

/** An argument of a call, with the place of its expression. */
export interface Arg { readonly kind: number; readonly name?: string; readonly reg: Reg; readonly span: Span }
/** An entry of a container literal. Without `key` it takes the next index. */
export interface Entry { readonly key?: Reg; readonly value: Reg; readonly spread?: boolean; readonly span: Span }
/** A part of a built string. */
export interface Part { readonly reg: Reg; readonly span: Span }

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
const NO_CODE = new Int32Array(0);

/** Collects what one module consists of; hands out a FunctionBuilder per callable. */
export class ModuleBuilder {
  private readonly strings: string[] = [];
  private readonly stringIds = new Map<string, number>();
  private readonly consts: Const[] = [];
  private readonly constIds = new Map<Const, number>();
  private readonly types: TypeRef[] = [];
  private readonly functions: FunctionIR[] = [];
  private readonly classes: ClassIR[] = [];
  private readonly imports: ImportIR[] = [];
  private readonly unsupported: Record<string, number> = {};
  private readonly numbers: { readonly fn: Mutable<FunctionIR>; readonly code: readonly number[]; readonly vars: readonly number[] }[] = [];
  private nextFunction = 0;
  private nextClass = 0;
  packageName = '';
  readonly file: string;
  readonly language: LanguageId;

  constructor(file: string, language: LanguageId) { this.file = file; this.language = language; }

  atom(text: string): number {
    let id = this.stringIds.get(text);
    if (id === undefined) { id = this.strings.length; this.strings.push(text); this.stringIds.set(text, id); }
    return id;
  }
  /** Whether a name has been used so far. */
  hasString(text: string): boolean { return this.stringIds.has(text); }
  constant(value: Const): number {
    let id = this.constIds.get(value);
    if (id === undefined) { id = this.consts.length; this.consts.push(value); this.constIds.set(value, id); }
    return id;
  }
  type(ref: TypeRef): number { this.types.push(ref); return this.types.length - 1; }
  addImport(imp: ImportIR): void { this.imports.push(imp); }
  noteUnsupported(feature: string): void { this.unsupported[feature] = (this.unsupported[feature] ?? 0) + 1; }

  /** Reserves the function's index at once, so that nested functions can refer to it; call `finish` on the result. */
  newFunction(opts: FunctionOptions): FunctionBuilder { return new FunctionBuilder(this, this.nextFunction++, opts); }
  /** Reserves a class index; hand the complete ClassIR to `addClass`. */
  newClassIndex(): number { return this.nextClass++; }
  addClass(cls: ClassIR): void { this.classes[cls.index] = cls; }
  /** @internal */
  addFunction(fn: FunctionIR, code: readonly number[], vars: readonly number[]): void { this.functions[fn.index] = fn; this.numbers.push({ fn, code, vars }); }
  /** All numbers of a module lie in one buffer: thousands of small ones cost more than what is in them. */
  private layOut(): void {
    const all = new Int32Array(this.numbers.reduce((sum, { code, vars }) => sum + code.length + vars.length, 0));
    let at = 0;
    const put = (numbers: readonly number[]): Int32Array => { const start = at; for (const n of numbers) all[at++] = n; return all.subarray(start, at); };
    for (const { fn, code, vars } of this.numbers) { fn.code = put(code); fn.vars = put(vars); }
    this.numbers.length = 0;
  }

  build(errors: readonly Span[], contentHash: string): ModuleIR {
    this.layOut();
    return {
      file: this.file, language: this.language, packageName: this.packageName, strings: this.strings, consts: this.consts,
      types: this.types, functions: this.functions, classes: this.classes, imports: this.imports, errors,
      unsupported: this.unsupported, contentHash,
    };
  }
}

export interface FunctionOptions {
  readonly name: string;
  readonly qualifiedName: string;
  readonly kind: FunctionIR['kind'];
  readonly parent: number;
  readonly classIndex?: number;
  readonly isAsync?: boolean;
  readonly isGenerator?: boolean;
  readonly isStatic?: boolean;
  readonly selfParam?: boolean;
  readonly span: Span;
  readonly nameSpan: Span;
}

/**
 * Emits one function. Region methods (`if`, `loop`, `block`, `try`, `andThen`, …) take callbacks that emit the inner code.
 *
 *     const c = f.binary(Operator.notIn, x, allowed, span);
 *     f.if(c, span, () => f.throw(undefined, span));
 */
export class FunctionBuilder {
  readonly module: ModuleBuilder;
  readonly index: number;
  readonly options: FunctionOptions;
  readonly params: ParamIR[] = [];
  readonly annotations: AnnotationIR[] = [];
  returnType: TypeRef | undefined;
  doc: string | undefined;
  isGenerator: boolean;
  private code: number[] = [];
  private nRegs = 0;
  private readonly vars: number[] = [];
  private readonly varNames: string[] = [];
  /** Number of enclosing Loop/Block regions at this point. */
  private depth = 0;

  constructor(module: ModuleBuilder, index: number, options: FunctionOptions) {
    this.module = module; this.index = index; this.options = options; this.isGenerator = options.isGenerator ?? false;
  }

  /** A source variable: merged at joins, may be assigned many times. */
  newVar(name: string): Reg { const r = this.nRegs++; this.vars.push(r); this.varNames.push(name); return r; }
  newTemp(): Reg { return this.nRegs++; }
  addParam(p: Omit<ParamIR, 'reg'> & { reg?: Reg }): Reg {
    const reg = p.reg ?? this.newVar(p.name);
    this.params.push({ ...p, reg });
    return reg;
  }

  // ---- values
  const(value: Const, s: Span): Reg { const d = this.newTemp(); this.emit(Op.Const, s, d, this.module.constant(value)); return d; }
  regex(pattern: string, flags: string, s: Span): Reg { const d = this.newTemp(); this.emit(Op.Regex, s, d, this.module.atom(pattern), this.module.atom(flags)); return d; }
  /** Assignment to a variable register. */
  move(d: Reg, src: Reg, s: Span): void { this.emit(Op.Move, s, d, src); }
  copy(src: Reg, s: Span): Reg { const d = this.newTemp(); this.emit(Op.Move, s, d, src); return d; }
  /** `hops` = number of function boundaries between here and the scope that declares `name`; the module body is the outermost. */
  loadScope(hops: number, name: string, s: Span): Reg { const d = this.newTemp(); this.emit(Op.LoadScope, s, d, hops, this.module.atom(name)); return d; }
  storeScope(hops: number, name: string, src: Reg, s: Span): void { this.emit(Op.StoreScope, s, hops, this.module.atom(name), src); }
  get(base: Reg, name: string, s: Span): Reg { const d = this.newTemp(); this.emit(Op.Get, s, d, base, this.module.atom(name)); return d; }
  getIndex(base: Reg, key: Reg, s: Span): Reg { const d = this.newTemp(); this.emit(Op.GetIndex, s, d, base, key); return d; }
  set(base: Reg, name: string, src: Reg, s: Span): void { this.emit(Op.Set, s, base, this.module.atom(name), src); }
  setIndex(base: Reg, key: Reg, src: Reg, s: Span): void { this.emit(Op.SetIndex, s, base, key, src); }
  deleteName(base: Reg, name: string, s: Span): void { this.emit(Op.Delete, s, base, this.module.atom(name), -1); }
  deleteIndex(base: Reg, key: Reg, s: Span): void { this.emit(Op.Delete, s, base, -1, key); }
  alloc(kind: keyof typeof AllocKind, entries: readonly Entry[], s: Span): Reg {
    const d = this.newTemp();
    this.emitList(Op.Alloc, s, [d, AllocKind[kind], entries.length], 5 * entries.length);
    for (const e of entries) this.code.push(e.key ?? -1, e.value, e.spread ? EntryFlag.spread : EntryFlag.plain, e.span.start, e.span.end);
    return d;
  }
  concat(parts: readonly Part[], s: Span): Reg {
    const d = this.newTemp();
    this.emitList(Op.Concat, s, [d, parts.length], 3 * parts.length);
    for (const p of parts) this.code.push(p.reg, p.span.start, p.span.end);
    return d;
  }
  binary(op: number, a: Reg, b: Reg, s: Span): Reg { const d = this.newTemp(); this.emit(Op.Binary, s, d, op, a, b); return d; }
  unary(op: number, a: Reg, s: Span): Reg { const d = this.newTemp(); this.emit(Op.Unary, s, d, op, a); return d; }
  call(callee: Reg, args: readonly Arg[], s: Span, flags: number = CallFlag.none): Reg {
    const d = this.newTemp(); this.emitList(Op.Call, s, [d, flags, callee, args.length], 5 * args.length); this.args(args); return d;
  }
  callMethod(base: Reg, name: string, args: readonly Arg[], s: Span, flags: number = CallFlag.none): Reg {
    const d = this.newTemp(); this.emitList(Op.CallMethod, s, [d, flags, base, this.module.atom(name), args.length], 5 * args.length); this.args(args); return d;
  }
  closure(fn: number, defaults: readonly { param: number; reg: Reg }[], s: Span): Reg {
    const d = this.newTemp();
    this.emitList(Op.Closure, s, [d, fn, defaults.length], 2 * defaults.length);
    for (const x of defaults) this.code.push(x.param, x.reg);
    return d;
  }
  class(index: number, bases: readonly Reg[], s: Span): Reg {
    const d = this.newTemp();
    this.emitList(Op.Class, s, [d, index, bases.length], bases.length);
    for (const base of bases) this.code.push(base);
    return d;
  }
  import(module: string, name: string | undefined, s: Span): Reg {
    const d = this.newTemp(); this.emit(Op.Import, s, d, this.module.atom(module), name === undefined ? -1 : this.module.atom(name)); return d;
  }
  importStar(module: string, s: Span): void { this.emit(Op.ImportStar, s, this.module.atom(module)); }
  export(name: string, src: Reg, s: Span): void { this.emit(Op.Export, s, this.module.atom(name), src); }
  exportStar(module: string, s: Span): void { this.emit(Op.ExportStar, s, this.module.atom(module)); }
  next(iterable: Reg, s: Span, kind: keyof typeof IterKind = 'values'): Reg { const d = this.newTemp(); this.emit(Op.Next, s, d, iterable, IterKind[kind]); return d; }
  slice(base: Reg, lo: Reg | undefined, hi: Reg | undefined, s: Span): Reg { const d = this.newTemp(); this.emit(Op.Slice, s, d, base, lo ?? -1, hi ?? -1); return d; }
  push(base: Reg, src: Reg, at: Span, s: Span): void { this.emit(Op.Push, s, base, src, at.start, at.end); }
  spread(base: Reg, src: Reg, at: Span, s: Span): void { this.emit(Op.Spread, s, base, src, at.start, at.end); }
  cast(src: Reg, type: TypeRef, s: Span): Reg { const d = this.newTemp(); this.emit(Op.Cast, s, d, src, this.module.type(type)); return d; }
  enter(src: Reg, s: Span): Reg { const d = this.newTemp(); this.emit(Op.Enter, s, d, src); return d; }
  await(src: Reg, s: Span): Reg { const d = this.newTemp(); this.emit(Op.Await, s, d, src); return d; }
  super(s: Span): Reg { const d = this.newTemp(); this.emit(Op.Super, s, d); return d; }
  this(s: Span): Reg { const d = this.newTemp(); this.emit(Op.This, s, d); return d; }
  catch(s: Span): Reg { const d = this.newTemp(); this.emit(Op.Catch, s, d); return d; }
  yield(src: Reg | undefined, delegate: boolean, s: Span): Reg { const d = this.newTemp(); this.isGenerator = true; this.emit(Op.Yield, s, d, src ?? -1, delegate ? 1 : 0); return d; }
  unknown(feature: string, operands: readonly Reg[], s: Span): Reg {
    this.module.noteUnsupported(feature);
    const d = this.newTemp();
    this.emitList(Op.Unknown, s, [d, this.module.atom(feature), operands.length], operands.length);
    for (const operand of operands) this.code.push(operand);
    return d;
  }

  // ---- control
  return(src: Reg | undefined, s: Span): void { this.emit(Op.Return, s, src ?? -1); }
  throw(src: Reg | undefined, s: Span): void { this.emit(Op.Throw, s, src ?? -1); }
  if(cond: Reg, s: Span, thenDo: () => void, elseDo?: () => void): void {
    const at = this.emit(Op.If, s, cond, 0, 0);
    thenDo();
    this.code[at + HEADER + 1] = this.code.length;
    elseDo?.();
    this.code[at + HEADER + 2] = this.code.length;
    this.close(at);
  }
  /** A value chosen by a condition; `d` becomes a variable so that joins merge it. */
  select(cond: Reg, s: Span, thenDo: () => Reg, elseDo: () => Reg): Reg {
    const d = this.newVar('');
    this.if(cond, s, () => this.move(d, thenDo(), s), () => this.move(d, elseDo(), s));
    return d;
  }
  loop(s: Span, body: () => void, flags: number = LoopFlag.none): void {
    const at = this.emit(Op.Loop, s, 0, flags);
    this.depth++; body(); this.depth--;
    this.code[at + HEADER] = this.code.length;
    this.close(at);
  }
  /** for-each: `bind` receives the element's register. */
  forEach(iterable: Reg, s: Span, bind: (element: Reg) => void, body: () => void, kind: keyof typeof IterKind = 'values'): void {
    this.loop(s, () => { bind(this.next(iterable, s, kind)); body(); });
  }
  block(s: Span, body: () => void): void {
    const at = this.emit(Op.Block, s, 0);
    this.depth++; body(); this.depth--;
    this.code[at + HEADER] = this.code.length;
    this.close(at);
  }
  /** Current nesting, to compute break depths: `break(f.nesting - nestingInside)`. */
  get nesting(): number { return this.depth; }
  break(depth: number, s: Span): void { this.emit(Op.Break, s, depth); }
  continue(depth: number, s: Span): void { this.emit(Op.Continue, s, depth); }
  try(s: Span, body: () => void, handlers?: () => void, finallyDo?: () => void): void {
    const at = this.emit(Op.Try, s, 0, 0, 0);
    body();
    this.code[at + HEADER] = this.code.length;
    handlers?.();
    this.code[at + HEADER + 1] = this.code.length;
    finallyDo?.();
    this.code[at + HEADER + 2] = this.code.length;
    this.close(at);
  }
  ifMissing(param: Reg, s: Span, body: () => void): void {
    const at = this.emit(Op.IfMissing, s, param, 0);
    body();
    this.code[at + HEADER + 1] = this.code.length;
    this.close(at);
  }
  andThen(a: Reg, s: Span, second: () => Reg): Reg { return this.shortCircuit(Op.AndThen, a, s, second); }
  orElse(a: Reg, s: Span, second: () => Reg): Reg { return this.shortCircuit(Op.OrElse, a, s, second); }
  coalesce(a: Reg, s: Span, second: () => Reg): Reg { return this.shortCircuit(Op.Coalesce, a, s, second); }

  /** Ends the function. Its code and variables are there once the module is built. */
  finish(): FunctionIR {
    const o = this.options;
    const fn: FunctionIR = {
      index: this.index, name: o.name, qualifiedName: o.qualifiedName, kind: o.kind, isAsync: o.isAsync ?? false,
      isGenerator: this.isGenerator, isStatic: o.isStatic ?? false, selfParam: o.selfParam ?? false, parent: o.parent,
      classIndex: o.classIndex ?? -1, params: this.params, annotations: this.annotations,
      ...(this.returnType ? { returnType: this.returnType } : {}), ...(this.doc !== undefined ? { doc: this.doc } : {}),
      code: NO_CODE, nRegs: this.nRegs, vars: NO_CODE, varNames: this.varNames,
      span: o.span, nameSpan: o.nameSpan,
    };
    this.module.addFunction(fn, this.code, this.vars);
    this.code = [];
    return fn;
  }

  private shortCircuit(op: number, a: Reg, s: Span, second: () => Reg): Reg {
    const d = this.newTemp();
    const at = this.emit(op, s, d, a, -1, 0);
    const b = second();
    this.code[at + HEADER + 2] = b;
    this.code[at + HEADER + 3] = this.code.length;
    this.close(at);
    return d;
  }
  private args(args: readonly Arg[]): void {
    for (const a of args) this.code.push(a.kind, a.name === undefined ? -1 : this.module.atom(a.name), a.reg, a.span.start, a.span.end);
  }
  private emit(op: number, s: Span, ...operands: number[]): number {
    const { code } = this;
    const at = code.length;
    code.push(op, at + HEADER + operands.length, s.start, s.end);
    for (const operand of operands) code.push(operand);
    return at;
  }
  /** As `emit`, for an instruction that groups of operands follow: so many numbers, which the caller adds. */
  private emitList(op: number, s: Span, fixed: readonly number[], following: number): void {
    const { code } = this;
    code.push(op, code.length + HEADER + fixed.length + following, s.start, s.end);
    for (const operand of fixed) code.push(operand);
  }
  /** The instruction at `at` ends here: its `next` skips its regions. */
  private close(at: number): void { this.code[at + 1] = this.code.length; }
}

export { AllocKind, ArgKind, CallFlag, EntryFlag, IterKind, LoopFlag, Operator };
