import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pageOf } from '../rules/rule.ts';

/** Set by the bundler; absent when the sources run as they are. */
declare const __DOSIMETER_VERSION__: string | undefined;

/** Version of the product. */
export function version(): string {
  if (typeof __DOSIMETER_VERSION__ === 'string') return __DOSIMETER_VERSION__;
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}

/** Text of a rule's documentation page; undefined when there is none. The bundle lies one folder below the package, the sources two. */
export function rulePage(ruleId: string): string | undefined {
  for (const up of ['../docs/', '../../docs/']) {
    const file = fileURLToPath(new URL(`${up}${pageOf(ruleId)}`, import.meta.url));
    if (existsSync(file)) return readFileSync(file, 'utf8');
  }
  return undefined;
}

/** The language server beside the bundle, or in the sources; undefined in a package without it. */
export function serverModule(): URL | undefined {
  return ['./server.js', '../server/main.ts'].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(fileURLToPath(url)));
}
