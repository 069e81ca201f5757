import type { Finding } from '../base/finding.ts';
import type { LanguageId } from '../base/words.ts';
import type { FixContext } from '../fixes/context.ts';
import { fixesFor, isFixable } from '../fixes/fixes.ts';
import type { Policy } from '../policy/policy.ts';
import { grammarFor, parseToTree, ParseLimitError, type GrammarId } from '../syntax/parse.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import { frontEnd } from './frontEnds.ts';

/** A code file as it is analysed. */
export interface FixableFile { readonly text: string; readonly language: LanguageId }

/** What fixes need of a session. */
export interface FixableProject {
  readonly policy: Policy;
  file(name: string): FixableFile | undefined;
  exists(name: string): boolean;
  names(): Iterable<string>;
}

/** Trees of files with findings, kept as long as their text is. */
export type TreeCache = WeakMap<FixableFile, SyntaxTree>;

/** Grammars that the fixes of some findings need to be loaded. */
export function grammarsForFixes(findings: readonly Finding[], project: FixableProject): readonly GrammarId[] {
  const files = new Set(findings.filter(({ ruleId }) => isFixable(ruleId)).flatMap(({ place, tainted }) => [place.file, ...(tainted ?? []).map(({ file }) => file)]));
  return [...new Set([...files].flatMap((file) => {
    const known = project.file(file);
    return known === undefined ? [] : [grammarFor(known.language, file)];
  }))].sort();
}

/** Adds fixes to findings. Files are parsed only for findings that can have one, and each once. */
export function fixer(project: FixableProject, trees: TreeCache): (finding: Finding) => Finding {
  const context: FixContext = {
    policy: project.policy,
    exists: (file) => project.exists(file),
    files: (language) => [...project.names()].filter((name) => project.file(name)?.language === language).sort(),
    editable: (file) => {
      const known = project.file(file);
      const language = known === undefined ? undefined : frontEnd(known.language);
      if (known === undefined || language === undefined) return undefined;
      let tree = trees.get(known);
      try {
        if (tree === undefined) trees.set(known, (tree = parseToTree(grammarFor(known.language, file), known.text)));
      } catch (error) {
        if (error instanceof ParseLimitError) return undefined;
        throw error;
      }
      // An edit in a file that does not parse is a guess.
      return tree.errors.length > 0 ? undefined : { file, text: known.text, tree, language };
    },
  };
  return (finding) => {
    if (!isFixable(finding.ruleId) || finding.fixes.length > 0) return finding;
    const fixes = fixesFor(finding, context);
    return fixes.length === 0 ? finding : { ...finding, fixes };
  };
}
