import { CAPABILITIES, type Capability, type LanguageId, type Severity, type SinkKind } from '../base/words.ts';
import type { ModelFile } from '../models/schema.ts';

/**
 * What `dosimeter.jsonc` decides, with every default filled in. Plain data; the engine and the rules read it, nobody writes it.
 *
 * Function names in a policy (`FunctionName`) are matched on dotted parts from the right: `scrub` names every function or
 * method called `scrub`; `safety.scrub` those of a module, class or namespace that ends in `safety`; a fully qualified name
 * names one. `*` stands for any one part, and inside a part for any run of characters.
 */
export type FunctionName = string;

/** Trust of what an agent takes in: outside documents and services, the person who chats, or only operator text. */
export const TRUST_LEVELS = ['untrusted', 'user', 'trusted'] as const;
export type TrustLevel = (typeof TRUST_LEVELS)[number];

/** What a check or a cleaner frees a value from. `text`: every kind that needs free text. `any`: nothing is left. */
export type Clears = SinkKind | 'text' | 'any' | 'phi';

/** A function whose result is clean. */
export interface SanitizerFunction {
  readonly name: FunctionName;
  /** Default `['text']`. */
  readonly clears: readonly Clears[];
}

/** A function that judges a value; the value is clean where the verdict was `accepts`. */
export interface GuardFunction {
  readonly name: FunctionName;
  /** Argument path (grammar of the model rows) of the judged value; default `0`. */
  readonly arg: string;
  /** `throws`: the value is clean after the call returned. */
  readonly accepts: true | false | 'throws';
  readonly clears: readonly Clears[];
}

/** Where the quick fixes put the helper that they call, and what it is called, per language. */
export interface GuardHelper {
  /** Project file, relative to the root, with `/`. */
  readonly file: string;
  readonly name: string;
}

/** A rule that the user wrote: data from any source must not reach any sink, except through a barrier or a guard. */
export interface FlowRule {
  /** `family/name`; a family of the product is allowed, a rule id of the product is not. */
  readonly id: string;
  readonly message: string;
  readonly severity: Severity;
  /** Languages that it looks at; empty for all. */
  readonly languages: readonly LanguageId[];
  readonly sources: readonly FlowRuleSource[];
  readonly sinks: readonly FlowRuleSink[];
  readonly barriers: readonly FlowRuleBarrier[];
  readonly guards: readonly FlowRuleGuard[];
  readonly tags: readonly string[];
}

/**
 * Exactly one of the first five says what is a source:
 *   `call`        the result of calls of this function (or what `output` names); an API path of the model rows works too
 *   `name`        reads of a variable, attribute or global of this dotted name (`request.args`)
 *   `parameter`   parameters of this name, of `function` where it is given; `*` for all of its parameters
 *   `annotation`  parameters with this type or annotation (`HttpServletRequest`, `@RequestParam`, `FromBody`)
 *   `decorator`   all parameters of functions with this decorator, annotation or attribute
 */
export interface FlowRuleSource {
  readonly call?: FunctionName;
  readonly name?: FunctionName;
  readonly parameter?: string;
  readonly annotation?: FunctionName;
  readonly decorator?: FunctionName;
  /** With `parameter`: only in functions of this name. */
  readonly function?: FunctionName;
  /** With `call`: argument path of what is untrusted; default `return`. */
  readonly output?: string;
}

/** Arguments (paths as in the model rows; default all) of calls of this function. */
export interface FlowRuleSink { readonly call: FunctionName; readonly args: readonly string[] }

/** A call whose result (or what `output` names) is clean for this rule. */
export interface FlowRuleBarrier { readonly call: FunctionName; readonly output: readonly string[] }

/** A call that judges its argument `arg`. */
export interface FlowRuleGuard { readonly call: FunctionName; readonly arg: string; readonly accepts: true | false | 'throws' }

/** Model rows of the user, with the file that they stand in, and where in it (1-based), for messages. */
export interface UserModels { readonly origin: string; readonly file: ModelFile; readonly rowPlaces: readonly { readonly line: number; readonly column: number }[] }

/** The whole of a policy. */
export interface Policy {
  /** Patterns of endpoints that may be given identifying data; see `isTrustedEndpoint`. Loopback is always among them. */
  readonly trustedEndpoints: readonly string[];
  /** Capabilities that a tool may have, by what its agent takes in. */
  readonly capabilities: Readonly<Record<TrustLevel, readonly Capability[]>>;
  readonly sanitizers: readonly SanitizerFunction[];
  readonly guards: readonly GuardFunction[];
  /** Functions in which a person looks at model output before it goes on. */
  readonly reviewers: readonly FunctionName[];
  /** Functions that ask a person before a tool runs, and can refuse. */
  readonly approvals: readonly FunctionName[];
  /** Functions whose result identifies nobody. */
  readonly deidentifiers: readonly FunctionName[];
  readonly guardHelper: Readonly<Record<LanguageId, GuardHelper>>;
  /** Rule id or `family/*` → severity, or `off`. An exact id wins over its family. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Globs (gitignore syntax, from the root) of what is looked at; empty for everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** `false`: only the user's own models or rules count. */
  readonly builtins: { readonly models: boolean; readonly rules: boolean };
  readonly models: readonly UserModels[];
  readonly flowRules: readonly FlowRule[];
}

/** The policy of a project that has no `dosimeter.jsonc`. */
export const defaultPolicy: Policy = {
  trustedEndpoints: [],
  capabilities: { untrusted: ['read-phi', 'read-files'], user: CAPABILITIES, trusted: CAPABILITIES },
  sanitizers: [],
  guards: [],
  reviewers: [],
  approvals: [],
  deidentifiers: [],
  guardHelper: {
    python: { file: 'dosimeter_guard.py', name: 'screen_untrusted' },
    typescript: { file: 'dosimeterGuard.ts', name: 'screenUntrusted' },
    java: { file: 'DosimeterGuard.java', name: 'screenUntrusted' },
    csharp: { file: 'DosimeterGuard.cs', name: 'ScreenUntrusted' },
  },
  rules: {},
  include: [],
  exclude: [],
  builtins: { models: true, rules: true },
  models: [],
  flowRules: [],
};

/** Severity that the policy gives a rule: the default where it says nothing, `off` where it turns the rule off. */
export function ruleSeverity(policy: Policy, ruleId: string, byDefault: Severity): Severity | 'off' {
  const family = ruleId.slice(0, ruleId.indexOf('/'));
  return policy.rules[ruleId] ?? policy.rules[`${family}/*`] ?? byDefault;
}
