import { REST, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, join, ofToken, withoutFacts, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { listOf, tupleOf } from './builtins.ts';
import type { Intrinsic } from './intrinsics.ts';

/** Two ends of a line between processes (`multiprocessing.Pipe`): what one end sends, the other receives. */

const END = 'multiprocessing.Pipe()[]';
/** What is on the line, in both ends. */
const LINE = '\u0001line';

const pipe: Intrinsic = (e, f, s) => {
  const line = listOf(e, NOTHING, s.place);
  const end = (): Value => {
    const o = e.heap.alloc('data', s.place);
    o.api = f.mod.trie.at(END) ?? null;
    e.heap.fill(o, LINE, line, s.place);
    return ofToken(o.token);
  };
  return tupleOf(e, [end(), end()], s.place);
};
const lineOf = (s: CallSite): HeapObj | undefined => s.recv?.cells.get(LINE)?.value.tokens.flatMap((t) => t.t === 'obj' ? [t.obj] : [])[0];
const sent: Intrinsic = (e, _f, s) => {
  const line = lineOf(s);
  if (line && s.args[0]) e.heap.write(line, REST, join(line.cells.get(REST)?.value ?? NOTHING, withoutFacts(s.args[0].value)), s.place);
  return UNKNOWN;
};
const received: Intrinsic = (_e, _f, s) => lineOf(s)?.cells.get(REST)?.value ?? UNKNOWN;

/** API path → what the call does. */
export const CONNECTION_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'multiprocessing.Pipe': pipe, [`${END}.send`]: sent, [`${END}.recv`]: received, [`${END}.send_bytes`]: sent, [`${END}.recv_bytes`]: received,
};
