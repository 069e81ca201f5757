import { parseArgs } from 'node:util';
import { nearest } from '../policy/jsonReader.ts';
import { FORMATS, type Format } from '../report/formats.ts';

/** Wrong usage; ends the program with status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** One report to write; without a file it goes to standard output. */
export interface OutputOption { readonly format: Format | undefined; readonly file: string | undefined }

export interface LintOptions {
  readonly paths: readonly string[];
  readonly outputs: readonly OutputOption[];
  readonly failOn: 'error' | 'warning' | 'note' | 'never';
  readonly config: string | undefined;
  readonly baseline: string | undefined;
  readonly changedSince: string | undefined;
  readonly fix: 'apply' | 'print' | 'no';
  readonly rules: readonly string[] | undefined;
  readonly fixtures: 'also' | 'no' | 'only';
  readonly ocr: boolean;
  readonly jobs: number | undefined;
  readonly stats: boolean;
  /** Name of the file whose text comes from standard input. */
  readonly stdin: string | undefined;
}

const LINT_OPTIONS = {
  format: { type: 'string', multiple: true, short: 'f' },
  output: { type: 'string', multiple: true, short: 'o' },
  'fail-on': { type: 'string' },
  config: { type: 'string', short: 'c' },
  baseline: { type: 'string' },
  'changed-since': { type: 'string' },
  fix: { type: 'boolean' },
  'fix-dry-run': { type: 'boolean' },
  rule: { type: 'string', multiple: true },
  'no-fixtures': { type: 'boolean' },
  'only-fixtures': { type: 'boolean' },
  ocr: { type: 'boolean' },
  jobs: { type: 'string', short: 'j' },
  'no-cache': { type: 'boolean' },
  stats: { type: 'boolean' },
  stdin: { type: 'boolean' },
  'stdin-filename': { type: 'string' },
} as const;

const FAIL_ON = ['error', 'warning', 'note', 'never'] as const;

/** Reads the arguments of `lint`. Throws `UsageError`. */
export function lintOptions(args: readonly string[], knownRule: (pattern: string) => boolean): LintOptions {
  const { values, positionals, tokens } = usage(LINT_OPTIONS, () => parseArgs({ args: [...args], options: LINT_OPTIONS, allowPositionals: true, tokens: true }));
  const fixtures = both(values, 'no-fixtures', 'only-fixtures');
  const fix = both(values, 'fix', 'fix-dry-run');
  const ids = values.rule?.flatMap((value) => value.split(',')).map((id) => id.trim());
  const unknown = ids?.find((id) => !knownRule(id));
  if (unknown !== undefined) throw new UsageError(`There is no rule "${unknown}". \`dosimeter rules\` lists them; "family/*" names a whole family.`);
  const useStdin = values.stdin === true;
  if (useStdin !== (values['stdin-filename'] !== undefined)) throw new UsageError('--stdin and --stdin-filename PATH go together: the name says the language and the place in the tree.');
  if (useStdin && fix === 'fix') throw new UsageError('--fix can not write to standard input; use --fix-dry-run.');
  return {
    paths: positionals,
    outputs: outputs(tokens),
    failOn: oneOf('--fail-on', values['fail-on'], FAIL_ON) ?? 'error',
    config: values.config,
    baseline: values.baseline,
    changedSince: values['changed-since'],
    fix: fix === 'fix' ? 'apply' : fix === 'fix-dry-run' ? 'print' : 'no',
    rules: ids,
    fixtures: fixtures === 'no-fixtures' ? 'no' : fixtures === 'only-fixtures' ? 'only' : 'also',
    ocr: values.ocr === true,
    jobs: values.jobs === undefined ? undefined : jobs(values.jobs),
    stats: values.stats === true,
    stdin: values['stdin-filename'],
  };
}

/** Runs parseArgs in strict mode and turns what it throws into a message that names the nearest option. */
export function usage<T>(options: Readonly<Record<string, unknown>>, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const unknown = /Unknown option '(-+[^']*)'/.exec(error.message)?.[1];
    if (unknown === undefined) throw new UsageError(`${error.message.split('. ')[0] ?? error.message}. \`dosimeter --help\` lists the options.`);
    const near = nearest(unknown.replace(/^-+/, ''), Object.keys(options));
    throw new UsageError(`There is no option ${unknown}${near === undefined ? '.' : `; did you mean --${near}?`} \`dosimeter --help\` lists the options.`);
  }
}

export function oneOf<T extends string>(option: string, value: string | undefined, choices: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const near = nearest(value, choices);
  throw new UsageError(`${option} takes ${choices.join(', ')}, not "${value}"${near === undefined ? '.' : `; did you mean ${near}?`}`);
}

function both<A extends string, B extends string>(values: { readonly [key: string]: unknown }, a: A, b: B): A | B | undefined {
  if (values[a] === true && values[b] === true) throw new UsageError(`--${a} and --${b} exclude each other.`);
  return values[a] === true ? a : values[b] === true ? b : undefined;
}

function jobs(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 64) throw new UsageError(`--jobs takes a whole number from 1 to 64, not "${value}".`);
  return number;
}

/** `--format F --output FILE` belong together in the order given; at most one report can go to standard output. */
function outputs(tokens: readonly { readonly kind: string; readonly name?: string; readonly value?: string | undefined }[]): readonly OutputOption[] {
  const found: { format: Format | undefined; file: string | undefined }[] = [];
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (token.name === 'format') found.push({ format: oneOf('--format', token.value, FORMATS), file: undefined });
    if (token.name !== 'output') continue;
    const last = found.at(-1);
    if (last !== undefined && last.file === undefined) last.file = token.value;
    else found.push({ format: undefined, file: token.value });
  }
  if (found.length === 0) return [{ format: undefined, file: undefined }];
  if (found.filter(({ file }) => file === undefined).length > 1) throw new UsageError('Only one report can go to standard output: give each further --format its --output FILE.');
  return found;
}
