import type { Entry, Reg } from '../../ir/builder.ts';
import { childByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { lowerFunction, methodKind } from './functions.ts';
import { F, K } from './nodeKinds.ts';
import { identifierText, propertyName } from './nodes.ts';
import { sampled } from '../tables.ts';

/** What constants and containers of constants are written with. */
export const DATA: ReadonlySet<number> = new Set([
  K.string, K.string_fragment, K.escape_sequence, K.number, K.true, K.false, K.null, K.undefined, K.unary_expression, K.array, K.object, K.pair, K.property_identifier,
]);

/** An object literal. `onNamed` is told every property with a constant name, for `module.exports = { … }`. */
export function lowerObject(c: FunctionContext, node: number, onNamed?: (name: string, value: Reg, entry: number) => void): Reg {
  const entries: Entry[] = [];
  const { rows, sample } = sampled(c.tree, node, namedChildren(c.tree, node), DATA);
  if (sample >= 0) entries.push({ key: c.f.unknown('table', [], c.span(sample)), value: lowerExpression(c, childByField(c.tree, sample, F.value)), span: c.span(sample) });
  for (const child of rows) {
    const span = c.span(child);
    switch (c.kind(child)) {
      case K.pair: {
        const key = childByField(c.tree, child, F.key);
        const value = childByField(c.tree, child, F.value);
        if (key >= 0 && value >= 0) entries.push(namedEntry(c, key, (name) => lowerExpression(c, value, name), child, onNamed));
        break;
      }
      case K.method_definition: {
        const key = childByField(c.tree, child, F.name);
        if (key < 0) break;
        // A setter is not what reading the property gives, and must not hide a getter of the same name.
        if (methodKind(c, child) === 'setter') {
          lowerFunction(c, child, { name: propertyName(c.tree, key) ?? '', kind: 'setter', nameSpan: c.span(key) });
          break;
        }
        entries.push(namedEntry(c, key, (name) => {
          const fn = lowerFunction(c, child, { name: name ?? '', kind: methodKind(c, child), nameSpan: c.span(key) });
          return c.f.closure(fn, [], span);
        }, child, onNamed));
        break;
      }
      case K.shorthand_property_identifier: {
        const name = identifierText(c.tree, child);
        const value = lowerExpression(c, child);
        onNamed?.(name, value, child);
        entries.push({ key: c.f.const(name, span), value, span });
        break;
      }
      case K.spread_element: {
        const inner = firstNamedChild(c.tree, child);
        if (inner >= 0) entries.push({ value: lowerExpression(c, inner), spread: true, span });
        break;
      }
      default: entries.push({ value: lowerExpression(c, child), spread: true, span });
    }
  }
  return c.f.alloc('object', entries, c.span(node));
}

function namedEntry(
  c: FunctionContext, key: number, lowerValue: (name: string | undefined) => Reg, child: number,
  onNamed: ((name: string, value: Reg, entry: number) => void) | undefined,
): Entry {
  const name = propertyName(c.tree, key);
  const keyReg = name !== undefined ? c.f.const(name, c.span(key)) : lowerExpression(c, firstNamedChild(c.tree, key));
  const value = lowerValue(name);
  if (name !== undefined) onNamed?.(name, value, child);
  return { key: keyReg, value, span: c.span(child) };
}
