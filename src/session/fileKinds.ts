import type { LanguageId } from '../base/words.ts';

/** What a file is to the analysis. `other` files are offered to the artifact scanners only. */
export type FileKind =
  | { readonly kind: 'code'; readonly language: LanguageId }
  | { readonly kind: 'notebook' }
  | { readonly kind: 'config' }
  | { readonly kind: 'other' };

const CODE: Readonly<Record<string, LanguageId>> = {
  '.py': 'python', '.pyw': 'python',
  '.ts': 'typescript', '.tsx': 'typescript', '.mts': 'typescript', '.cts': 'typescript',
  '.js': 'typescript', '.jsx': 'typescript', '.mjs': 'typescript', '.cjs': 'typescript',
  '.java': 'java',
  '.cs': 'csharp',
};

const CONFIG_ENDINGS = new Set(['.json', '.jsonc', '.json5', '.code-workspace', '.yml', '.yaml', '.toml', '.ini', '.cfg', '.conf', '.properties', '.service', '.lua']);

/** Settings files known by their whole name: environment files, container files, project files. */
const CONFIG_NAMES = /^(\.env(\..+)?|.+\.env|dockerfile(\..+)?|containerfile|.+\.dockerfile|\.cursorrules|\.mcp\.json|.+\.csproj|pom\.xml|web\.config)$/i;

/** Markdown that configures an agent by its front matter: agents, chat modes, prompts, skills, commands. */
const AGENT_MARKDOWN = /(\.(agent|chatmode|prompt|instructions)\.md|(^|\/)(SKILL|AGENTS?|CLAUDE)\.md|(^|\/)\.(claude|cursor|github|codex|gemini|opencode)\/.*\.mdc?)$/i;

/** Kind of a file by its path (with `/`). */
export function fileKind(file: string): FileKind {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const ending = dot <= 0 ? '' : name.slice(dot).toLowerCase();
  const language = CODE[ending];
  if (language !== undefined) return { kind: 'code', language };
  if (ending === '.ipynb') return { kind: 'notebook' };
  if (CONFIG_ENDINGS.has(ending) || CONFIG_NAMES.test(name) || AGENT_MARKDOWN.test(file)) return { kind: 'config' };
  return { kind: 'other' };
}

/** Average line length above which code was written by a tool; hand-written code stays below 60. */
const MINIFIED_LINE = 250;
/** Shorter texts can have one long line by hand. */
const MINIFIED_MIN_CHARS = 4_000;

/** Why code of this text is not worth reading (`minified`, `generated`); undefined for what people write. */
export function machineWritten(file: string, text: string): 'minified' | 'generated' | undefined {
  if (/[.-]min\.[cm]?js$/i.test(file)) return 'minified';
  if (text.length >= MINIFIED_MIN_CHARS) {
    let lines = 1;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
    if (text.length / lines > MINIFIED_LINE) return 'minified';
  }
  const head = text.slice(0, 1_500);
  const comments = head.match(/^[ \t]*(#|\/\/|\/?\*|<!--).*$/gm)?.slice(0, 12).join('\n') ?? '';
  if (/@generated\b|<auto-?generated|\bauto-?generated\b[^\n]*\bdo not (edit|modify)|\bgenerated (by|from|code)\b[\s\S]{0,120}\bdo not (edit|modify)/i.test(comments)) return 'generated';
  return undefined;
}
