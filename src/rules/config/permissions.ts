import { commandDanger } from './commands.ts';
import { isWidePath } from '../../base/widePaths.ts';
import { readsByName } from './words.ts';

/** What is wrong with one entry of an allow list, and the rule that says so. */
export interface PermissionFault { readonly rule: 'excessive-agency/auto-approved-tools' | 'excessive-agency/broad-mcp-scope'; readonly why: string }

const APPROVED = 'excessive-agency/auto-approved-tools';
const BROAD = 'excessive-agency/broad-mcp-scope';

const SHELLS = new Set(['bash', 'shell', 'run_shell_command', 'shelltool', 'powershell', 'terminal', 'execute_command', 'execute_bash', 'exec', 'run_terminal_cmd']);
const EDITORS = new Set(['write', 'edit', 'multiedit', 'notebookedit', 'write_file', 'replace', 'fs_write', 'writefiletool', 'edittool']);
const FETCHERS = new Set(['webfetch', 'web_fetch', 'fetch', 'webfetchtool']);
const READERS = new Set(['read', 'glob', 'grep', 'ls', 'read_file', 'fs_read', 'list_directory', 'notebookread']);

/**
 * Judges one entry of an allow list in the notation `Tool(pattern)` that coding agents share; undefined where it is narrow.
 * Patterns end in `:*`, ` *` or `*` where anything may follow; `prefix` says that the host treats every entry as one.
 */
export function permissionFault(entry: string, prefix = false): PermissionFault | undefined {
  const text = entry.trim();
  if (text === '*' || text === '**') return { rule: APPROVED, why: 'every tool' };
  const parts = /^([\w.*:-]+)(?:\(([\s\S]*)\))?$/.exec(text);
  if (parts?.[1] === undefined) return undefined;
  const tool = parts[1].toLowerCase();
  const pattern = parts[2]?.trim();
  if (/^mcp__/i.test(tool)) return serverFault(parts[1]);
  if (SHELLS.has(tool)) return shellFault(pattern, prefix);
  if (EDITORS.has(tool)) return pattern === undefined || isOpen(pattern) ? { rule: APPROVED, why: 'writes to any file' } : wideFault(pattern, 'writes to');
  if (READERS.has(tool)) return pattern === undefined ? undefined : wideFault(pattern, 'reads');
  if (FETCHERS.has(tool) && (pattern === undefined || /^(domain:\s*)?\*+$/.test(pattern))) return { rule: APPROVED, why: 'requests to any address' };
  return undefined;
}

const isOpen = (pattern: string): boolean => /^(\*\*?|\*\*\/\*|\.?\/?\*\*\/?\*?)$/.test(pattern) && !pattern.startsWith('./') && !pattern.startsWith('/');

function shellFault(pattern: string | undefined, prefix: boolean): PermissionFault | undefined {
  if (pattern === undefined || pattern === '') return { rule: APPROVED, why: 'any command' };
  const open = /^(.*?)(?::?\s*\*+)$/s.exec(pattern);
  const why = commandDanger(open?.[1] ?? pattern, open !== null || prefix);
  return why === undefined ? undefined : { rule: APPROVED, why };
}

/** `mcp__server`, `mcp__server__*` and `mcp__*` stand for all tools of servers, named ones for themselves. */
function serverFault(name: string): PermissionFault | undefined {
  const [, server = '', tool] = name.split('__');
  if (tool === undefined || tool === '*' || server.includes('*')) return { rule: BROAD, why: `every tool of the MCP server ${server || '*'}, also those that later versions bring` };
  return readsByName(tool) || !CHANGES.test(tool) || EDITS_WORKSPACE.test(tool) ? undefined : { rule: APPROVED, why: `${tool}, which by its name changes something` };
}

/** Verbs whose harm is plain; a tool of unknown verb that somebody approved by name is left to them. */
const CHANGES = /(^|[_-])(delete|remove|purge|drop|write|edit|update|create|send|store|push|move|execute|exec|run|shell|upload|modify|publish|merge|sign|submit|post|put|patch|insert|forward|email|cancel|overwrite|eval|evaluate)([_-]|$)/i;

/** Writing files is the work of a coding agent; one that was allowed it by name is not said to be out of bounds. */
const EDITS_WORKSPACE = /^(write|edit|create|update|insert|append|patch)[_-](\w+[_-])?(files?|director(y|ies)|folders?|lines?|text|blocks?)$/i;

/** In these patterns `//` starts at the root of the disk and `/` at the folder of the settings. */
function wideFault(pattern: string, verb: string): PermissionFault | undefined {
  const path = pattern.startsWith('//') ? pattern.slice(1) : pattern.startsWith('/') ? '' : pattern;
  return isWidePath(path.replace(/\/?\*\*?(\/\*)?$/, '') || (path.startsWith('/') ? '/' : '')) ? { rule: BROAD, why: `${verb} ${pattern}, a whole disk, system folder or home` } : undefined;
}

