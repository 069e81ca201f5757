/**
 * Every bound of the analysis, each with its reason and what hitting it does. A limit that was hit is reported with the
 * findings: a file that was cut short must never look clean.
 */

/**
 * Longest source text that is parsed, in UTF-16 units. Hand-written files stay far below; what is longer is generated or
 * minified, and would hold a worker for many seconds. Hitting it: the file is skipped and listed as skipped.
 */
export const MAX_SOURCE_CHARS = 2_000_000;

/**
 * Deepest tree node that is kept. Front ends lower by recursion, about two to three frames a level, and the default stack
 * of a JavaScript thread is just under one megabyte. Real code stays below 200; a long chain of `+` is as deep as it has
 * operands. Hitting it: the node at the limit becomes a leaf, and its span is in `SyntaxTree.truncated`.
 */
export const MAX_TREE_DEPTH = 1_000;

/**
 * Budget of parser progress steps: a base plus a share for each character. One step is about a hundred parser operations;
 * well-formed code needs 0.02 to 0.05 steps a character, error recovery on noise at most 0.1. The budget counts work and not
 * time, so that a slow machine gives the same answer as a fast one. Hitting it: the file is skipped and listed as skipped.
 */
export const PARSE_STEPS_BASE = 5_000;
export const PARSE_STEPS_PER_CHAR = 0.5;

/**
 * Deepest nesting of expressions and statements that a front end lowers by recursion; chains of calls, members and binary
 * operators don't count, they are lowered in a loop. Hitting it: what is deeper becomes Unknown with the feature `too-deep`.
 */
export const MAX_LOWERING_DEPTH = 250;

/** Deepest nesting of a written type. Deeper parts say nothing about the data. Hitting it: the part becomes `unknown`. */
export const MAX_TYPE_DEPTH = 16;
