import { HEADER, Op } from '../../ir/ir.ts';
import { joinLabels, singleConst, type Label, type Origin, type Value } from '../../resolve/value.ts';
import { narrow } from '../objects/elements.ts';
import { writersOf } from './writers.ts';
import { definitionsOf, type Frame } from '../frame.ts';

/**
 * Entries of a record that are told by their name (`for key, value in record.items(): if key in KEEP`, `for element in ds: if
 * element.keyword in KEEP`): where the name is one of a few, the entry is one of those, and not whatever the record holds.
 */

/** Members that tell which element of a data set an element is. */
const NAMES = new Set(['keyword', 'tag', 'name']);

/** A whole record, of which no element was read yet. */
const isUnread = (l: Label): boolean => l.element === null && (l.shape === 'dicom' || l.shape === 'fhir');

/** What a record's labels are once its entry is known to be one of some. */
function entriesOf(labels: readonly Label[], names: readonly string[]): readonly Label[] {
  const kept = labels.filter((l) => !isUnread(l));
  const unread = labels.filter(isUnread);
  return names.reduce((all: readonly Label[], name) => joinLabels(all, narrow(unread, name)), kept);
}

/** Goes on with what entries of some names hold, where a variable is known to be one of these names. */
export function keepEntries(f: Frame, origin: Origin, names: readonly string[]): void {
  const reg = Number(origin.root.slice(1));
  const [member, ...deeper] = origin.fields;
  if (member === undefined) {
    const pair = halfOf(f, reg, 0);
    if (pair < 0) return;
    for (const other of f.fn.vars) if (other !== reg && halfOf(f, other, 1) === pair) {
      keep(f, other, names);
      // The name of an entry that the program itself names says nothing of the record.
      const own = f.regs[reg];
      if (own?.labels.some(isUnread)) f.regs[reg] = { ...own, labels: own.labels.filter((l) => !isUnread(l)) };
    }
  } else if (deeper.length === 0 && NAMES.has(member)) keep(f, reg, names);
}
function keep(f: Frame, reg: number, names: readonly string[]): void {
  const v: Value | undefined = f.regs[reg];
  if (!v) return;
  const labels = entriesOf(v.labels, names);
  // An element of a library would be read through the record that it stands in.
  if (labels !== v.labels && v.labels.some(isUnread)) f.regs[reg] = { tokens: [], labels, top: true, facts: null };
}

/** The register of the pair of which a variable is the first or second half; -1 where it is none. */
function halfOf(f: Frame, reg: number, half: 0 | 1): number {
  const writers = writersOf(f.fn).get(reg);
  const pc = writers.length === 1 ? writers[0]!.pc : -1;
  if (pc < 0) return -1;
  const { code } = f.fn;
  const read = code[pc] === Op.Move ? definitionsOf(f.fn)[code[pc + HEADER + 1]!]! : pc;
  if (read === undefined || read < 0 || code[read] !== Op.GetIndex) return -1;
  return singleConst(f.regs[code[read + HEADER + 2]!] ?? { tokens: [], labels: [], top: true, facts: null }) === half ? code[read + HEADER + 1]! : -1;
}
