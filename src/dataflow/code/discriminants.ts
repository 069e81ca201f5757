import { truth, type Fact, type Origin, type Token, type Value } from '../../resolve/value.ts';
import type { Frame } from '../frame.ts';

/** Objects of several shapes that a flag tells apart: `{ ok: true, value }` and `{ ok: false, error }`, the steps of an iterator. */

/** Whether a field of an object is known to be true, or known not to be. */
function flagOf(t: Token, key: string): boolean | undefined {
  const cell = t.t === 'obj' && t.obj.cls === null ? t.obj.cells.get(key) : undefined;
  const [only] = cell?.value.tokens ?? [];
  return cell && cell.value.labels.length === 0 && cell.value.tokens.every((x) => x.t === 'const' && typeof x.value === 'boolean') && only ? truth(cell.value) : undefined;
}

/** What a flag that is read off one of several objects says of which it is. */
export function flagFacts(base: Value, key: string, origin: Origin | null): readonly Fact[] {
  if (!origin || base.tokens.length < 2 || !base.tokens.some((t) => flagOf(t, key) === true) || !base.tokens.some((t) => flagOf(t, key) === false)) return [];
  return [{ origin, when: true, mask: 0, flag: true }, { origin, when: false, mask: 0, flag: false }];
}

/** Of the objects that a variable may be, those on which the flag does not say otherwise. */
export function keepFlagged(f: Frame, { origin, flag }: Fact): void {
  const reg = origin.root.startsWith('r') && origin.fields.length === 1 ? Number(origin.root.slice(1)) : -1;
  const v = f.regs[reg];
  if (!v) return;
  const kept = v.tokens.filter((t) => flagOf(t, origin.fields[0]!) !== !flag);
  if (kept.length > 0 && kept.length < v.tokens.length) f.regs[reg] = { ...v, tokens: kept, facts: null };
}
