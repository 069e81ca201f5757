/** What kind of file a PDF carries, by its first bytes and its name. */

export interface AttachmentKind {
  readonly kind: string;
  /** It runs, or holds what runs, when it is opened. */
  readonly runs: boolean;
}

const MAGIC: readonly { readonly start: readonly number[]; readonly kind: string; readonly runs: boolean }[] = [
  { start: [0x4d, 0x5a], kind: 'a Windows program', runs: true },
  { start: [0x7f, 0x45, 0x4c, 0x46], kind: 'a Linux program', runs: true },
  { start: [0xcf, 0xfa, 0xed, 0xfe], kind: 'a macOS program', runs: true },
  { start: [0xca, 0xfe, 0xba, 0xbe], kind: 'a macOS program or Java class', runs: true },
  { start: [0x23, 0x21], kind: 'a script', runs: true },
  { start: [0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00], kind: 'a Windows shortcut', runs: true },
  { start: [0x25, 0x50, 0x44, 0x46, 0x2d], kind: 'a PDF', runs: false },
];

const RUNS = /\.(?:exe|dll|com|scr|pif|cpl|msi|msix|appx|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|jar|class|sh|bash|zsh|command|app|dmg|pkg|deb|rpm|apk|py|pyw|pl|rb|php|lnk|url|reg|scf|inf|iso|img|vhd|docm|dotm|xlsm|xltm|xlam|pptm|potm|ppam|html?|xhtml|svg|swf|pkl|pickle|pt|pth|joblib|settingcontent-ms|application|library-ms|desktop|fdf|xfdf|xdp)\s*$/i;

/** The kind of an attachment. Undefined bytes could not be decoded. */
export function attachmentKind(name: string, bytes: Uint8Array | undefined): AttachmentKind {
  const magic = bytes && MAGIC.find(({ start }) => start.every((c, i) => bytes[i] === c));
  if (magic?.runs) return magic;
  if (RUNS.test(name)) return { kind: 'a kind that runs when it is opened', runs: true };
  const head = bytes ? new TextDecoder('latin1').decode(bytes.subarray(0, 512)) : '';
  if (/^\s*(?:<!doctype html|<html|<script|<svg|<\?php)/i.test(head)) return { kind: 'a web page or script', runs: true };
  if (bytes && bytes[0] === 0x50 && bytes[1] === 0x4b && includesAscii(bytes, 'vbaProject.bin')) return { kind: 'an office document with macros', runs: true };
  return magic ?? { kind: bytes ? `${bytes.length} bytes` : 'it could not be decoded', runs: false };
}

function includesAscii(bytes: Uint8Array, word: string): boolean {
  for (let at = bytes.indexOf(word.charCodeAt(0)); at >= 0; at = bytes.indexOf(word.charCodeAt(0), at + 1)) {
    let i = 1;
    while (i < word.length && bytes[at + i] === word.charCodeAt(i)) i++;
    if (i === word.length) return true;
  }
  return false;
}
