/** Decides which hidden text of a document is worth telling. */
import type { StructureFact } from '../artifact.ts';
import type { Block } from './blocks.ts';

/** Words, and letters in them, of hidden text from which it is told: less is a stray mark, a number, a job code of a print shop. */
const TOLD_WORDS = 3;
const TOLD_LETTERS = 12;

/** The same in scripts that write no spaces. */
const TOLD_IDEOGRAPHS = 8;

/** What writers of PDFs leave behind on every page by habit. */
const IMPRINTS = /^\s*(?:Powered by TCPDF \(www\.tcpdf\.org\)\s*)+$/;

/** Characters of hidden text that a message shows. */
const EXCERPT = 80;

interface Way { readonly page: number; readonly first: number; readonly way: string; readonly texts: string[] }

/**
 * Collects the blocks of all pages. Words that the document also shows, on this page or another, are shadows, doubles, or pages
 * of which each shows another part of one picture: they don't count.
 */
export class Concealed {
  private readonly shown = new Set<string>();
  private readonly ways = new Map<string, Way>();

  add(blocks: readonly Block[], page: number): void {
    for (const { text, hidden, first } of blocks) {
      if (!hidden) {
        for (const word of words(text)) this.shown.add(word);
        continue;
      }
      if (IMPRINTS.test(text)) continue;
      // Sizes differ from run to run, the way is the same.
      const way = hidden.replace(/^[\d.]+ points tall/, 'less than a point tall');
      const known = this.ways.get(`${page} ${way}`);
      if (known) known.texts.push(text);
      else this.ways.set(`${page} ${way}`, { page, first, way, texts: [text] });
    }
  }

  /** One fact for each page and each way in which it hides text. */
  facts(): StructureFact[] {
    return [...this.ways.values()].filter(({ texts }) => this.tells(texts.join(' '))).map(({ page, first, way, texts }) => ({
      kind: 'hidden-text', where: `page ${page} / span ${first}`, message: `page ${page} holds text that a person can not see, ${way}: “${excerpt(texts.join(' '))}”`,
    }));
  }

  private tells(text: string): boolean {
    const fresh = words(text).filter((w) => !this.shown.has(w));
    const ideographs = fresh.join('').match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/gu)?.length ?? 0;
    const plain = fresh.filter((w) => /^\p{L}[\p{L}\p{M}]+$/u.test(w));
    return ideographs >= TOLD_IDEOGRAPHS || (plain.length >= TOLD_WORDS && plain.join('').length >= TOLD_LETTERS);
  }
}

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

function excerpt(text: string): string {
  const flat = text.replace(/[^\p{L}\p{N}\p{P}\p{S}]+/gu, ' ').trim();
  return flat.length > EXCERPT ? `${flat.slice(0, EXCERPT - 1)}…` : flat;
}
