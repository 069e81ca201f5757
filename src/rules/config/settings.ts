import type { Finding, Fix } from '../../base/finding.ts';
import type { Span } from '../../base/words.ts';
import { readConfig } from '../../languages/config/config.ts';
import type { ConfigEntry, ConfigNode } from '../../languages/config/node.ts';
import type { Policy } from '../../policy/policy.ts';
import { ruleById } from '../catalogue.ts';

/** A settings file as the rules see it, and where they put what they find. */
export interface Settings {
  readonly file: string;
  /** Last part of the path, lower case. */
  readonly name: string;
  readonly text: string;
  readonly documents: readonly ConfigNode[];
  readonly policy: Policy;
  /** The other settings files of the run. */
  sibling(file: string): readonly ConfigNode[];
  /** The files of the folder that this one is in, itself left out. */
  readonly beside: readonly string[];
  /** One place, one finding of a family: what is reported first stays. */
  report(ruleId: string, span: Span, message: string, change?: Change): void;
}

/** A rewriting of a part of the file that makes the finding go away; never applied by itself, since somebody chose the value. */
export interface Change extends Span { readonly title: string; readonly newText: string }

/** The change that turns a flag over, in the spelling that the file has; none for values that are no plain flags. */
export function turned(s: Settings, entry: ConfigEntry): Change | undefined {
  const { start, end } = entry.value;
  const text = s.text.slice(start, end);
  if (!/^["']?(true|false)["']?$/i.test(text)) return undefined;
  const newText = text.replace(/true|false/i, (word) => (word.toLowerCase() === 'true' ? 'false' : 'true'));
  return { start, end, newText, title: `Set ${entry.key} to ${newText.replace(/["']/g, '')}` };
}

/** All settings files of a run; each is parsed at most once, when a rule asks. */
export class SettingsFiles {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #policy: Policy;
  readonly #parsed = new Map<string, readonly ConfigNode[]>();
  readonly #folders = new Map<string, string[]>();
  readonly #found = new Map<string, Finding>();

  constructor(texts: ReadonlyMap<string, string>, policy: Policy) {
    this.#texts = texts;
    this.#policy = policy;
    for (const file of texts.keys()) {
      const folder = folderOf(file);
      const files = this.#folders.get(folder);
      if (files) files.push(file);
      else this.#folders.set(folder, [file]);
    }
  }

  get findings(): readonly Finding[] {
    return [...this.#found.values()];
  }

  settings(file: string, text: string): Settings {
    const sibling = (other: string): readonly ConfigNode[] => this.#documents(other);
    return {
      file, text, policy: this.#policy, sibling,
      name: file.slice(file.lastIndexOf('/') + 1).toLowerCase(),
      get documents() { return sibling(file); },
      beside: (this.#folders.get(folderOf(file)) ?? []).filter((other) => other !== file),
      report: (ruleId, span, message, change) => this.#report(file, ruleId, span, message, change),
    };
  }

  #documents(file: string): readonly ConfigNode[] {
    let documents = this.#parsed.get(file);
    if (documents === undefined) {
      documents = readConfig(file, this.#texts.get(file) ?? '');
      this.#parsed.set(file, documents);
    }
    return documents;
  }

  #report(file: string, ruleId: string, span: Span, message: string, change?: Change): void {
    const key = `${file}|${ruleId.slice(0, ruleId.indexOf('/'))}|${span.start}`;
    if (this.#found.has(key)) return;
    const fixes: readonly Fix[] = change ? [{ title: change.title, level: 'suggested', edits: [{ file, start: change.start, end: change.end, newText: change.newText }] }] : [];
    this.#found.set(key, {
      ruleId, severity: ruleById(ruleId)?.severity ?? 'warning', message, place: { file, start: span.start, end: span.end },
      flow: [], related: [], confidence: 'high', features: [], fingerprint: '', fixes,
    });
  }
}

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));
