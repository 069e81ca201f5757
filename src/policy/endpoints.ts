import type { Policy } from './policy.ts';

/** Hosts that are this machine. `host.docker.internal` and `0.0.0.0` lead a client to it too. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\]|::1|0\.0\.0\.0|host\.docker\.internal)$/i;

/** Host of a URL or of a bare `host[:port]`, lower case, without the port; undefined when there is none. */
export function hostOf(url: string): string | undefined {
  const parsed = parseEndpoint(url);
  return parsed === undefined || parsed.host === '' ? undefined : parsed.host;
}

/** Whether a URL (or bare host) leads to this machine: loopback addresses and sockets of the file system. */
export function isLoopback(url: string): boolean {
  if (/^(https?\+)?unix:/i.test(url)) return true;
  const host = hostOf(url);
  return host !== undefined && LOOPBACK.test(host);
}

/**
 * Whether identifying data may be sent to `url` under the policy. Loopback always; else one pattern of `trustedEndpoints`
 * must fit. A pattern is `[scheme://]host[:port][/path]`; in the host a leading `*.` stands for any subdomain and a trailing
 * `.*` for the rest of an address (`10.20.*`); the path is a prefix on whole segments. Parts that a pattern does not name are free.
 */
export function isTrustedEndpoint(policy: Policy, url: string): boolean {
  if (isLoopback(url)) return true;
  const target = parseEndpoint(url);
  if (target === undefined) return false;
  return policy.trustedEndpoints.some((pattern) => fits(target, pattern));
}

interface Endpoint { readonly scheme: string; readonly host: string; readonly port: string; readonly path: string }

/** Parses without the URL class: a pattern's `*` and a template's `{variable}` in the path are no valid URL. */
function parseEndpoint(text: string): Endpoint | undefined {
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[^/?#:\s]*)(?::(\d+|\*))?([/?#].*)?$/i.exec(text.trim());
  if (match === null) return undefined;
  const [, scheme = '', host = '', port = '', path = ''] = match;
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), port, path };
}

function fits(target: Endpoint, pattern: string): boolean {
  const want = parseEndpoint(pattern);
  if (want === undefined || want.host === '') return false;
  if (want.scheme !== '' && want.scheme !== target.scheme) return false;
  if (want.port !== '' && want.port !== '*' && want.port !== portOf(target)) return false;
  return hostFits(target.host, want.host) && pathFits(target.path, want.path);
}

const portOf = ({ port, scheme }: Endpoint): string => port || (scheme === 'https' ? '443' : scheme === 'http' ? '80' : '');

function hostFits(host: string, pattern: string): boolean {
  if (pattern.startsWith('*.')) return host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1;
  if (pattern.endsWith('.*')) return /^[\d.]+$/.test(host) && host.startsWith(pattern.slice(0, -1));
  return host === pattern;
}

function pathFits(path: string, pattern: string): boolean {
  const prefix = pattern.replace(/\*+$/, '').replace(/\/$/, '');
  // `/../` could lead out of the prefix after the check.
  return prefix === '' || (!path.includes('..') && (path === prefix || path.startsWith(`${prefix}/`)));
}
