import type { StringShapes } from '../builtStrings.ts';
import type { CallShapes } from '../callText.ts';
import type { ExpressionShapes } from '../expressionSites.ts';
import type { FunctionShapes } from '../functionText.ts';
import { F, K } from './nodeKinds.ts';

/** Expressions as the grammar has them. */
export const EXPRESSIONS: ExpressionShapes = {
  expressions: new Set([
    K.identifier, K.attribute, K.subscript, K.call, K.string, K.concatenated_string, K.binary_operator, K.boolean_operator, K.not_operator, K.unary_operator, K.comparison_operator,
  K.conditional_expression, K.await, K.parenthesized_expression, K.list, K.dictionary, K.tuple, K.set, K.list_comprehension, K.dictionary_comprehension, K.set_comprehension, K.true, K.false,
  ]),
  holders: new Map([
  [K.pair, F.value], [K.keyword_argument, F.value], [K.interpolation, F.expression], [K.assignment, F.right], [K.augmented_assignment, F.right],
]),
  wrappers: new Set([K.expression_statement, K.return_statement, K.yield]),
  awaiting: K.await, statement: K.expression_statement, assignments: new Set([K.assignment, K.augmented_assignment]), binary: K.binary_operator, literals: new Set([K.string, K.concatenated_string]), interpolation: '{',
  operand: { left: F.left, right: F.right, operator: F.operator },
};

/** Calls, lists and entries as the grammar has them. */
export const SHAPES: CallShapes = {
  calls: new Map([[K.call, { to: F.function }]]), argumentsField: F.arguments, entries: new Map([[K.keyword_argument, { name: F.name, value: F.value }], [K.pair, { name: F.key, value: F.value }]]),
  containers: new Set([K.dictionary]), lists: new Set([K.list, K.tuple, K.set]),
};

/** Strings that are put together. */
export const STRINGS: StringShapes = {
  literals: new Set([K.string]), joined: K.concatenated_string, interpolation: K.interpolation, expression: F.expression, formats: new Set([K.format_specifier, K.type_conversion]),
  binary: K.binary_operator, operand: EXPRESSIONS.operand, parenthesized: K.parenthesized_expression,
};

/** Functions with bodies of statements. */
export const FUNCTIONS: FunctionShapes = {
  functions: new Set([K.function_definition]), name: F.name, parameters: F.parameters, body: F.body, block: K.block, documentation: { statement: K.expression_statement, text: K.string }, receivers: new Set(['self', 'cls', 'ctx', 'context']),
};
