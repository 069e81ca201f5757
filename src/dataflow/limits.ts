/** The bounds of the analysis, each with the direction in which it errs when it is hit. Hits are reported as features or notices. */
export const LIMITS = {
  /** Rounds over a loop body. Two carry facts around once; the third joins. More rounds could only find chains of stores through several iterations (misses). Two loops further in there is one round less. */
  loopRounds: 3,
  /** Elements of a constant sequence, and instructions of the body, up to which a loop over keys is run element by element; beyond, the keys are told apart no more (false alarms). */
  unrolledElements: 48,
  unrolledBody: 40,
  /** The same for a sequence of functions or objects. */
  unrolledObjects: 12,
  /** Elements of a sequence that are folded one after the other; more are joined (false alarms, and chains of functions that are too long). */
  foldedElements: 16,
  /** Rounds over a recursive function. */
  recursionRounds: 3,
  /** Contexts kept per function, half of them for inputs without labels; further calls are told apart by less (false alarms). */
  contexts: 8,
  /** The same for a function from which no name leads to anything modelled: it only passes values on. */
  coldContexts: 4,
  /** Further contexts for inputs of which only kinds are told apart; beyond them the arguments taint the result (false alarms). */
  coarseContexts: 8,
  /** Share of the contexts that must be left for inputs without labels to have these, too: what a function reads itself is lost otherwise (misses). */
  coarseFrom: 0.3,
  /** The same for calls that hand functions over, and for short functions: messages, descriptions of tools and addresses are made by such. */
  higherOrderContexts: 24,
  /** Length of the code up to which a function is short: some fifty instructions. */
  shortFunction: 400,
  /** Nested calls of one analysis path; deeper calls are treated as unknown (arguments taint the result). */
  callDepth: 48,
  /** Activations of one function on the stack before its result is taken from what is known. */
  recursionDepth: 2,
  /** Instructions executed in a whole analysis, as a multiple of those that the program has, and at least; beyond it calls are treated as unknown. */
  totalFactor: 0.5,
  /** Contexts per function are fewer from here on: a multiple of the share of the total that is left. */
  thrift: 1.3,
  totalLeast: 330_000,
  /** Instructions executed for one entry point before further calls are treated as unknown. */
  entryBudget: 400_000,
  /** Of what is left of the whole, one entry point has this share, and at least so many instructions. */
  entryShare: 0.125,
  entryLeast: 20_000,
  /** The same for the body of a module; and the share of the whole that all of them have. */
  moduleLeast: 5_000,
  moduleShare: 0.2,
  /** Share of the whole after which the functions that models speak of are run, whoever calls them. */
  shortFrom: 0.7,
  /** What a function that models speak of may execute when nothing is left, beside its own code twice. */
  nearestLeast: 200,
  /** Multiple of the whole up to which they are; those whose names say most come first. */
  nearestTo: 1.1,
  /** Objects that a call's key describes by content, and how deep; objects beyond are told apart by identity and state (fewer summaries are shared). */
  keyObjects: 16,
  keyDepth: 3,
  /** Objects that a stored summary copies; what lies beyond is shared and joined (false alarms). */
  copiedObjects: 48,
  /** Size of a folded string constant. */
  constLength: 4_000,
  /** Targets of one dynamic call. */
  callTargets: 12,
  /** Candidates when a method is found by its name alone. */
  byName: 3,
  /** How often a call is computed for one input in one sweep while what it reads still changes. */
  recomputed: 2,
  /** Sweeps over all entry points while module variables or shared instances still grow. */
  sweeps: 3,
  /** Calls of bodies of modules that are made again when what they have read has grown; beyond, flows through what grows later are not seen. */
  callsOfModules: 400,
  /** Steps of a path that a finding shows. */
  pathSteps: 40,
} as const;
