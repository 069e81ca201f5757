import type { AgentCard, CardAbility } from '../agents/card.ts';
import { lineIndex } from '../base/lines.ts';
import type { Finding, Report } from '../base/finding.ts';
import type { Place } from '../base/words.ts';
import { defaultPolicy } from '../policy/policy.ts';
import { visible } from '../report/view.ts';
import { familyOf } from '../rules/rule.ts';
import type { Candidate, Role, Survey } from '../rules/survey.ts';
import { nodeEnvironment } from '../session/environment.ts';
import { nodeHost } from '../session/hostNode.ts';
import { loadProject } from '../session/project.ts';
import { Session } from '../session/session.ts';
import { defaultSettings } from '../session/settings.ts';

/** Entries of one list in the file; a policy is read by people, and the rest is what `dosimeter lint` and `dosimeter agents` are for. */
const MAX_LISTED = 12;

/** What an analysis with the default policy says of a project, for the policy that is to be written. */
export interface Found {
  readonly survey: Survey;
  readonly report: Pick<Report, 'findings' | 'files'>;
  /** 1-based line of a place. */
  line(place: Place): number;
}

/** Analyses the code and the settings files below a folder, under the default policy. */
export async function survey(folder: string): Promise<Found> {
  const { policy, models } = defaultSettings();
  let survey: Survey | undefined;
  const session = new Session({ policy, models, environment: nodeEnvironment({}), onSurvey: (found) => { survey = found; } });
  await loadProject(await nodeHost(folder), session, { paths: ['.'], include: [], exclude: [], artifacts: false, code: true });
  const report = await session.analyze();
  return { survey: survey!, report, line: (place) => lineIndex(session.text(place.file) ?? '').at(place.start).line };
}

/** One setting: what it means, what was found for it, and the setting itself. Nothing is in force before somebody has looked at it. */
interface Section { readonly about: string; readonly found?: readonly string[]; readonly setting: string }

/**
 * Text of a policy file in which every setting stands with its meaning and commented out. Where something was found, it says what, and
 * the setting is filled in with it: taking the marks away is the decision.
 */
export function policyText(found?: Found): string {
  const sections = SECTIONS.map((section) => section(found));
  const parts = [head(found), ...sections.map(({ about, found: lines = [], setting }) => [...about.split('\n'), ...lines, ...setting.split('\n')])];
  return `{\n${parts.map((lines) => lines.map((line) => line === '' ? '  //\n' : `  // ${visible(line)}\n`).join('')).join('\n')}}\n`;
}

function head(found: Found | undefined): string[] {
  const lines = ['Settings of dosimeter. Comments and trailing commas are fine.'];
  if (found === undefined) return lines;
  const { survey, report } = found;
  const analysed = report.files.length;
  lines.push(`What is said to be found comes from ${analysed} ${analysed === 1 ? 'file' : 'files'} of this folder. Nothing of it is trusted: all settings are`, 'commented out, and those that something was found for are filled in. Check before you take the marks away.');
  if (survey.entrances.length > 0) {
    lines.push('', 'Untrusted content comes in by:');
    lines.push(...listed(survey.entrances, ({ kind, what, places }) => `${kind}: ${what} (${spots(found, places)})`));
  }
  const open = report.findings.filter(({ ruleId }) => familyOf(ruleId) === 'exposed-service');
  if (open.length > 0) {
    lines.push('', 'Imaging services, listeners and endpoints that are open:');
    lines.push(...listed(open, (finding) => `${spots(found, [finding.place])} ${finding.ruleId}`));
  }
  if (report.findings.length > 0) lines.push('', `Findings: ${byFamily(report.findings)}.`, '`dosimeter lint` shows them, `dosimeter baseline` writes those of today down.');
  return lines;
}

function byFamily(findings: readonly Finding[]): string {
  const counts = new Map<string, number>();
  for (const { ruleId } of findings) counts.set(familyOf(ruleId), (counts.get(familyOf(ruleId)) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([family, count]) => `${count} of ${family}`).join(', ');
}

const SECTIONS: readonly ((found: Found | undefined) => Section)[] = [
  (found) => {
    const disclosures = found?.survey.disclosures ?? [];
    const origins = found?.survey.origins.slice(0, MAX_LISTED) ?? [];
    return {
      about: 'Model endpoints that may be given identifying data, beside this machine: [scheme://]host[:port][/path],\nwhere *.hospital.example is any subdomain and 10.20.* any address that starts so.',
      found: [
        ...(disclosures.length === 0 ? [] : ['Found: identifying data go to', ...listed(disclosures, ({ words, elements, places }) => `${words} (${spots(found!, places)}): ${some(elements, 4)}`)]),
        ...(origins.length === 0 ? [] : ['Found: addresses in the code']),
      ],
      setting: array('trustedEndpoints', origins, ['https://llm.hospital.example']),
    };
  },
  (found) => {
    const agents = found?.survey.agents.filter(({ tools }) => tools.length > 0) ?? [];
    return {
      about: 'What a tool may be able to do when its agent takes in outside documents ("untrusted"),\nonly what its user types ("user"), or nothing from outside ("trusted").',
      found: agents.length === 0 ? [] : ['Found:', ...listed(agents, (card) => agentLine(found!, card))],
      setting: `"capabilities": { "untrusted": ${JSON.stringify(defaultPolicy.capabilities.untrusted).replaceAll(',', ', ')} },`,
    };
  },
  (found) => ({
    about: 'Your own functions. A name is matched from the right: "scrub", "safety.scrub", "app.safety.scrub".\nFunctions whose result is safe in a prompt:',
    ...functions(found, 'sanitizers', (names) => array('sanitizers', names, []), '"sanitizers": ["safety.scrub_prompt", { "name": "as_markup", "clears": ["html"] }],'),
  }),
  (found) => ({
    about: 'Functions that judge a value; it is safe where the result was "accepts" (true, false or "throws"):',
    ...functions(found, 'guards', (_names, all) => list('guards', all.map(({ name, accepts = true }) => `{ "name": ${JSON.stringify(name)}, "arg": "0", "accepts": ${JSON.stringify(accepts)} }`)), '"guards": [{ "name": "is_plain_finding", "arg": "0", "accepts": true }],'),
  }),
  (found) => ({
    about: 'Functions in which a person looks at model output before it goes on:',
    ...functions(found, 'reviewers', (names) => array('reviewers', names, []), '"reviewers": ["request_radiologist_review"],'),
  }),
  (found) => ({
    about: 'Functions that ask a person before a tool runs, and can refuse:',
    ...functions(found, 'approvals', (names) => array('approvals', names, []), '"approvals": ["ask_operator"],'),
  }),
  (found) => ({
    about: 'Functions whose result identifies nobody:',
    ...functions(found, 'deidentifiers', (names) => array('deidentifiers', names, []), '"deidentifiers": ["deid.anonymize"],'),
  }),
  (found) => {
    const language = found?.survey.languages[0] ?? 'python';
    const file = language === 'python' ? 'app/guard.py' : defaultPolicy.guardHelper[language].file;
    return { about: 'Where quick fixes put the helper that they call, and its name.', setting: `"guardHelper": { "${language}": { "file": "${file}", "name": "${defaultPolicy.guardHelper[language].name}" } },` };
  },
  () => ({
    about: 'Severity of rules: "error", "warning", "note" or "off". "family/*" is a whole family. `dosimeter rules` lists them.',
    setting: '"rules": { "prompt-injection/unscreened-image": "off", "model-supply-chain/*": "warning" },',
  }),
  () => ({
    about: 'What is looked at, in the syntax of .gitignore. Files that git ignores are left out anyway.',
    setting: '"include": ["src/**"],\n"exclude": ["test/fixtures/hostile/**"],',
  }),
  () => ({ about: 'Models of your own libraries: files beside this one, or rows in place.', setting: '"models": ["dosimeter/our-pacs.yml"],' }),
  () => ({
    about: 'Your own rules: data from a source must not reach a sink except through a barrier or a guard.',
    setting: [
      '"flowRules": [{', '  "id": "local/no-report-in-url",', '  "message": "Report text is put into a URL.",', '  "severity": "warning",',
      '  "sources": [{ "call": "load_report" }, { "parameter": "report" }],', '  "sinks": [{ "call": "requests.get", "args": ["0"] }],', '  "barriers": ["hash_report"]', '}],',
    ].join('\n'),
  }),
];

/** A setting with function names: the found ones, else an example. */
function functions(found: Found | undefined, role: Role, fill: (names: readonly string[], all: readonly Candidate[]) => string, example: string): Pick<Section, 'found' | 'setting'> {
  const all = found?.survey.candidates[role] ?? [];
  if (found === undefined || all.length === 0) return { setting: example };
  const shown = all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i).slice(0, MAX_LISTED);
  return { found: ['Found by name alone:', ...listed(all, ({ name, place }) => `${name} (${spots(found, [place])})`)], setting: fill(shown.map(({ name }) => name), shown) };
}

const array = (name: string, found: readonly string[], examples: readonly string[]): string => list(name, (found.length > 0 ? found : examples).map((text) => JSON.stringify(text)));
/** Short lists on one line, long ones an entry a line. */
function list(name: string, entries: readonly string[]): string {
  const line = `"${name}": [${entries.join(', ')}],`;
  return line.length <= 110 ? line : [`"${name}": [`, ...entries.map((entry) => `  ${entry},`), '],'].join('\n');
}

function listed<T>(all: readonly T[], words: (one: T) => string): string[] {
  const lines = all.slice(0, MAX_LISTED).map((one) => `  ${words(one)}`);
  return all.length > MAX_LISTED ? [...lines, `  and ${all.length - MAX_LISTED} more`] : lines;
}

const some = (all: readonly string[], count: number): string => all.length > count ? `${all.slice(0, count).join(', ')} and ${all.length - count} more` : all.join(', ');

const spots = (found: Found, places: readonly Place[]): string => some([...new Set(places.map((place) => `${place.file}:${found.line(place)}`))], 3);

function agentLine(found: Found, { kind, words, place, trust, tools }: AgentCard): string {
  const can = [...new Set(tools.flatMap((tool) => tool.can.map(ability)))];
  return `${kind === 'server' ? 'tools offered to any client' : `${trust} agent, ${words}`} (${spots(found, [place])}): ${can.length === 0 ? 'no effects' : some(can.sort(), 8)}`;
}
const ability = ({ capability, gated, free }: CardAbility): string => `${capability}${gated ? ' after approval' : free ? ' to a free target' : ''}`;

/** What `dosimeter init` writes for a project in which there is nothing yet. */
export const STARTING_POLICY = policyText();
