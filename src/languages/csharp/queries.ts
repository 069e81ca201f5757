import type { Reg } from '../../ir/builder.ts';
import { childByField, namedChildren } from '../../syntax/tree.ts';
import type { FunctionContext } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { typed, typeHere } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { nameText } from './nodes.ts';
import { declaredType } from './types.ts';

/**
 * `from x in xs where … select …` as the loops that it stands for: each `from` and `join` iterates, `where` is a condition, and
 * `select` adds to the list that is the result. Only the order of the elements is lost.
 */
export function lowerQuery(c: FunctionContext, node: number): Reg {
  const { f } = c;
  const span = c.span(node);
  const result = f.newVar('');
  f.move(result, f.alloc('list', [], span), span);
  c.inBlock(() => lowerClauses(c, namedChildren(c.tree, node), 0, result));
  return result;
}

function lowerClauses(c: FunctionContext, clauses: readonly number[], at: number, result: Reg): void {
  const { f, tree } = c;
  const clause = clauses[at];
  if (clause === undefined) return;
  const span = c.span(clause);
  const next = (): void => lowerClauses(c, clauses, at + 1, result);
  const parts = namedChildren(tree, clause);
  switch (c.kind(clause)) {
    case K.from_clause: {
      const name = childByField(tree, clause, F.name);
      const source = parts[parts.length - 1];
      if (name < 0 || source === undefined) { next(); return; }
      iterate(c, lowerExpression(c, source), name, clause, next);
      return;
    }
    case K.join_clause: {
      const type = childByField(tree, clause, F.type);
      const [name, source] = parts.filter((part) => part !== type);
      if (name === undefined || source === undefined) { next(); return; }
      iterate(c, lowerExpression(c, source), name, clause, next);
      return;
    }
    case K.let_clause: {
      const [name, value] = parts;
      if (name !== undefined && value !== undefined) c.assign(c.declare(nameText(tree, name), undefined, span), lowerExpression(c, value), span);
      next();
      return;
    }
    case K.where_clause: {
      const [condition] = parts;
      if (condition === undefined) next();
      else f.if(lowerExpression(c, condition), span, next);
      return;
    }
    case K.select_clause: case K.group_clause: {
      const [selected] = parts;
      if (selected === undefined) return;
      const value = lowerExpression(c, selected);
      const isGroup = c.kind(clause) === K.group_clause;
      const into = clauses[at + 1];
      const element = isGroup ? f.alloc('list', [{ value, span }], span) : value;
      // `into name` goes on with the results as a source of its own.
      if (into !== undefined && c.kind(into) === K.identifier) {
        c.assign(c.declare(nameText(tree, into), undefined, span), element, span);
        lowerClauses(c, clauses, at + 2, result);
      } else f.push(result, element, c.span(selected), span);
      return;
    }
    default: next();
  }
}

function iterate(c: FunctionContext, source: Reg, name: number, clause: number, body: () => void): void {
  const span = c.span(name);
  const type = typeHere(c, declaredType(c.tree, clause));
  c.f.forEach(source, span, (element) => c.assign(c.declare(nameText(c.tree, name), type, span), typed(c, element, type, span), span), body);
}
