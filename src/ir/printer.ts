import {
  AllocKind, ArgKind, CallFlag, EntryFlag, HEADER, IterKind, LoopFlag, Op, Operator, type FunctionIR, type ModuleIR, type TypeRef,
} from './ir.ts';
import { LAYOUTS, type Layout } from './layout.ts';

/** Readable text of a whole module: imports, classes and functions. Stable, for snapshots and debugging. */
export function printModule(module: ModuleIR): string {
  const out: string[] = [];
  for (const i of module.imports) out.push(`import ${i.module}${i.names.length > 0 ? ` { ${i.names.join(', ')} }` : ''}`);
  for (const c of module.classes) {
    out.push(`${c.kind} ${c.qualifiedName}(${c.bases.map(printType).join(', ')})${annotations(c.annotations)}`);
    for (const f of c.fields) out.push(`  field ${f.name}${f.type ? `: ${printType(f.type)}` : ''}${annotations(f.annotations ?? [])}`);
    for (const m of c.methods) out.push(`  ${m.role} ${m.name} = fn ${m.fn}`);
  }
  for (const f of module.functions) out.push(printFunction(module, f));
  return out.join('\n') + '\n';
}

/** Readable text of one function: a header line, then one instruction a line, regions indented. Registers are `%n`, variables `name%n`. */
export function printFunction(module: ModuleIR, fn: FunctionIR): string {
  const names = new Map<number, string>();
  fn.vars.forEach((reg, i) => names.set(reg, fn.varNames[i] ?? ''));
  const reg = (r: number): string => (r < 0 ? '-' : `${names.get(r) ?? ''}%${r}`);
  const params = fn.params.map((p) => `${PARAM_PREFIX[p.kind]}${reg(p.reg)}${p.type ? `: ${printType(p.type)}` : ''}${p.optional ? ' = …' : ''}`);
  const traits = [fn.isAsync && 'async', fn.isGenerator && 'generator', fn.isStatic && 'static'].filter(Boolean).map((t) => `${t} `).join('');
  const head = `${traits}${fn.kind} ${fn.index} ${fn.qualifiedName || '<module>'}(${params.join(', ')})`
    + (fn.returnType ? ` -> ${printType(fn.returnType)}` : '') + annotations(fn.annotations);
  return [head, ...region(module, fn, reg, 0, fn.code.length, '  ')].join('\n');
}

/** A type as it might be written: `list[str]`, `'a' | 'b'`, `str{max_length=16}`. */
export function printType(type: TypeRef): string {
  const args = type.args ?? [];
  const base = type.name === '|' ? args.map(printType).join(' | ')
    : type.name === 'literal' ? JSON.stringify(type.value ?? null)
    : args.length > 0 ? `${type.name}[${args.map(printType).join(', ')}]` : type.name;
  const constraints = Object.entries(type.constraints ?? {}).map(([k, v]) => `${k}=${JSON.stringify(v)}`);
  return constraints.length > 0 ? `${base}{${constraints.join(', ')}}` : base;
}

const PARAM_PREFIX = { positional: '', keyword: 'keyword ', rest: '*', keywordRest: '**' } as const;
const nameOf = (table: Readonly<Record<string, number>>, value: number): string => Object.keys(table).find((k) => table[k] === value) ?? String(value);

function annotations(list: readonly { readonly name: string; readonly args: object }[]): string {
  return list.map((a) => ` @${a.name}${Object.keys(a.args).length > 0 ? JSON.stringify(a.args) : ''}`).join('');
}

type RegName = (reg: number) => string;

function region(module: ModuleIR, fn: FunctionIR, reg: RegName, from: number, to: number, indent: string): string[] {
  const out: string[] = [];
  const { code } = fn;
  let at = from;
  while (at < to) {
    const layout = LAYOUTS.get(code[at] ?? 0);
    const next = code[at + 1] ?? to;
    if (!layout || next <= at) { out.push(`${indent}bad opcode ${code[at]}`); break; }
    const { text, ends, after } = instruction(module, code, reg, at, layout);
    out.push(indent + text);
    let start = after;
    ends.forEach((end, i) => {
      if (i > 0 && end > start) out.push(indent + (code[at] === Op.Try ? (i === 1 ? 'handlers' : 'finally') : 'else'));
      out.push(...region(module, fn, reg, start, end, `${indent}  `));
      start = end;
    });
    at = next;
  }
  return out;
}

function instruction(module: ModuleIR, code: Int32Array, reg: RegName, at: number, layout: Layout): { text: string; ends: number[]; after: number } {
  const op = code[at] ?? 0;
  const ends: number[] = [];
  const words: string[] = [];
  let result = '';
  let count = 0;
  let p = at + HEADER;
  const at0 = p;
  const atom = (id: number): string => module.strings[id] ?? `?${id}`;
  for (const slot of layout.fixed) {
    const value = code[p] ?? -1;
    if (slot === 'def') result = `${reg(value)} = `;
    else if (slot === 'use' || slot === 'use?' || slot === 'inner') words.push(reg(value));
    else if (slot === 'const') words.push(JSON.stringify(module.consts[value] ?? null));
    else if (slot === 'atom' || slot === 'atom?') words.push(value < 0 ? '-' : `'${atom(value)}'`);
    else if (slot === 'type') words.push(printType(module.types[value] ?? { name: '?' }));
    else if (slot === 'fn') words.push(`fn ${value} ${module.functions[value]?.qualifiedName ?? '?'}`);
    else if (slot === 'class') words.push(`class ${value} ${module.classes[value]?.qualifiedName ?? '?'}`);
    else if (slot === 'end') ends.push(value);
    else if (slot === 'count') count = value;
    else if (slot === 'number') words.push(numberWord(op, p - at0, value));
    p++;
  }
  const groups: string[] = [];
  for (let i = 0; i < count && layout.repeat; i++, p += layout.repeat.length) groups.push(group(op, code, p, reg, atom));
  const text = result + [layout.name, ...words.filter((w) => w !== '')].join(' ') + (layout.repeat ? ` (${groups.join(', ')})` : '');
  return { text, ends, after: p };
}

/** A plain number operand in words; empty for a default flag. */
function numberWord(op: number, index: number, value: number): string {
  if (op === Op.Alloc) return nameOf(AllocKind, value);
  if (op === Op.Binary || op === Op.Unary) return nameOf(Operator, value);
  if (op === Op.Call || op === Op.CallMethod) {
    return index === 1 ? Object.entries(CallFlag).filter(([, bit]) => (value & bit) !== 0).map(([k]) => k).join('|') : String(value);
  }
  if (op === Op.Loop) return Object.entries(LoopFlag).filter(([, bit]) => (value & bit) !== 0).map(([k]) => k).join('|');
  if (op === Op.Next) return value === IterKind.values ? '' : nameOf(IterKind, value);
  if (op === Op.Yield) return value === 1 ? 'from' : '';
  return String(value);
}

function group(op: number, code: Int32Array, p: number, reg: RegName, atom: (id: number) => string): string {
  const word = (i: number): number => code[p + i] ?? -1;
  if (op === Op.Alloc) {
    const key = word(0) < 0 ? '' : `${reg(word(0))}: `;
    return `${(word(2) & EntryFlag.spread) !== 0 ? '...' : ''}${key}${reg(word(1))}`;
  }
  if (op === Op.Call || op === Op.CallMethod) {
    const kind = word(0);
    return kind === ArgKind.keyword ? `${atom(word(1))}=${reg(word(2))}`
      : (kind === ArgKind.spread ? '*' : kind === ArgKind.keywordSpread ? '**' : '') + reg(word(2));
  }
  if (op === Op.Closure) return `${word(0)}=${reg(word(1))}`;
  return reg(word(0));
}
