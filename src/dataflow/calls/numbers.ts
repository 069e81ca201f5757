import { sinkBit, type Place } from '../../base/words.ts';
import { TEXT_BITS, UNKNOWN, clearLabels, ofLabels, type Label, type Value } from '../../resolve/value.ts';
import { member } from '../../resolve/api.ts';
import { findMethod } from '../../resolve/program.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import type { Argument } from './calls.ts';
import { readAs } from '../objects/types.ts';
import { REPETITIONS } from '../objects/elements.ts';
import { deepLabels } from '../objects/fields.ts';

/** Names under which libraries give a part of a tree, a row or a box as a number, a truth value, a date or an identifier. */
const PLAIN = /^(?:(?:as|get|getAs|opt|Get|TryGet|As)(?:Int|Integer|Long|Double|Float|Short|Byte|Boolean|Decimal|BigDecimal|BigInteger|Number|Int16|Int32|Int64|UInt16|UInt32|UInt64|Single|Date|DateTime|DateTimeOffset|LocalDate|Timestamp|Instant|Guid|Bool)|(?:int|long|double|float|short|byte|boolean|decimal|bigInteger|number)Value|is(?:Int|Number|Textual|Null|Array|Object|Boolean|Missing\w*|Empty|Blank|Present))$/;

/** Names of methods that tell how much there is, or give a number that says nothing of it. */
const MEASURE = /^(?:size|length|count|hashCode|Count|LongCount|getSize|getLength|getCount|GetHashCode|ordinal|GetArrayLength|GetPropertyCount)$/;

/** Methods of an array that make one number of all its values, where they are told of no axis. */
const REDUCTIONS = new Set(['mean', 'std', 'var', 'sum', 'max', 'min', 'ptp', 'prod', 'any', 'all', 'argmax', 'argmin', 'median', 'item', 'trace']);
const isReduced = (name: string, args: readonly Argument[], labels: readonly Label[]): boolean =>
  REDUCTIONS.has(name) && args.every((a) => a.name !== null && a.name !== 'axis' && !a.spread) && labels.length > 0 && labels.every((l) => l.source.kind === 'image-pixels');

/** Data that a method reads into a class of the program, which it is given: `mapper.readValue(json, Order.class)`. */
export function readAsGiven(e: Engine, f: Frame, v: Value, args: readonly Argument[], place: Place): Value {
  if (!f.mod.profile.getters || v.labels.length === 0 || v.tokens.length > 0) return v;
  const classes = args.flatMap((a) => a.value.tokens.flatMap((t) => t.t === 'class' ? [t.cls] : []));
  return classes.length === 1 ? { ...readAs(e, classes[0]!.mod, v, { name: classes[0]!.ir.qualifiedName }, place), facts: v.facts } : v;
}

/**
 * The result of a method of data from outside that gives no text, by its name: `node.asInt()`, `element.GetInt32()`. Undefined where a class
 * of the program or a row of the models says what the method is.
 */
export function plainResult(e: Engine, f: Frame, base: Value, name: string, args: readonly Argument[]): Value | undefined {
  // The class of a thing says nothing of what it holds.
  if (f.mod.profile.checkedTypes && (name === 'getClass' || name === 'GetType') && !base.tokens.some((t) => t.t === 'obj' && t.obj.cls && findMethod(t.obj.cls, name))) return UNKNOWN;
  // One number shows nothing of a picture.
  if (base.tokens.every((t) => t.t === 'api') && isReduced(name, args, base.labels)) return UNKNOWN;
  if (REPETITIONS.test(name) && deepLabels(e, f, base).some((l) => l.shape === 'hl7')) return UNKNOWN;
  if (!f.mod.profile.checkedTypes || !(PLAIN.test(name) || MEASURE.test(name))) return undefined;
  // A field that is read beside an accessor of its name is a function, too.
  const isKnown = base.tokens.some((t) => t.t === 'obj' ? t.obj.cls !== null || (t.obj.api !== null && f.mod.trie.memberNodes(t.obj.api, member(name)).length > 0) : t.t === 'fn' ? false : t.t !== 'api' || f.mod.trie.memberNodes(t.node, member(name)).length > 0);
  if (isKnown) return undefined;
  const labels = deepLabels(e, f, base);
  return labels.length === 0 ? undefined : MEASURE.test(name) ? UNKNOWN : ofLabels(clearLabels(labels, TEXT_BITS | sinkBit('image')));
}
