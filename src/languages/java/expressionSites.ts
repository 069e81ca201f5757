import type { StringShapes } from '../builtStrings.ts';
import type { CallShapes } from '../callText.ts';
import type { ExpressionShapes } from '../expressionSites.ts';
import type { FunctionShapes } from '../functionText.ts';
import { F, K } from './nodeKinds.ts';

/** Expressions as the grammar has them. */
export const EXPRESSIONS: ExpressionShapes = {
  expressions: new Set([
    K.identifier, K.true, K.false, K.field_access, K.method_invocation, K.array_access, K.object_creation_expression, K.string_literal, K.binary_expression, K.ternary_expression, K.cast_expression, K.parenthesized_expression,
  ]),
  holders: new Map([[K.variable_declarator, F.value], [K.assignment_expression, F.right]]),
  wrappers: new Set([K.expression_statement, K.return_statement]),
  statement: K.expression_statement, assignments: new Set([K.assignment_expression]), binary: K.binary_expression, literals: new Set([K.string_literal]), interpolation: '\\{',
  operand: { left: F.left, right: F.right, operator: F.operator },
};

/** Calls and lists as the grammar has them; a method is called by an object, a dot and a name. */
export const SHAPES: CallShapes = {
  calls: new Map([[K.method_invocation, { to: F.name }], [K.object_creation_expression, { from: F.type, to: F.type }]]), argumentsField: F.arguments, entries: new Map(),
  containers: new Set(), lists: new Set([K.array_initializer, K.element_value_array_initializer]),
};

/** Strings that are put together. */
export const STRINGS: StringShapes = {
  literals: new Set([K.string_literal]), formats: new Set(), binary: K.binary_expression, operand: EXPRESSIONS.operand, parenthesized: K.parenthesized_expression,
};

/** Methods with bodies of statements. */
export const FUNCTIONS: FunctionShapes = { functions: new Set([K.method_declaration]), name: F.name, parameters: F.parameters, body: F.body, block: K.block, receivers: new Set() };
