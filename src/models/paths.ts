/** Parsing of the two path languages of the model rows. Both are described in schema.ts. */

/** One step of an API path. */
export type ApiSegment =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'call' }
  | { readonly kind: 'element' };

/** A point of a library's surface: a package or a named type, and the steps from it. */
export interface ApiPath {
  readonly root: string | { readonly type: string };
  readonly segments: readonly ApiSegment[];
}

/** A part of a call: a position, a keyword, the receiver, any argument, the result; and the fields below it. */
export interface ArgPath {
  /** Position without the receiver, keyword name, `self`, `*`, `return`, or `rest:N` (all positions from N on). */
  readonly base: number | string;
  /** Field names, `[]` for any element. */
  readonly steps: readonly string[];
  /** The other spelling of the same argument, for `0|url`: looked at when the first is not given. */
  readonly or?: ArgPath;
}

/** A path that does not follow the grammar. */
export class PathError extends Error {
  override readonly name = 'PathError';
}

/** Longest path text that is looked at; model files are short, so a longer one is damage. */
const MAX_PATH_LENGTH = 300;

const CALL_SEGMENT: ApiSegment = { kind: 'call' };
const ELEMENT_SEGMENT: ApiSegment = { kind: 'element' };

const TYPE_ROOT = /^<([A-Za-z_$@][\w$@./-]*)>/;
/** An npm scope and name, or one identifier: what a root is when no package of the file starts the path. */
const PLAIN_ROOT = /^(@[\w-]+\/[\w-]+|[A-Za-z_$][\w$-]*(?:\/[\w-]+)*)/;
const SEGMENT = /(\.([\p{L}_$*][\p{L}\p{N}_$-]*|\d+))|(\(\))|(\[\])/uy;

/**
 * Parses an API path such as `fitz.open()[].get_text`.
 *
 * `packages` are the import roots that the model file names: the longest one that starts the path is its root, so that
 * `org.dcm4che3` and `tesseract.js` stay whole. Throws {@link PathError}.
 */
export function parseApiPath(at: string, packages: ReadonlySet<string> = NO_PACKAGES): ApiPath {
  if (at.length > MAX_PATH_LENGTH) throw new PathError(`API path is longer than ${MAX_PATH_LENGTH} characters`);
  const { root, length } = parseRoot(at, packages);
  return { root, segments: parseSegments(at, length) };
}

const NO_PACKAGES: ReadonlySet<string> = new Set();

function parseRoot(at: string, packages: ReadonlySet<string>): { root: ApiPath['root']; length: number } {
  let best = '';
  // A root ends where a step starts: the longest such prefix that is a package wins.
  for (let end = 1; end <= at.length; end++) {
    if ((end === at.length || '.(['.includes(at[end]!)) && packages.has(at.slice(0, end))) best = at.slice(0, end);
  }
  if (best === '') {
    const type = TYPE_ROOT.exec(at);
    if (type) return { root: { type: type[1]! }, length: type[0].length };
    const plain = PLAIN_ROOT.exec(at);
    if (!plain) throw new PathError(`API path "${at}" does not start with a package or a <type>`);
    best = plain[0];
  }
  return { root: best, length: best.length };
}

function parseSegments(at: string, from: number): ApiSegment[] {
  const segments: ApiSegment[] = [];
  SEGMENT.lastIndex = from;
  let index = from;
  while (index < at.length) {
    SEGMENT.lastIndex = index;
    const match = SEGMENT.exec(at);
    if (!match) throw new PathError(`API path "${at}" has an unreadable step at "${at.slice(index)}"`);
    segments.push(match[3] ? CALL_SEGMENT : match[4] ? ELEMENT_SEGMENT : { kind: 'member', name: match[2]! });
    index = SEGMENT.lastIndex;
  }
  return segments;
}

const ARG_BASE = /^(\d+|\*|rest:\d+|<[\w.$@/-]+>|[A-Za-z_$][\w$]*)/;
const ARG_STEP = /(?:\.([A-Za-z_$*][\w$-]*|\d+))|(\[\])/y;
const parsedArgs = new Map<string, ArgPath>();

/** Parses an argument path such as `0.messages[].content`, `return.text` or `0|url`. Throws {@link PathError}. */
export function parseArgPath(path: string): ArgPath {
  const known = parsedArgs.get(path);
  if (known) return known;
  if (path.length > MAX_PATH_LENGTH) throw new PathError(`argument path is longer than ${MAX_PATH_LENGTH} characters`);
  const bar = path.indexOf('|');
  const parsed = bar < 0 ? parseOne(path) : { ...parseOne(path.slice(0, bar)), or: parseArgPath(path.slice(bar + 1)) };
  parsedArgs.set(path, parsed);
  return parsed;
}

function parseOne(path: string): ArgPath {
  const base = ARG_BASE.exec(path);
  if (!base) throw new PathError(`argument path "${path}" does not start with a position, a name, a <type>, self, return or *`);
  const steps: string[] = [];
  let index = base[0].length;
  while (index < path.length) {
    ARG_STEP.lastIndex = index;
    const match = ARG_STEP.exec(path);
    if (!match) throw new PathError(`argument path "${path}" has an unreadable step at "${path.slice(index)}"`);
    steps.push(match[2] ? '[]' : match[1]!);
    index = ARG_STEP.lastIndex;
  }
  return { base: /^\d+$/.test(base[0]) ? Number(base[0]) : base[0], steps };
}

/** The path as it is written in a model file. */
export function formatApiPath(path: ApiPath): string {
  const root = typeof path.root === 'string' ? path.root : `<${path.root.type}>`;
  return root + path.segments.map((s) => (s.kind === 'member' ? `.${s.name}` : s.kind === 'call' ? '()' : '[]')).join('');
}
