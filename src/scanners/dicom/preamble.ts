import { mostlyText, sniffMediaType } from '../sniff.ts';

/** The verdict on sentences. */
export const TEXT = 'text';

/** The verdict on bytes that follow no format. */
export const NOISE = '128 bytes without any order, as encrypted or compressed data have; writers leave zeros there';

/** Different values among the 128 bytes of a preamble from which they count as noise: chance gives 101, memory that was left in it fewer. */
const NOISE_VALUES = 90;

/** What a preamble holds that does not belong there, in words; undefined for zeros, TIFF starts and other harmless content. */
export function judgePreamble(preamble: Uint8Array): string | undefined {
  if (preamble.every((b) => b === 0)) return undefined;
  // PS3.10 §7.1 allows a TIFF header, in both byte orders, classic and big.
  const head = String.fromCharCode(...preamble.subarray(0, 4));
  if (head === 'II*\0' || head === 'MM\0*' || head === 'II+\0' || head === 'MM\0+') return undefined;
  if (head.startsWith('MZ')) return 'the start of a Windows program (MZ)';
  const media = sniffMediaType(preamble);
  if (head === '%PDF') return 'the start of a PDF document';
  if (media) return `the start of another file (${media})`;
  // Unpackers that do not look at the method take it for their own.
  if (head.startsWith('\x1f\x8b')) return 'the start of a compressed file (gzip)';
  if (head.startsWith('BM') || head === 'GIF8' || head === '\x89PNG' || head === 'RIFF') return undefined;
  const text = String.fromCharCode(...preamble).replace(/\0+$/, '');
  if (/^\s*(?:#!|@echo|<\?|<!|<[a-z]+[\s>]|%!PS|\{\\rtf|function\s|import\s|var\s|#include|REM\s|powershell)/i.test(text)) return `a script or markup (“${text.slice(0, 24).replace(/[^\x20-\x7e]+/g, ' ')}…”)`;
  if (/%PDF-|PK\x03\x04|<script|<html|\x7fELF/i.test(text)) return 'the start of another file behind some padding';
  if (new Set(preamble).size >= NOISE_VALUES) return NOISE;
  return mostlyText(preamble) && text.trim().split(/\s+/).length >= 4 ? TEXT : undefined;
}
