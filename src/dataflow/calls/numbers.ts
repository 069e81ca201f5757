import { TEXT_BITS, clearLabels, ofLabels, type Value } from '../../resolve/value.ts';
import { member } from '../../resolve/api.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { deepLabels } from '../objects/fields.ts';

/** Names under which libraries give a part of a tree, a row or a box as a number, a truth value, a date or an identifier. */
const PLAIN = /^(?:(?:as|get|getAs|opt|Get|TryGet|As)(?:Int|Integer|Long|Double|Float|Short|Byte|Boolean|Decimal|BigDecimal|BigInteger|Number|Int16|Int32|Int64|UInt16|UInt32|UInt64|Single|Date|DateTime|DateTimeOffset|LocalDate|Timestamp|Instant|Guid|Bool)|(?:int|long|double|float|short|byte|boolean|decimal|bigInteger|number)Value|is(?:Int|Number|Textual|Null|Array|Object|Boolean|Missing\w*|Empty|Blank|Present))$/;

/**
 * The result of a method of data from outside that gives no text, by its name: `node.asInt()`, `element.GetInt32()`. Undefined where a class
 * of the program or a row of the models says what the method is.
 */
export function plainResult(e: Engine, f: Frame, base: Value, name: string): Value | undefined {
  if (!f.mod.profile.checkedTypes || !PLAIN.test(name)) return undefined;
  const isKnown = base.tokens.some((t) => t.t === 'obj' ? t.obj.cls !== null || (t.obj.api !== null && f.mod.trie.memberNodes(t.obj.api, member(name)).length > 0) : t.t !== 'api' || f.mod.trie.memberNodes(t.node, member(name)).length > 0);
  if (isKnown) return undefined;
  const labels = deepLabels(e, f, base);
  return labels.length ? ofLabels(clearLabels(labels, TEXT_BITS)) : undefined;
}
