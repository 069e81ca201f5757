import type { Finding } from '../base/finding.ts';

/** Sixteen bytes a line: offset, hex digits, and the letters among them. */
export function dumpLines({ offset, hex }: NonNullable<Finding['dump']>): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < hex.length; at += 32) {
    const bytes = hex.slice(at, at + 32).match(/../g) ?? [];
    const letters = bytes.map((byte) => (/^[2-6].$|^7[0-9a-e]$/.test(byte) ? String.fromCharCode(parseInt(byte, 16)) : '.')).join('');
    lines.push(`${(offset + at / 2).toString(16).padStart(8, '0')}  ${[...bytes.slice(0, 8), '', ...bytes.slice(8)].join(' ').padEnd(48)}  ${letters}`);
  }
  return lines;
}
