import type { Finding, Fix } from '../base/finding.ts';
import { addArgument, callOf, removeElements, removeEntry, removeStatement, replaceCallee } from './calls.ts';
import { correctIn, writeInstead, type Correction } from './corrections.ts';
import type { FixContext } from './context.ts';
import { plainFormat } from './formats.ts';
import { wrapTainted } from './guard.ts';
import { closeListener, onLoopback } from './listeners.ts';
import { correctLiteral } from './literals.ts';
import { outputFixes } from './output.ts';
import { pinRevision, withoutRemoteCode } from './pins.ts';
import { moveToUser } from './roles.ts';
import { encryptTransport } from './transport.ts';
import { removeGrant, withdrawTool, withdrawWayOut } from './withdraw.ts';

type Fixer = (finding: Finding, context: FixContext) => readonly (Fix | undefined)[];

const screen: Fixer = (finding, context) => [
  wrapTainted(finding, 'screen', 'Screen the untrusted text before a model reads it', context),
  wrapTainted(finding, 'quote', 'Screen and quote the untrusted text as data', context),
];
const deidentify: Fixer = (finding, context) => [wrapTainted(finding, 'deidentify', 'De-identify what leaves', context)];
const literal = (title: (from: string, to: string) => string): Fixer => (finding, context) => [correctLiteral(finding, title, context)];

/** Thresholds of a provider's filter, in the spellings of its libraries. A safety checker that is not replaced is loaded. */
const FILTER_OFF: readonly Correction[] = [
  { from: /(?<=(?:^["'`]|^|\.))BLOCK_NONE(?=["'`]?$)/, to: 'BLOCK_MEDIUM_AND_ABOVE' }, { from: /(?<=^["'`]|[tT]hreshold\.)OFF(?=["'`]?$)/, to: 'BLOCK_MEDIUM_AND_ABOVE' },
  { from: /(?<=(?:^|\.))BlockNone$|(?<=Threshold\.)Off$/, to: 'BlockMediumAndAbove' },
];

/** At the finding, or else in the argument that it stands in: of several categories any may be the one that is off. */
function switchFilterOn(finding: Finding, context: FixContext): Fix | undefined {
  const { place } = finding;
  const from = context.editable(place.file);
  const around = from?.language.callsAt?.(from.tree, place).flatMap((call) => call.arguments).find(({ start, end }) => start <= place.start && place.end <= end);
  const title = (old: string, to: string): string => `Switch it on: ${to} instead of ${old}`;
  return correctIn(finding, FILTER_OFF, title, context) ?? (around === undefined ? undefined : correctIn({ ...finding, place: { file: place.file, start: around.start, end: around.end } }, FILTER_OFF, title, context)) ?? removeEntry(finding, 'safety_checker', 'Switch it on: keep the safety checker', context);
}

/** The statement that deletes a guardrail goes. */
const keepGuardrail = (finding: Finding, context: FixContext): Fix | undefined => (callOf(finding.place, /[dD]elete_?[gG]uardrail/, context) === undefined ? undefined : removeStatement(finding, 'Keep the guardrail', context));

/** Tools of coding agents that change something or run what they are told. */
const CHANGING_TOOLS = /^(?:Bash|Write|Edit|MultiEdit|NotebookEdit|KillShell)(?:\(.*\))?$|^\*$/;
/** Modules through which code reaches the system. */
const SYSTEM_MODULES = /^(?:\*|os|os\.\*|sys|subprocess|shutil|socket|requests|httpx|urllib|pathlib|importlib|builtins|ctypes|multiprocessing|posix|pty)$/;

/** Runs what the model writes away from this machine. */
const isolate = (finding: Finding, context: FixContext): Fix | undefined =>
  correctLiteral(finding, (from, to) => `Run it isolated: ${to} instead of ${from}`, context)
  ?? removeElements(finding, SYSTEM_MODULES, 'Allow no modules that reach the system', context)
  ?? replaceCallee(finding, /^(?:autogen\.coding\.)?LocalCommandLineCodeExecutor$/, { callee: 'DockerCommandLineCodeExecutor', module: 'autogen.coding', name: 'DockerCommandLineCodeExecutor' }, 'Run it in a container', context)
  ?? (/^\s*from\s+agents\s+import\s+(?:\([^)]*|.*)\b(?:Local)?ShellTool\b/m.test(context.editable(finding.place.file)?.text ?? '') ? addArgument(finding, /^(?:agents\.)?(?:LocalShellTool|ShellTool)$/, 'needs_approval', 'True', 'Ask a person before each command', context) : undefined);

/** Fixes of each rule, the safest first. */
const FIXERS: Readonly<Record<string, Fixer>> = {
  'prompt-injection/untrusted-text-in-prompt': screen,
  'prompt-injection/untrusted-text-in-system-prompt': (finding, context) => [moveToUser(finding, context), ...screen(finding, context)],
  'prompt-injection/user-text-in-system-prompt': (finding, context) => [moveToUser(finding, context), wrapTainted(finding, 'screen', 'Screen the text before a model reads it', context)],
  'prompt-injection/untrusted-tool-result': screen,
  'prompt-injection/unscreened-image': (finding, context) => [wrapTainted(finding, 'screenImage', 'Screen the image for written instructions', context)],
  'prompt-injection/stored-untrusted-context': screen,
  'excessive-agency/overprivileged-tool': withdrawTool,
  'excessive-agency/data-exfiltration-path': withdrawWayOut,
  'excessive-agency/auto-approved-tools': (finding, context) => [
    correctLiteral(finding, (from, to) => `Ask a person first: ${to} instead of ${from}`, context) ?? removeElements(finding, CHANGING_TOOLS, 'Ask a person before these tools run', context),
  ],
  'excessive-agency/broad-mcp-scope': (finding, context) => [writeInstead(finding, context)],
  'excessive-agency/unsandboxed-code-execution': (finding, context) => [isolate(finding, context) ?? removeGrant(finding, context)],
  'improper-output-handling/model-output-to-code': outputFixes,
  'improper-output-handling/model-output-to-clinical-system': (finding, context) => [wrapTainted(finding, 'requireReview', 'Have a person accept it before it is written', context)],
  'sensitive-disclosure/phi-to-external-model': deidentify,
  'sensitive-disclosure/training-on-identifiable-data': deidentify,
  'sensitive-disclosure/phi-in-logs': (finding, context) => [...deidentify(finding, context), removeStatement(finding, 'Remove the log call', context)],
  'data-poisoning/unverified-training-data': (finding, context) => [wrapTainted(finding, 'requireReview', 'Have a person check the data before a model learns from it', context)],
  'data-poisoning/unverified-knowledge-base': (finding, context) => [wrapTainted(finding, 'screen', 'Screen the text before it is indexed', context)],
  'model-supply-chain/unsafe-model-deserialization': (finding, context) => {
    const switched = correctLiteral(finding, (from, to) => `Load plain data only: ${to} instead of ${from}`, context);
    return switched === undefined ? plainFormat(finding, context) : [switched];
  },
  'model-supply-chain/remote-model-code': (finding, context) => [correctLiteral(finding, (from, to) => `Do not run the repository's code: ${to} instead of ${from}`, context) ?? withoutRemoteCode(finding, context) ?? addArgument(finding, /(?:^|\.)hub\.load$/, 'source', '"local"', 'Load from a checkout of yours', context)],
  'model-supply-chain/unpinned-model': pinRevision,
  'exposed-service/open-dicom-listener': closeListener,
  'exposed-service/open-imaging-server': literal((from, to) => `${to} instead of ${from}`),
  'exposed-service/unauthenticated-model-endpoint': (finding, context) => [onLoopback(finding, context) ?? correctLiteral(finding, (from, to) => `Keep it on this machine: ${to} instead of ${from}`, context)],
  'exposed-service/plaintext-clinical-transport': encryptTransport,
  'safeguards-disabled/provider-safety-off': (finding, context) => [switchFilterOn(finding, context) ?? correctLiteral(finding, (from, to) => `Switch it on: ${to} instead of ${from}`, context) ?? keepGuardrail(finding, context)],
};

/** Ways to make a finding go away, the safest first; none where the code is not as a fix needs it. */
export function fixesFor(finding: Finding, context: FixContext): readonly Fix[] {
  const fixer = FIXERS[finding.ruleId];
  return fixer === undefined ? [] : fixer(finding, context).filter((fix) => fix !== undefined);
}

/** Whether a rule has fixes, so that its findings' files need to be parsed. */
export const isFixable = (ruleId: string): boolean => Object.hasOwn(FIXERS, ruleId);
