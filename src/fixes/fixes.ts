import type { Finding, Fix } from '../base/finding.ts';
import { addArgument, insertBefore, removeStatement } from './calls.ts';
import type { FixContext } from './context.ts';
import { wrapTainted } from './guard.ts';
import { correctLiteral } from './literals.ts';
import { outputFixes } from './output.ts';
import { removeGrant, withdrawTool, withdrawWayOut } from './withdraw.ts';

type Fixer = (finding: Finding, context: FixContext) => readonly (Fix | undefined)[];

const screen: Fixer = (finding, context) => [
  wrapTainted(finding, 'screen', 'Screen the untrusted text before a model reads it', context),
  wrapTainted(finding, 'quote', 'Screen and quote the untrusted text as data', context),
];
const deidentify: Fixer = (finding, context) => [wrapTainted(finding, 'deidentify', 'De-identify what leaves', context)];
const literal = (title: (from: string, to: string) => string): Fixer => (finding, context) => [correctLiteral(finding, title, context)];

/** Functions that read a file through pickle unless they are told not to. */
const LOADS_WEIGHTS = /(?:^|\.)(?:load|load_state_dict_from_url)$/;
/** Functions that fetch a model by name. */
const FETCHES = /(?:^|\.)(?:from_pretrained|pipeline|snapshot_download|hf_hub_download|load_dataset|SentenceTransformer|load_adapter|load_lora_weights|CrossEncoder)$/;
/** Stands in for a commit until somebody has chosen one: nothing is fetched with it. */
const NO_COMMIT = `"${'0'.repeat(40)}"`;

/** Fixes of each rule, the safest first. */
const FIXERS: Readonly<Record<string, Fixer>> = {
  'prompt-injection/untrusted-text-in-prompt': screen,
  'prompt-injection/untrusted-text-in-system-prompt': screen,
  'prompt-injection/user-text-in-system-prompt': screen,
  'prompt-injection/untrusted-tool-result': screen,
  'prompt-injection/unscreened-image': (finding, context) => [wrapTainted(finding, 'screenImage', 'Screen the image for written instructions', context)],
  'prompt-injection/stored-untrusted-context': screen,
  'excessive-agency/overprivileged-tool': withdrawTool,
  'excessive-agency/data-exfiltration-path': withdrawWayOut,
  'excessive-agency/auto-approved-tools': literal((from, to) => `Ask a person first: ${to} instead of ${from}`),
  'excessive-agency/unsandboxed-code-execution': (finding, context) => [correctLiteral(finding, (from, to) => `Run it isolated: ${to} instead of ${from}`, context) ?? removeGrant(finding, context)],
  'improper-output-handling/model-output-to-code': outputFixes,
  'improper-output-handling/model-output-to-clinical-system': (finding, context) => [wrapTainted(finding, 'requireReview', 'Have a person accept it before it is written', context)],
  'sensitive-disclosure/phi-to-external-model': deidentify,
  'sensitive-disclosure/training-on-identifiable-data': deidentify,
  'sensitive-disclosure/phi-in-logs': (finding, context) => [...deidentify(finding, context), removeStatement(finding, 'Remove the log call', context)],
  'data-poisoning/unverified-training-data': (finding, context) => [wrapTainted(finding, 'requireReview', 'Have a person check the data before a model learns from it', context)],
  'data-poisoning/unverified-knowledge-base': (finding, context) => [wrapTainted(finding, 'screen', 'Screen the text before it is indexed', context)],
  'model-supply-chain/unsafe-model-deserialization': (finding, context) => [
    correctLiteral(finding, (from, to) => `Load plain data only: ${to} instead of ${from}`, context) ?? addArgument(finding, LOADS_WEIGHTS, 'weights_only', 'True', 'Load the weights only', context),
  ],
  'model-supply-chain/remote-model-code': literal((from, to) => `Do not run the repository's code: ${to} instead of ${from}`),
  'model-supply-chain/unpinned-model': (finding, context) => [addArgument(finding, FETCHES, 'revision', NO_COMMIT, 'Pin the revision: put the commit that you have checked in', context)],
  'exposed-service/open-dicom-listener': (finding, context) => [
    ...literal((_from, to) => `Listen on this machine only: ${to}`)(finding, context),
    finding.place.file.endsWith('.py') ? insertBefore(finding, /\.start_server$/, (ae) => `${ae}.require_called_aet = True`, 'Accept associations that name this AE only', context) : undefined,
  ],
  'exposed-service/open-imaging-server': literal((from, to) => `${to} instead of ${from}`),
  'exposed-service/unauthenticated-model-endpoint': literal((from, to) => `Listen on this machine only: ${to} instead of ${from}`),
  'exposed-service/plaintext-clinical-transport': literal((from, to) => `Use TLS and check it: ${to} instead of ${from}`),
  'safeguards-disabled/provider-safety-off': literal((from, to) => `Switch it on: ${to} instead of ${from}`),
};

/** Ways to make a finding go away, the safest first; none where the code is not as a fix needs it. */
export function fixesFor(finding: Finding, context: FixContext): readonly Fix[] {
  const fixer = FIXERS[finding.ruleId];
  return fixer === undefined ? [] : fixer(finding, context).filter((fix) => fix !== undefined);
}

/** Whether a rule has fixes, so that its findings' files need to be parsed. */
export const isFixable = (ruleId: string): boolean => Object.hasOwn(FIXERS, ruleId);
