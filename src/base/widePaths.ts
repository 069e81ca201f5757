/** A whole disk, system folder or home, in the spellings of shells, editors and Windows. */
const WIDE = [
  /^\/+(\*\*?)?$/, /^[a-z]:[\\/]*(\*\*?)?$/i, /^\\\\\?\\/,
  /^\/(home|users|etc|var|usr|root|opt|mnt|media|data|srv|volumes|private|host)(\/\*{0,2})?$/i, /^\/(home|users)\/[^/*]+\/?(\*\*?)?$/i,
  /^[a-z]:[\\/]+(users|windows|documents and settings|program files)([\\/]+[^\\/]+)?[\\/]*$/i,
  /^(~|\$HOME|\$\{HOME\}|\$\{env:HOME\}|\$\{userHome\}|%USERPROFILE%|%HOMEPATH%|\$env:USERPROFILE|\$\{env:USERPROFILE\}|\$\{env:HOMEPATH\})[\\/]*(\*\*?)?$/i,
];

/** Whether a path takes in a whole disk, a system folder or somebody's home. */
export function isWidePath(path: string): boolean {
  const bare = path.trim().replace(/^file:\/\/(?=\/)/i, '');
  return bare !== '' && WIDE.some((pattern) => pattern.test(bare));
}

/** Host side of a container's bind mount: `-v` syntax (`/:/host:ro`), or `type=bind,src=/,dst=/host`. Undefined for named volumes. */
export function mountSource(mount: string): string | undefined {
  const long = /(?:^|,)(?:src|source)=([^,]*)/i.exec(mount);
  if (long?.[1] !== undefined) return /(^|,)type=bind/i.test(mount) ? long[1] : undefined;
  const short = /^([a-z]:[\\/][^:]*|[^:]+):/i.exec(mount);
  return short?.[1] !== undefined && /^[/~.$%]|^[a-z]:/i.test(short[1]) ? short[1] : undefined;
}
