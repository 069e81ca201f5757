import { type LanguageId } from '../base/words.ts';
import type { Vouched } from '../dataflow/library/vouched.ts';
import { helperPath } from './helper.ts';
import { functionMatcher } from './names.ts';
import type { Clears, Policy } from './policy.ts';

/** Dangers that the helper's screen takes out of a text: those in which the text speaks to a model. What it gives is a text, and no image. */
const SCREENED: readonly Clears[] = ['prompt', 'system-prompt', 'tool-result', 'index', 'image'];

/** Dangers that a person who looks at a value sees: what is done with it, not what it says of somebody or to a model. */
const REVIEWED: readonly Clears[] = ['clinical', 'code', 'shell', 'sql', 'template', 'deserialise', 'path', 'training'];

const LANGUAGES: readonly LanguageId[] = ['python', 'typescript', 'java', 'csharp'];

/** Every function that a policy vouches for: its sanitizers, guards and de-identifiers, and the helper that the fixes write. */
export function vouchedFunctions(policy: Policy): readonly Vouched[] {
  const barrier = (name: string, barrier: readonly Clears[]): Vouched => ({ name, matches: functionMatcher([name]), row: { barrier } });
  const helper = (name: string, clears: readonly Clears[], opaque: 'value' | 'text' = 'value'): Vouched => ({ ...barrier(name, clears), opaque });
  return [
    ...policy.sanitizers.map(({ name, clears }) => barrier(name, clears)),
    ...policy.deidentifiers.map((name) => barrier(name, ['phi'])),
    // A person hands the value on, or says yes to it.
    ...policy.reviewers.flatMap((name) => [barrier(name, REVIEWED), { name, matches: functionMatcher([name]), row: { guard: REVIEWED, arg: '*', accepts: true as const } }]),
    ...policy.guards.map(({ name, arg, accepts, clears }): Vouched => ({ name, matches: functionMatcher([name]), row: { guard: clears, arg, accepts } })),
    ...LANGUAGES.flatMap((language) => [
      helper(helperPath(policy, language, 'screen'), SCREENED, 'text'),
      helper(helperPath(policy, language, 'quote'), SCREENED, 'text'),
      helper(helperPath(policy, language, 'deidentify'), ['phi']),
      { ...helper(helperPath(policy, language, 'requireReview'), REVIEWED), consents: true },
      helper(helperPath(policy, language, 'containedPath'), ['path']),
      helper(helperPath(policy, language, 'escapeHtml'), ['html'], 'text'),
      helper(helperPath(policy, language, 'screenImage'), ['image']),
    ]),
  ];
}
