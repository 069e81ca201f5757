import type { StringShapes } from '../builtStrings.ts';
import type { CallShapes } from '../callText.ts';
import type { ExpressionShapes } from '../expressionSites.ts';
import type { FunctionShapes } from '../functionText.ts';
import { F, K } from './nodeKinds.ts';

/** Expressions as the grammar has them. */
export const EXPRESSIONS: ExpressionShapes = {
  expressions: new Set([
    K.identifier, K.boolean_literal, K.member_access_expression, K.conditional_access_expression, K.invocation_expression, K.element_access_expression, K.object_creation_expression, K.string_literal, K.verbatim_string_literal,
    K.interpolated_string_expression, K.binary_expression, K.conditional_expression, K.cast_expression, K.await_expression, K.parenthesized_expression,
  ]),
  holders: new Map([[K.assignment_expression, F.right]]),
  wrappers: new Set([K.expression_statement, K.return_statement, K.argument, K.interpolation]),
  awaiting: K.await_expression, statement: K.expression_statement, assignments: new Set([K.assignment_expression]), binary: K.binary_expression, literals: new Set([K.string_literal, K.verbatim_string_literal]), interpolation: '{',
  operand: { left: F.left, right: F.right, operator: F.operator },
};

/** Calls, initializers and lists as the grammar has them. An argument is an entry where it has a name. */
export const SHAPES: CallShapes = {
  calls: new Map([[K.invocation_expression, { to: F.function }], [K.object_creation_expression, { from: F.type, to: F.type }]]), argumentsField: F.arguments,
  entries: new Map<number, { name: number; value?: number }>([[K.argument, { name: F.name }], [K.assignment_expression, { name: F.left, value: F.right }]]),
  containers: new Set([K.initializer_expression]), lists: new Set([K.collection_expression, K.initializer_expression]),
};

/** Strings that are put together. */
export const STRINGS: StringShapes = {
  literals: new Set([K.string_literal, K.verbatim_string_literal, K.raw_string_literal, K.interpolated_string_expression]), interpolation: K.interpolation, braces: K.interpolation_brace, formats: new Set([K.interpolation_format_clause, K.interpolation_alignment_clause]),
  binary: K.binary_expression, operand: EXPRESSIONS.operand, parenthesized: K.parenthesized_expression,
};

/** Methods with bodies of statements. */
export const FUNCTIONS: FunctionShapes = { functions: new Set([K.method_declaration, K.local_function_statement]), name: F.name, parameters: F.parameters, body: F.body, block: K.block, receivers: new Set() };
