import { LANGUAGES, type Case } from './cases.ts';

const TITLES: Readonly<Record<(typeof LANGUAGES)[number], string>> = { python: 'Python', typescript: 'TypeScript', java: 'Java', csharp: 'C#' };

const INTRODUCTION = `# Language features

<!-- From test/features/cases by scripts/gen-feature-docs.ts. -->

What flows are followed through, language by language. Each cell is a small program in \`test/features/cases\` with lines that text of a
study reaches and lines that it does not; the numbers are lines of both kinds that are judged as they should be. A dash: the language has no such
feature, or the suite has no program. What is judged wrongly today is listed below the table.
`;

/** The page of what the suite covers: a table for each group, and the gaps. */
export function featurePage(cases: readonly Case[]): string {
  const groups = [...new Set(cases.map(({ group }) => group))];
  return [INTRODUCTION, ...groups.map((group) => section(group, cases.filter((one) => one.group === group)))].join('\n');
}

function section(group: string, cases: readonly Case[]): string {
  const features = [...new Set(cases.map(({ feature }) => feature))];
  const rows = features.map((feature) => {
    const own = cases.filter((one) => one.feature === feature);
    return `| ${feature.replaceAll('-', ' ')} | ${own[0]!.about} | ${LANGUAGES.map((language) => cell(own.find((one) => one.language === language))).join(' | ')} |`;
  });
  const gaps = cases.flatMap(({ feature, language, expectations }) => expectations.flatMap(({ gap, reaches }) => gap === undefined ? [] : [`- ${feature.replaceAll('-', ' ')}, ${TITLES[language]}, ${reaches ? 'missed' : 'reported'}: ${gap}.`]));
  return [
    `## ${group[0]!.toUpperCase()}${group.slice(1)}`, '', `| feature | | ${LANGUAGES.map((language) => TITLES[language]).join(' | ')} |`, `| --- | --- |${' --- |'.repeat(LANGUAGES.length)}`,
    ...rows, '', ...(gaps.length === 0 ? [] : [...gaps, '']),
  ].join('\n');
}

function cell(one: Case | undefined): string {
  if (one === undefined) return '–';
  const right = one.expectations.filter(({ gap }) => gap === undefined).length;
  return right === one.expectations.length ? String(right) : `${right} of ${one.expectations.length}`;
}
