import type { ResolvedImport } from '../language.ts';

/**
 * A namespace is no place in the project: files say which one they are in. The engine knows the types of all files by namespace
 * and name, so every namespace may be a scope of the project and a library's root at the same time.
 */
export function resolveUsing(spec: string): ResolvedImport { return { namespaceDir: '', external: spec }; }
