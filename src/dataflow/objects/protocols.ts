import type { Engine } from '../engine.ts';
import { findMethod, type ClassInfo } from '../../resolve/program.ts';

const known = new WeakMap<ClassInfo, readonly ClassInfo[]>();

/** Classes that have all methods of an interface which nobody has to name: `typing.Protocol`. Empty for any other class. */
export function fitting(e: Engine, cls: ClassInfo): readonly ClassInfo[] {
  if (!cls.bases.some((b) => !('ir' in b) && cls.mod.profile.structuralBases?.includes(b.path.replace(/\(\)$/, '')))) return [];
  let found = known.get(cls);
  if (!found) {
    const names = [...cls.methods].filter(([, m]) => m.role === 'method').map(([name]) => name);
    found = names.length === 0 ? [] : e.program.list.flatMap((mod) => mod.classes.filter((c): c is ClassInfo => !!c && c !== cls && c.ir.kind !== 'interface' && names.every((name) => findMethod(c, name)?.role === 'method')));
    known.set(cls, found);
  }
  return found;
}
