import { UNKNOWN, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { withPath } from '../library/files.ts';
import type { Intrinsic } from './intrinsics.ts';

/**
 * The home folder of whoever runs the program, as shells write it: a server that is given it is given all of it. What stands below is narrower,
 * and joined to it by the usual rules.
 */
export const HOME = '~';
const first = (s: CallSite): Value => s.args[0]?.value ?? UNKNOWN;
const home: Intrinsic = (e) => e.constant(HOME);
const homePath: Intrinsic = (e, f, s) => withPath(e, f, HOME, 'pathlib.Path()', s);
const expanded: Intrinsic = (_e, _f, s) => ({ ...first(s), facts: null });
const folder: Intrinsic = (e, _f, s) => first(s).tokens.some((t) => t.t === 'api' && t.node.path.endsWith('.UserProfile')) ? e.constant(HOME) : UNKNOWN;

/** API path → what the call gives. */
export const HOME_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  'os.homedir': home, 'os.path.expanduser': expanded, 'pathlib.Path.home': homePath, 'System.Environment.GetFolderPath': folder,
};
