import { lastPart } from '../../base/dotted.ts';
import type { Place } from '../../base/words.ts';
import type { ModelRow } from '../../models/load.ts';
import type { BarrierRow, GuardRow, Row } from '../../models/schema.ts';
import { UNKNOWN, joinLabels, ofLabels, withFacts, type Label, type Value } from '../../resolve/value.ts';
import type { Argument } from '../calls/calls.ts';
import { textLabels } from '../code/operators.ts';
import type { Engine } from '../engine.ts';
import { deepLabels } from '../objects/fields.ts';
import type { Frame } from '../frame.ts';
import { applyBarrier, guardFacts } from './rows.ts';
import { writtenNames } from './userRules.ts';

/** A function that somebody vouches for by name: what it makes clean, as a barrier or guard of the models. */
export interface Vouched {
  /** Dotted, with `*`; the last part is the function's own name. */
  readonly name: string;
  readonly matches: (name: string) => boolean;
  /** How its result is made of its arguments is its own business: only the dangers that are left in them count. `text`: left in what they are as a text. */
  readonly opaque?: 'value' | 'text';
  /** It asks a person, and returns only when they agree. */
  readonly consents?: boolean;
  readonly row: Omit<BarrierRow, 'at'> | Omit<GuardRow, 'at'>;
}

/** Rows that are looked up by dotted names instead of API paths; answers are remembered, because the same names are asked for often. */
export class VouchedNames {
  private readonly all: readonly { readonly matches: (name: string) => boolean; readonly row: ModelRow }[];
  private readonly known = new Map<string, readonly ModelRow[]>();

  private readonly opaque: ReadonlyMap<ModelRow, Vouched['opaque']>;
  private readonly consents: ReadonlySet<ModelRow>;
  /** What is vouched for, by the last part of the name; null: whatever has a `*` there. */
  private readonly byEnd = new Map<string | null, typeof this.all[number][]>();
  private readonly members: readonly string[];
  private readonly ofModules = new Map<string, readonly string[]>();

  constructor(vouched: readonly Vouched[]) {
    this.all = vouched.map(({ matches, row }, i) => ({ matches, row: { id: `policy#${i}`, library: 'policy', language: '', at: [], doc: '', row: { ...row, at: '' } as Row } }));
    this.opaque = new Map(this.all.map(({ row }, i) => [row, vouched[i]!.opaque]));
    this.consents = new Set(this.all.filter((_one, i) => vouched[i]!.consents).map(({ row }) => row));
    vouched.forEach(({ name }, i) => {
      const end = lastPart(name), key = end === '' || end.includes('*') ? null : end;
      const list = this.byEnd.get(key);
      if (list) list.push(this.all[i]!); else this.byEnd.set(key, [this.all[i]!]);
    });
    const qualified = vouched.map(({ name }) => name.split(/[./:#\\]/)).filter((parts) => parts.length > 1);
    this.members = [...new Set(qualified.map((parts) => parts.at(-1)!.replace('()', '')))].filter((name) => !name.includes('*'));
  }
  /** Whether some name that is vouched for ends in `last`. */
  mayEndIn(last: string): boolean { return this.byEnd.has(last) || this.byEnd.has(null); }
  opaqueness(name: string): Vouched['opaque'] { return this.rows(name).map((row) => this.opaque.get(row)).find((opaque) => opaque !== undefined); }
  /** Whether a function returns only with a person's consent. */
  isConsent(name: string): boolean { return this.rows(name).some((row) => this.consents.has(row)); }
  /** Names that are vouched for in a module, for an import of the whole module. */
  membersOf(module: string): readonly string[] {
    let names = this.ofModules.get(module);
    if (!names) this.ofModules.set(module, names = this.members.filter((name) => this.rows(`${module}.${name}`).length > 0));
    return names;
  }
  /** What is vouched for under a dotted name. */
  rows(name: string): readonly ModelRow[] {
    if (this.all.length === 0) return NO_ROWS;
    let rows = this.known.get(name);
    if (rows) return rows;
    const end = lastPart(name);
    rows = this.mayEndIn(end) ? this.all.filter((one) => (this.byEnd.get(end)?.includes(one) || this.byEnd.get(null)?.includes(one)) && one.matches(name)).map(({ row }) => row) : NO_ROWS;
    this.known.set(name, rows);
    return rows;
  }
}

const NO_ROWS: readonly ModelRow[] = [];

/** The result of a call of `name` with what is vouched for taken away from it. */
export function vouch(e: Engine, f: Frame, name: string, v: Value, args: readonly Argument[], place: Place, baseReg: number): Value {
  const rows = e.vouched.rows(name);
  if (rows.length === 0) return v;
  const site = { args, recv: null, self: null, place };
  let out = v;
  for (const { row } of rows) if ('barrier' in row) out = applyBarrier(e, f, row as BarrierRow, site, out);
  const facts = guardFacts(e, f, rows, site, baseReg);
  return facts.length ? withFacts(out, [...(out.facts ?? []), ...facts]) : out;
}

/** {@link vouch} for a call of a project function, whose arguments are already bound to its parameters. `skip`: parameters that the caller did not write. */
export function vouchBound(e: Engine, f: Frame, name: string, v: Value, values: readonly (Value | undefined)[], regs: readonly number[], skip: number, place: Place, baseReg: number): Value {
  if (e.vouched.rows(name).length === 0) return v;
  const args = values.map((value, i): Argument => ({ value: value ?? UNKNOWN, place, name: null, spread: false, reg: regs[i] ?? -1 })).slice(skip);
  const opaque = e.vouched.opaqueness(name);
  const left = (value: Value): readonly Label[] => opaque === 'text' ? textLabels(e, f, value, place) : deepLabels(e, f, value);
  return vouch(e, f, name, opaque ? ofLabels(args.reduce<readonly Label[]>((all, { value }) => joinLabels(all, left(value)), [])) : v, args, place, baseReg);
}

/** {@link vouch} for `base.name(…)` under the name that is written there: the object may be one of which nothing is known. */
export function vouchMethod(e: Engine, f: Frame, baseReg: number, name: string, v: Value, args: readonly Argument[], place: Place): Value {
  if (!e.vouched.mayEndIn(name)) return v;
  for (const written of writtenNames(f, baseReg, name)) if (e.vouched.rows(written).length > 0) return vouch(e, f, written, v, args, place, baseReg);
  return vouch(e, f, name, v, args, place, baseReg);
}
