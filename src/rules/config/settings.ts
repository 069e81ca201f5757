import type { Finding } from '../../base/finding.ts';
import type { Span } from '../../base/words.ts';
import { readConfig } from '../../languages/config/config.ts';
import type { ConfigNode } from '../../languages/config/node.ts';
import type { Policy } from '../../policy/policy.ts';
import { ruleById } from '../catalogue.ts';
import type { Change } from './changes.ts';

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
  /** A settings file that is written into this one as a block of text, as if it stood at a path; undefined where its places can't be told. */
  inside(path: string, block: Span): Settings | undefined;
  /** One place, one finding of a family: what is reported first stays. `changes`: ways to make it go away, the safest first. */
  report(ruleId: string, span: Span, message: string, ...changes: readonly (Change | undefined)[]): void;
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
      report: (ruleId, span, message, ...changes) => this.#report(file, ruleId, span, message, changes),
      inside: (path, block) => {
        const only = blockAlone(text, block);
        if (only === undefined) return undefined;
        const documents = readConfig(path, only);
        // What it reports stands in this file.
        return { ...this.settings(file, text), ...(path.includes('/') ? { file: path } : {}), name: path.slice(path.lastIndexOf('/') + 1).toLowerCase(), documents, beside: [], inside: () => undefined };
      },
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

  #report(file: string, ruleId: string, span: Span, message: string, changes: readonly (Change | undefined)[]): void {
    const key = `${file}|${ruleId.slice(0, ruleId.indexOf('/'))}|${span.start}`;
    if (this.#found.has(key)) return;
    const fixes = changes.flatMap((change) => (change === undefined ? [] : [{ title: change.title, level: 'suggested' as const, edits: change.edits.map((edit) => ({ file, ...edit })) }]));
    this.#found.set(key, {
      ruleId, severity: ruleById(ruleId)?.severity ?? 'warning', message, place: { file, start: span.start, end: span.end },
      flow: [], related: [], confidence: 'high', features: [], fingerprint: '', fixes,
    });
  }
}

/** A text with everything blanked but one literal block of it, so that places stay what they are. */
function blockAlone(text: string, { start, end }: Span): string | undefined {
  const head = /^\|[-+\d]*[ \t]*(#.*)?\r?\n/.exec(text.slice(start, Math.min(end, start + 200)))?.[0];
  return head === undefined ? undefined : text.slice(0, start + head.length).replace(/[^\r\n]/g, ' ') + text.slice(start + head.length, end);
}

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));
