import { ArgKind, CallFlag, type Reg } from '../../ir/builder.ts';
import type { AnnotationIR } from '../../ir/ir.ts';
import { firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { annotationOf } from './constants.ts';
import { lowerExpression } from './expressions.ts';
import { spanOf, type Lowering } from './lowering.ts';
import { K } from './nodeKinds.ts';

/** A decorator line: its node, its expression, and what can be said of it as data. */
export interface Decorator { readonly node: number; readonly expression: number; readonly annotation: AnnotationIR | undefined }

/** Decorators of a decorated definition, outermost (first written) first. */
export function readDecorators(lo: Lowering, node: number): Decorator[] {
  return namedChildren(lo.tree, node)
    .filter((child) => lo.tree.kind[child] === K.decorator)
    .flatMap((child) => {
      const expression = firstNamedChild(lo.tree, child);
      return expression < 0 ? [] : [{ node: child, expression, annotation: annotationOf(lo, expression) }];
    });
}

/** Calls the decorators on a definition, innermost first; the result is what the name is bound to. */
export function applyDecorators(lo: Lowering, decorators: readonly Decorator[], definition: Reg): Reg {
  let value = definition;
  for (let i = decorators.length - 1; i >= 0; i--) {
    const decorator = decorators[i]!;
    const span = spanOf(lo, decorator.node);
    const callee = lowerExpression(lo, decorator.expression);
    value = lo.f.call(callee, [{ kind: ArgKind.positional, reg: value, span }], span, CallFlag.decorator);
  }
  return value;
}
