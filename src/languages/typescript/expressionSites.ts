import type { StringShapes } from '../builtStrings.ts';
import type { CallShapes } from '../callText.ts';
import type { ExpressionShapes } from '../expressionSites.ts';
import type { FunctionShapes } from '../functionText.ts';
import { F, K } from './nodeKinds.ts';

/** Expressions as the grammar has them. */
export const EXPRESSIONS: ExpressionShapes = {
  expressions: new Set([
    K.identifier, K.member_expression, K.subscript_expression, K.call_expression, K.string, K.template_string, K.binary_expression, K.unary_expression, K.ternary_expression,
  K.await_expression, K.parenthesized_expression, K.array, K.object, K.as_expression, K.satisfies_expression, K.non_null_expression, K.new_expression, K.this, K.true, K.false,
  ]),
  holders: new Map([
  [K.pair, F.value], [K.variable_declarator, F.value], [K.assignment_expression, F.right], [K.augmented_assignment_expression, F.right],
]),
  wrappers: new Set([K.expression_statement, K.return_statement, K.template_substitution, K.jsx_expression]),
  shorthand: K.shorthand_property_identifier, awaiting: K.await_expression, statement: K.expression_statement, assignments: new Set([K.assignment_expression, K.augmented_assignment_expression]), binary: K.binary_expression, literals: new Set([K.string, K.template_string]), interpolation: '${',
  operand: { left: F.left, right: F.right, operator: F.operator },
};

/** Calls, arrays and entries as the grammar has them. */
export const SHAPES: CallShapes = {
  calls: new Map([[K.call_expression, { to: F.function }], [K.new_expression, { from: F.constructor, to: F.constructor }]]), argumentsField: F.arguments, entries: new Map([[K.pair, { name: F.key, value: F.value }]]),
  containers: new Set([K.object]), lists: new Set([K.array]),
};

/** Strings that are put together. */
export const STRINGS: StringShapes = {
  literals: new Set([K.string, K.template_string]), interpolation: K.template_substitution, formats: new Set(), binary: K.binary_expression, operand: EXPRESSIONS.operand, parenthesized: K.parenthesized_expression,
};

/** Functions with bodies of statements. */
export const FUNCTIONS: FunctionShapes = {
  functions: new Set([K.function_declaration, K.function_expression, K.arrow_function, K.method_definition, K.generator_function_declaration]), name: F.name, parameters: F.parameters, body: F.body, block: K.statement_block, receivers: new Set(['this', 'extra']),
};
