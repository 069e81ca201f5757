import { LANGUAGES, matchConcepts, type Hit } from './matcher.ts';
import type { Concept } from './lexicon/concepts.ts';
import { tokenize, type Tokens } from './tokens.ts';

/** One reason why a text looks like a message to a model, with what it adds to the score. */
export interface Evidence {
  readonly rule: string;
  /** The reason in words, for the finding. */
  readonly message: string;
  readonly weight: number;
  /** Tokens that show it. */
  readonly first: number;
  readonly last: number;
}

/** What the evidence of one stretch of text comes to. */
export interface Weighed {
  readonly score: number;
  readonly language: string;
  readonly evidence: readonly Evidence[];
  readonly first: number;
  readonly last: number;
}

/** Sentences that are read together: a condition, a command and its secrecy clause often take three. */
const SENTENCES_TOGETHER = 3;

/** At most this many concept hits of one kind in one stretch; more are noise and cost quadratic time. */
const MAX_HITS = 40;

/** Concepts of which one must occur for a language to be looked at. */
const ANCHORS: ReadonlySet<Concept> = new Set<Concept>(['agent', 'machine', 'override', 'sysprompt', 'suppress', 'secrecy', 'role', 'authority', 'task', 'output', 'send', 'execute', 'reveal', 'product']);

/** Languages in which the verb of a command stands at the end of its clause. */
const VERB_LAST = new Set(['ja', 'ko', 'de', 'nl', 'zh']);

/** Weighs a folded text in every language and gives the strongest stretch. */
export function weigh(text: string): Weighed | undefined {
  const tokens = tokenize(text);
  if (tokens.words.length < 2) return undefined;
  const byLanguage = matchConcepts(tokens, text);
  let best: Weighed | undefined;
  for (let index = 0; index < LANGUAGES.length; index++) {
    const hits = byLanguage[index]!;
    if (hits.length < 2 || !hits.some((h) => ANCHORS.has(h.concept))) continue;
    const weighed = weighLanguage(tokens, hits, LANGUAGES[index]!);
    if (weighed && (!best || weighed.score > best.score)) best = weighed;
  }
  return best;
}

function weighLanguage(tokens: Tokens, hits: readonly Hit[], language: string): Weighed | undefined {
  const bySentence = new Map<number, Hit[]>();
  for (const hit of hits) {
    const s = tokens.sentence[hit.first]!;
    // A phrase does not run over the end of a sentence.
    if (tokens.sentence[hit.last] !== s) continue;
    let list = bySentence.get(s);
    if (!list) bySentence.set(s, (list = []));
    list.push(hit);
  }
  const perSentence = new Map<number, Evidence[]>();
  for (const [s, list] of bySentence) {
    const found = [...new Stretch(tokens, list, language).evidence()];
    if (found.length > 0) perSentence.set(s, found);
  }
  let best: Weighed | undefined;
  for (const start of perSentence.keys()) {
    const strongest = new Map<string, Evidence>();
    for (let s = start; s < start + SENTENCES_TOGETHER; s++) {
      for (const e of perSentence.get(s) ?? []) {
        const known = strongest.get(e.rule);
        if (!known || Math.abs(e.weight) > Math.abs(known.weight)) strongest.set(e.rule, e);
      }
    }
    const evidence = [...strongest.values()];
    const score = evidence.reduce((sum, e) => sum + e.weight, 0);
    if (!best || score > best.score) {
      const shown = evidence.filter((e) => e.weight > 0);
      if (shown.length === 0) continue;
      best = { score, language, evidence, first: Math.min(...shown.map((e) => e.first)), last: Math.max(...shown.map((e) => e.last)) };
    }
  }
  return best;
}

/** The hits of one sentence and the questions the rules ask of them. */
class Stretch {
  private readonly tokens: Tokens;
  private readonly language: string;
  private readonly hits = new Map<Concept, Hit[]>();
  private readonly found: Evidence[] = [];

  constructor(tokens: Tokens, hits: readonly Hit[], language: string) {
    this.tokens = tokens;
    this.language = language;
    for (const hit of hits) {
      let list = this.hits.get(hit.concept);
      if (!list) this.hits.set(hit.concept, (list = []));
      if (list.length < MAX_HITS) list.push(hit);
    }
  }

  private of(concept: Concept): readonly Hit[] {
    return this.hits.get(concept) ?? [];
  }

  /** Reading distance between two hits; negative where they overlap. */
  private gap(a: Hit, b: Hit): number {
    const { position } = this.tokens;
    return a.last < b.first ? position[b.first]! - position[a.last]! : b.last < a.first ? position[a.first]! - position[b.last]! : -1;
  }

  /** The closest pair of hits within `within`, in either order unless `ordered`. */
  private near(as: readonly Hit[], bs: readonly Hit[], within: number, ordered = false): [Hit, Hit] | undefined {
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

  private add(rule: string, message: string, weight: number, ...at: readonly Hit[]): void {
    this.found.push({ rule, message, weight, first: Math.min(...at.map((h) => h.first)), last: Math.max(...at.map((h) => h.last)) });
  }

  /** Whether only words of mood, address or condition stand between the start of the clause and the hit. */
  private opensClause(hit: Hit): boolean {
    const { clause, opener } = this.tokens;
    for (let i = hit.first; ; i--) {
      if (opener[i] !== '' || i === 0 || clause[i - 1] !== clause[i]) return true;
      if (AND.has(this.tokens.words[i - 1]!) && this.beginsWithCommand(i - 1)) return true;
      if (hit.first - i >= 4) return false;
      if (!this.isFiller(i - 1)) return false;
    }
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
  private commands(hit: Hit): boolean {
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

  private commanded(concept: Concept): readonly Hit[] {
    return this.of(concept).filter((h) => this.commands(h));
  }

  /** Whether a hit is spoken to: `note to the assistant`, `Assistant:`, `AI readers must`, `as a language model`. */
  private addressed(hits: readonly Hit[]): { readonly at: [Hit, Hit]; readonly how: 'address' | 'vocative' | 'modal' } | undefined {
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

  evidence(): readonly Evidence[] {
    this.addressee();
    this.overriding();
    this.dictating();
    this.silencing();
    this.acting();
    this.roles();
    if (this.found.some((e) => e.weight > 0)) this.forPeople();
    return this.found;
  }

  private addressee(): void {
    const agents = this.of('agent');
    const machines = this.of('machine');
    if (agents.length > 0) this.add('agent', 'names a language model or AI assistant', 1.4, agents[0]!);
    const spoken = this.addressed(agents);
    if (spoken) this.add('addressed', 'speaks to a model', ADDRESSED[spoken.how], ...spoken.at);
    else {
      const weak = this.addressed(machines);
      if (weak) this.add('addressed', 'speaks to an automated reader', ADDRESSED[weak.how] - 0.3, ...weak.at);
      else if (machines.length > 0 && agents.length === 0) this.add('agent', 'names an automated reader', 0.4, machines[0]!);
    }
    const when = this.near(this.of('when'), this.of('task'), 4, true);
    if (when) this.add('occasion', 'names the moment at which a model would act', 1.5, ...when);
    const self = this.of('self');
    if (self.length > 0) this.add('self', 'speaks of itself as an instruction or message', 0.7, self[0]!);
    const authority = this.of('authority');
    if (authority.length > 0) this.add('authority', 'claims authority over earlier instructions', 2, authority[0]!);
  }

  private overriding(): void {
    const seen = this.near(this.commanded('override'), this.of('finding'), 5);
    if (seen) this.add('override-finding', 'tells the reader to ignore what it sees', 0.9, ...seen);
    const pair = this.near(this.of('override'), this.of('instruction'), 7);
    if (pair) {
      const prior = this.of('prior').find((p) => this.gap(p, pair[1]) <= 5);
      const care = this.near([pair[1]], this.of('care'), 6);
      const mood = this.commands(pair[0]) ? 0 : -1;
      this.add('override', 'tells the reader to set its instructions aside', (care ? 0.5 : 3) + (prior ? 1.5 : 0) + mood, ...pair);
    }
    const system = this.of('sysprompt');
    if (system.length > 0) {
      this.add('system-prompt', 'speaks of the system prompt', 1.8, system[0]!);
      const verb = this.near(this.of('reveal'), system, 6) ?? this.near(this.of('override'), system, 6) ?? this.near(this.of('output'), system, 6);
      if (verb) this.add('reveal', 'asks for or sets aside the system prompt', 2.2, ...verb);
    }
    const asked = this.near(this.commanded('reveal'), this.of('secret'), 6);
    if (asked) this.add('reveal', 'asks for private data', 2.2, ...asked);
  }

  private dictating(): void {
    const said = this.near(this.commanded('output'), this.of('claim'), 9);
    if (said) this.add('dictated-claim', 'dictates a clinical statement', 1.5, ...said);
    const product = this.of('product');
    const governed = this.near(product, this.of('modal'), 5);
    if (governed) {
      const silence = this.of('suppress').filter((h) => this.gap(h, governed[1]) >= 0);
      const content = this.near(governed, this.of('claim'), 12) ?? this.near(governed, silence, 8);
      if (content) this.add('dictated-product', 'dictates what the summary or report says', 1.7, ...governed, ...content);
    }
    if (said ?? governed) {
      const where = said && this.near(said, product, 8);
      if (where && !governed) this.add('dictated-product', 'dictates what goes into the summary or report', 0.8, ...where);
    }
    const yours = this.of('yours');
    if (yours.length > 0) {
      const command = this.near([...this.commanded('output'), ...this.commanded('execute'), ...this.commanded('send'), ...this.of('when')], yours, 9);
      this.add('your-answer', 'tells the reader what its answer is to be', command ? 2.6 : 0.8, ...(command ?? [yours[0]!]));
    }
    const chat = this.near([...this.commanded('output'), ...this.commanded('reveal'), ...this.of('task').filter((h) => this.commands(h))], this.of('chat'), 7);
    if (chat) this.add('chat-task', 'sets a task that has nothing to do with the patient', 2.4, ...chat);
    const anyway = this.of('regardless');
    if (anyway.length > 0) {
      const against = this.near(anyway, [...this.of('finding'), ...this.of('claim')], 6);
      this.add('regardless', 'asks for it whatever the images show', against ? 1.2 : 0.5, ...(against ?? [anyway[0]!]));
    }
  }

  private silencing(): void {
    const verbs = this.of('suppress').filter((h) => h.last > h.first || this.commands(h));
    const phrases = verbs.filter((h) => h.last > h.first);
    const finding = this.near(phrases, this.of('finding'), 9) ?? this.near(verbs.filter((h) => h.last === h.first), this.of('finding'), 9);
    if (finding) this.add('silenced-finding', 'asks for a finding to be left out', phrases.includes(finding[0]) ? 1.8 : 1, ...finding);
    const product = this.near(verbs, this.of('product'), 9);
    if (product) this.add('silenced-product', 'asks for something to be left out of the summary or report', 1.2, ...product);
    const own = this.near(verbs, this.of('self'), 6);
    if (own) this.add('secrecy', 'asks not to be mentioned', 2.2, ...own);
    const from = this.near(verbs, this.of('human'), 7);
    if (from && finding) this.add('secrecy', 'asks for something to be kept from a person', 1.2, ...from);
    const hush = this.of('secrecy');
    if (hush.length > 0) {
      const whom = this.near(hush, [...this.of('human'), ...this.of('self')], 6);
      this.add('secrecy', 'asks for secrecy', whom ? 2.6 : 1.6, ...(whom ?? [hush[0]!]));
    }
  }

  private acting(): void {
    const secrets = this.of('secret');
    const sent = this.near(this.commanded('send'), secrets, 9);
    if (sent) this.add('exfiltration', 'asks for private data to be sent', 2.2, ...sent);
    const target = this.near([...this.commanded('send'), ...this.commanded('execute')], this.of('link'), 12);
    if (target) this.add('outside-target', 'names an outside address to send to or fetch from', sent ? 1.4 : 1.6, ...target);
    const run = this.near(this.commanded('execute'), [...this.of('tool'), ...secrets], 6);
    if (run) {
      this.add('action', 'asks for a tool to be used or data to be changed', 1.7, ...run);
      const named = this.near(run, this.of('identifier'), 4);
      if (named) this.add('named-tool', 'names a function to be called', 1.5, ...named);
    }
  }

  private roles(): void {
    const role = this.of('role');
    if (role.length === 0) return;
    const strong = role.find((r) => this.near([r], [...this.of('agent'), ...this.of('machine'), ...this.of('instruction'), ...this.of('second')], 8));
    this.add('role', 'gives the reader a new role', strong ? 3 : 2.2, strong ?? role[0]!);
    if (!strong && [...this.commanded('output'), ...this.commanded('override')].length > 0) this.add('role-command', 'commands in that role', 0.9, role[0]!);
  }

  /** Words that show a person is meant take weight away, unless a model is named too. */
  private forPeople(): void {
    if (this.of('agent').length > 0 || this.found.some((e) => e.rule === 'addressed')) return;
    const people = this.near(this.of('human'), this.of('modal'), 5, true);
    if (people) this.add('people', 'speaks to a person', -1, ...people);
    const care = this.of('care');
    if (care.length > 0) this.add('care', 'speaks of a person’s care', -0.5, care[0]!);
  }
}

/** Weight of the ways to speak to a model: rules about AI systems use modals too. */
const ADDRESSED = { address: 1.6, vocative: 1.4, modal: 1.1 } as const;

/** Words that join a second command to a first. */
const AND: ReadonlySet<string> = new Set(['and', 'then', 'und', 'et', 'y', 'e', 'en', 'и']);

/** Concepts that are verbs of command. */
const COMMANDS: readonly Concept[] = ['override', 'output', 'suppress', 'secrecy', 'send', 'execute', 'reveal'];

/** Words that may stand before a command without making it anything else. */
const FILLERS: ReadonlySet<string> = new Set(
  ('and then also but so now therefore thus hence just first second finally next instead or und dann auch aber daher nun et puis alors mais donc aussi y entonces luego pero tambien ' +
    'e poi quindi ma anche entao depois mas tambem en dan ook maar dus и затем также но поэтому то you then are to not be the').split(' '),
);
