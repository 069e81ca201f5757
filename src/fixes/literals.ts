import type { Finding, Fix } from '../base/finding.ts';
import type { Span } from '../base/words.ts';
import type { FixContext } from './context.ts';

/** A constant that is a danger under some names, and what it should be. */
interface Setting {
  /** Names of arguments and entries; absent: any, because the finding stands at the constant itself. */
  readonly key?: RegExp;
  readonly from: RegExp;
  readonly to: string;
}

const FLIPS: Readonly<Record<string, string>> = { true: 'false', false: 'true', True: 'False', False: 'True' };
/** Strings that a fix replaces, by rule. A pattern that matches a part of the string replaces that part. */
const STRINGS: Readonly<Record<string, readonly Setting[]>> = {
  'excessive-agency/auto-approved-tools': [
    { from: /^never$/, to: 'always' }, { from: /^NEVER$/, to: 'ALWAYS' }, { from: /^bypassPermissions$|^acceptEdits$/, to: 'default' },
  ],
  'excessive-agency/unsandboxed-code-execution': [{ from: /^unsafe$/, to: 'safe' }],
};

/** Rules whose finding stands at a switch that is the wrong way round. */
const SWITCHES: ReadonlySet<string> = new Set([
  'excessive-agency/auto-approved-tools', 'excessive-agency/unsandboxed-code-execution', 'exposed-service/unauthenticated-model-endpoint', 'exposed-service/open-imaging-server',
  'model-supply-chain/unsafe-model-deserialization', 'model-supply-chain/remote-model-code', 'safeguards-disabled/provider-safety-off',
]);

/** Turns the switch or replaces the constant at which a finding stands. */
export function correctLiteral({ ruleId, place }: Finding, title: (from: string, to: string) => string, context: FixContext): Fix | undefined {
  const from = context.editable(place.file);
  if (from === undefined) return undefined;
  const replaced = (span: Span, newText: string): Fix => ({ title: title(from.text.slice(span.start, span.end), newText), level: 'suggested', edits: [{ file: place.file, start: span.start, end: span.end, newText }] });
  const [site] = from.language.expressionsAt?.(from.tree, place) ?? [];
  const entries = from.language.entriesIn?.(from.tree, place) ?? [];
  const own = site === undefined || site.key !== undefined ? [] : [{ key: undefined, value: site }];
  for (const { key, value } of [...own, ...entries]) {
    const text = from.text.slice(value.start, value.end);
    const flipped = FLIPS[text];
    // Entries of a whole call are other switches: only the one that the finding stands at is turned.
    if (flipped !== undefined && SWITCHES.has(ruleId) && key === undefined) return replaced(value, flipped);
    const quoted = /^([rbuRBU]?)(["'`])([^"'`\\\n]*)\2$/.exec(text);
    if (quoted === null) continue;
    const [, prefix = '', quote = '', content = ''] = quoted;
    const setting = STRINGS[ruleId]?.find((one) => one.from.test(content) && (key === undefined || one.key === undefined || one.key.test(key)));
    if (setting !== undefined) return replaced(value, `${prefix}${quote}${content.replace(setting.from, setting.to)}${quote}`);
  }
  return undefined;
}
