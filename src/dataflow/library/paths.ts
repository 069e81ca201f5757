import type { Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { HOLE, concat } from '../code/operators.ts';

type PathCall = (e: Engine, f: Frame, s: CallSite) => Value;

/** Where files go that do not outlive the process. */
export const SCRATCH = '/tmp/';

/** Parts joined by a separator; what is constant among them stays known. */
const joined: PathCall = (e, f, s) => {
  const parts = s.args.filter((a) => a.name === null).flatMap((a, i) => i === 0 ? [a.value] : [e.constant('/'), a.value]);
  return concat(e, f, parts.map((v) => ({ ...v, facts: null })), [], s.place);
};
const scratch: PathCall = (e) => e.constant(SCRATCH + HOLE, true);

/** Calls of the standard libraries that build paths of files. */
const CALLS: ReadonlyMap<string, PathCall> = new Map<string, PathCall>([
  ['os.path.join', joined], ['posixpath.join', joined], ['path.join', joined], ['path.posix.join', joined],
  ['tempfile.mkdtemp', scratch], ['tempfile.gettempdir', scratch], ['tempfile.mktemp', scratch], ['tempfile.TemporaryDirectory', scratch],
  ['os.tmpdir', scratch], ['fs.mkdtempSync', scratch], ['fs.mkdtemp', scratch],
]);

export const PATH_CALLS: readonly string[] = [...CALLS.keys()];

export const pathCall = (e: Engine, f: Frame, path: string, s: CallSite): Value | undefined => CALLS.get(path)?.(e, f, s);
