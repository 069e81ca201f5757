import type { Concept } from './lexicon/concepts.ts';
import type { Hit } from './matcher.ts';
import type { Tokens } from './tokens.ts';

/** At most this many concept hits of one kind in one stretch; more are noise and cost quadratic time. */
const MAX_HITS = 40;

/** Languages in which the verb of a command stands at the end of its clause. */
const VERB_LAST = new Set(['ja', 'ko', 'de', 'nl', 'zh']);

/** The hits of one sentence and the questions the rules ask of them. */
export class Stretch {
  readonly tokens: Tokens;
  private readonly language: string;
  private readonly hits = new Map<Concept, Hit[]>();

  constructor(tokens: Tokens, hits: readonly Hit[], language: string) {
    this.tokens = tokens;
    this.language = language;
    // A physician assistant and a model year are no machine readers.
    const covering = hits.filter((h) => (h.concept === 'human' || h.concept === 'care') && h.last > h.first);
    for (const hit of hits) {
      if ((hit.concept === 'machine' || hit.concept === 'agent') && covering.some((c) => c.first <= hit.first && hit.last <= c.last && c.last - c.first > hit.last - hit.first)) continue;
      let list = this.hits.get(hit.concept);
      if (!list) this.hits.set(hit.concept, (list = []));
      if (list.length < MAX_HITS) list.push(hit);
    }
    this.leftOut();
  }

  /** `must not name …`, `ne citez pas …`: a command that denies a verb of mentioning leaves something out, whatever the verb. */
  private leftOut(): void {
    const found: Hit[] = [];
    for (const mention of this.of('mention')) {
      const not = this.of('not').find((h) => this.tokens.clause[h.first] === this.tokens.clause[mention.first] && (this.gap(h, mention) >= 0 ? this.gap(h, mention) <= 3 : true));
      if (!not || !(this.commands(mention) || this.commands(not))) continue;
      const hit: Hit = { concept: 'suppress', first: Math.min(not.first, mention.first), last: Math.max(not.last, mention.last) };
      if (!this.of('suppress').some((s) => s.first <= hit.last && hit.first <= s.last)) found.push(hit);
    }
    if (found.length > 0) this.hits.set('suppress', [...this.of('suppress'), ...found].sort((a, b) => a.first - b.first).slice(0, MAX_HITS));
  }

  /** Hits of a concept, in reading order. */
  of(concept: Concept): readonly Hit[] {
    return this.hits.get(concept) ?? [];
  }

  /** Reading distance between two hits; negative where they overlap. */
  gap(a: Hit, b: Hit): number {
    const { position } = this.tokens;
    return a.last < b.first ? position[b.first]! - position[a.last]! : b.last < a.first ? position[a.first]! - position[b.last]! : -1;
  }

  /** The closest pair of hits within `within`, in either order unless `ordered`. */
  near(as: readonly Hit[], bs: readonly Hit[], within: number, ordered = false): [Hit, Hit] | undefined {
    let best: [Hit, Hit] | undefined;
    let bestGap = within + 0.001;
    for (const a of as) {
      for (const b of bs) {
        if (ordered && b.first <= a.last) continue;
        const gap = this.gap(a, b);
        if (gap > 0 && gap < bestGap) {
          bestGap = gap;
          best = [a, b];
        }
      }
    }
    return best;
  }

  /** Whether only words of mood, address or condition stand between the start of the clause and the hit. */
  private opensClause(hit: Hit): boolean {
    const { clause, opener } = this.tokens;
    for (let i = hit.first; ; i--) {
      if (opener[i] !== '' || i === 0 || clause[i - 1] !== clause[i]) return true;
      if (AND.has(this.tokens.words[i - 1]!) && this.beginsWithCommand(i - 1)) return true;
      if (hit.first - i >= 4) return false;
      if (!this.isFiller(i - 1) && !this.opensOccasion(i - 1)) return false;
    }
  }

  /** Whether a token belongs to the occasion that a clause begins with: `when summarising state that …`, without a comma. */
  private opensOccasion(token: number): boolean {
    const { clause } = this.tokens;
    const within = (h: Hit): boolean => h.first <= token && token <= h.last;
    const when = this.of('when').find((h) => clause[h.first] === clause[token] && (h.first === 0 || clause[h.first - 1] !== clause[h.first]));
    return when !== undefined && (within(when) || this.of('task').some(within));
  }

  /** Whether the clause that holds a token opens with a verb of command, so that `… and write …` goes on commanding. */
  private beginsWithCommand(token: number): boolean {
    const { clause } = this.tokens;
    let start = token;
    while (start > 0 && clause[start - 1] === clause[token]) start--;
    return COMMANDS.some((concept) => this.of(concept).some((h) => h.first >= start && h.first <= start + 1));
  }

  private isFiller(token: number): boolean {
    if (FILLERS.has(this.tokens.words[token]!)) return true;
    for (const concept of ['modal', 'address'] as const) {
      for (const h of this.of(concept)) if (h.first <= token && token <= h.last) return true;
    }
    return false;
  }

  /** Whether a verb is a command: it opens its clause, a modal governs it, or it is a phrase that already holds its negation. */
  commands(hit: Hit): boolean {
    const { clause, position, opener } = this.tokens;
    const next = hit.last + 1;
    // `Report:` and `Note:` are headings.
    const heading = next < opener.length && opener[next] === ':' && hit.first === hit.last;
    const reach = VERB_LAST.has(this.language) ? 14 : 3.5;
    for (const modal of this.of('modal')) {
      if (clause[modal.first] !== clause[hit.first] && clause[modal.last] !== clause[hit.last]) continue;
      const before = modal.last <= hit.first && position[hit.first]! - position[modal.last]! <= reach;
      const after = VERB_LAST.has(this.language) && modal.first >= hit.first && position[modal.first]! - position[hit.last]! <= 6;
      if (before || after) return true;
    }
    return !heading && this.opensClause(hit);
  }

  /** Hits of a verb that are commands. */
  commanded(concept: Concept): readonly Hit[] {
    return this.of(concept).filter((h) => this.commands(h));
  }

  /** Whether a hit is spoken to: `note to the assistant`, `Assistant:`, `AI readers must`, `as a language model`. */
  addressed(hits: readonly Hit[]): { readonly at: [Hit, Hit]; readonly how: 'address' | 'vocative' | 'modal' } | undefined {
    const { position, opener, clause } = this.tokens;
    let weaker: { readonly at: [Hit, Hit]; readonly how: 'vocative' | 'modal' } | undefined;
    for (const h of hits) {
      const next = h.last + 1;
      if (next < opener.length && this.opensClause(h) && (opener[next] === ':' || opener[next] === ',' || opener[next] === '：' || opener[next] === '、' || opener[next] === '，')) weaker ??= { at: [h, h], how: 'vocative' };
      for (const a of this.of('address')) {
        if (clause[a.first] === clause[h.first] && a.first < h.first && position[h.first]! - position[a.last]! <= 4 && this.opensClause(a)) return { at: [a, h], how: 'address' };
      }
      for (const m of this.of('modal')) {
        if (clause[m.first] === clause[h.last] && m.first > h.last && position[m.first]! - position[h.last]! <= 4) weaker ??= { at: [h, m], how: 'modal' };
      }
      // `… 에게:`, `…へ：` follow the name.
      if (VERB_LAST.has(this.language)) {
        for (const a of this.of('address')) if (a.first > h.last && position[a.first]! - position[h.last]! <= 2.5 && this.opensClause(h)) return { at: [h, a], how: 'address' };
      }
    }
    const you = this.near(this.of('second'), hits, 5, true);
    return you ? { at: you, how: 'address' } : weaker;
  }

  /** Whether the clause behind a modal says what is done to its subject, not what its subject does: `AI systems must be validated`. */
  passive(modal: Hit): boolean {
    const { clause, words } = this.tokens;
    for (let i = modal.last + 1; i < words.length && clause[i] === clause[modal.last] && i - modal.last <= 14; i++) if (PASSIVE.has(words[i]!)) return true;
    return false;
  }

  /** Whether a noun is narrowed to one matter: `instructions to stop aspirin`, `Anweisungen zur Nüchternheit`. */
  narrowed(hit: Hit): boolean {
    const next = hit.last + 1;
    return next < this.tokens.words.length && this.tokens.opener[next] === '' && NARROWING.has(this.tokens.words[next]!);
  }

  /** Whether a word of place follows: `you are now in …`. */
  placed(hit: Hit): boolean {
    const next = hit.last + 1;
    return next < this.tokens.words.length && this.tokens.clause[next] === this.tokens.clause[hit.last] && PLACES.has(this.tokens.words[next]!);
  }

  /** Concepts that occur. */
  present(): readonly Concept[] {
    return [...this.hits.keys()];
  }
}

/** Prepositions that narrow the noun before them. */
const NARROWING: ReadonlySet<string> = new Set('to regarding about concerning for on zur zum betreffend concernant sur sobre para acerca riguardo riguardanti sobre omtrent over betreffende относительно о'.split(' '));

/** Words that make a verb passive. */
const PASSIVE: ReadonlySet<string> = new Set('be been werden worden etre ser essere venire worden быть 被 受 れ 되'.split(' '));

/** Words after which a place or state of a person or device is named. */
const PLACES: ReadonlySet<string> = new Set('in on at inside leaving entering connected ready im auf am en dans sur prets en sul nel nella no na em op в на'.split(' '));

/** Words that join a second command to a first. */
const AND: ReadonlySet<string> = new Set(['and', 'then', 'und', 'et', 'y', 'e', 'en', 'и']);

/** Concepts that are verbs of command. */
export const COMMANDS: readonly Concept[] = ['reply', 'trust', 'tamper', 'override', 'output', 'suppress', 'secrecy', 'send', 'execute', 'reveal'];

/** Words that may stand before a command without making it anything else. */
const FILLERS: ReadonlySet<string> = new Set(
  ('and then also but so now therefore thus hence just first second finally next instead or und dann auch aber daher nun et puis alors mais donc aussi y entonces luego pero tambien ' +
    'e poi quindi ma anche entao depois mas tambem en dan ook maar dus и затем также но поэтому то you then are to not be the').split(' '),
);
