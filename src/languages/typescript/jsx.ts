import { type Entry, ArgKind, type Reg } from '../../ir/builder.ts';
import type { Span } from '../../base/words.ts';
import { childByField, childrenByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { dottedName, stringValue } from './nodes.ts';

/** Module under which elements that are not components are modelled: `<div>` is its `div`. */
export const JSX_MODULE = '<jsx>';

/** An element is a call of its component with one object: the attributes, and what it encloses as `children`. */
export function lowerJsx(c: FunctionContext, node: number): Reg {
  const { f, tree } = c;
  const span = c.span(node);
  const opening = c.kind(node) === K.jsx_element ? childByField(tree, node, F.open_tag) : node;
  const name = opening < 0 ? -1 : childByField(tree, opening, F.name);
  const callee = name < 0 ? f.import(JSX_MODULE, 'Fragment', span) : lowerElementName(c, name);
  const entries = opening < 0 ? [] : childrenByField(tree, opening, F.attribute).map((attribute) => lowerAttribute(c, attribute));
  const inside = c.kind(node) === K.jsx_element ? lowerChildren(c, node) : [];
  if (inside.length > 0) {
    // One child stands for itself: `{(study) => <Panel study={study} />}` is a function that the component calls.
    const [only] = inside;
    const value = inside.length === 1 && !only!.spread ? only!.value : f.alloc('list', inside, span);
    entries.push({ key: f.const('children', span), value, span });
  }
  const props = f.alloc('object', entries, opening < 0 ? span : c.span(opening));
  return f.call(callee, [{ kind: ArgKind.positional, reg: props, span }], span);
}

function lowerElementName(c: FunctionContext, name: number): Reg {
  const text = c.text(name);
  const isIntrinsic = c.kind(name) === K.jsx_namespace_name || (c.kind(name) === K.identifier && /^[a-z]/.test(text)) || dottedName(c.tree, name) === undefined;
  return isIntrinsic ? c.f.import(JSX_MODULE, text, c.span(name)) : lowerExpression(c, name);
}

function lowerAttribute(c: FunctionContext, attribute: number): Entry {
  const { f, tree } = c;
  const span = c.span(attribute);
  if (c.kind(attribute) !== K.jsx_attribute) {
    // `{...props}`
    return { value: lowerExpression(c, attribute), spread: true, span };
  }
  const [key = -1, value = -1] = namedChildren(tree, attribute);
  const keyReg = f.const(key < 0 ? '' : c.text(key), c.span(key < 0 ? attribute : key));
  return { key: keyReg, value: value < 0 ? f.const(true, span) : lowerAttributeValue(c, value), span };
}

function lowerAttributeValue(c: FunctionContext, value: number): Reg {
  // A string in an attribute knows no backslash escapes.
  if (c.kind(value) !== K.string) return lowerExpression(c, value);
  const raw = c.text(value);
  return c.f.const(raw.includes('\\') ? raw.slice(1, -1) : stringValue(c.tree, value), c.span(value));
}

function lowerChildren(c: FunctionContext, element: number): Entry[] {
  const entries: Entry[] = [];
  for (const child of namedChildren(c.tree, element)) {
    const span: Span = c.span(child);
    const kind = c.kind(child);
    if (kind === K.jsx_text) {
      const text = c.text(child).replace(/\s*\n\s*/g, ' ');
      if (text.trim() !== '') entries.push({ value: c.f.const(text, span), span });
    } else if (kind === K.html_character_reference) {
      entries.push({ value: c.f.const(c.text(child), span), span });
    } else if (kind === K.jsx_expression) {
      const inner = firstNamedChild(c.tree, child);
      if (inner >= 0) entries.push({ value: lowerExpression(c, inner), ...(c.kind(inner) === K.spread_element ? { spread: true } : {}), span: c.span(inner) });
    } else if (kind === K.jsx_element || kind === K.jsx_self_closing_element) {
      entries.push({ value: lowerExpression(c, child), span });
    }
  }
  return entries;
}
