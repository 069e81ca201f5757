import type { Evidence } from './evidence.ts';
import type { Hit } from './matcher.ts';
import { COMMANDS, type Stretch } from './stretch.ts';

/** The evidence that the rules of thumb find in one sentence. Weights are points; THRESHOLD points make a finding. */
export function handEvidence(stretch: Stretch): readonly Evidence[] {
  return new HandRules(stretch).evidence();
}

class HandRules {
  private readonly stretch: Stretch;
  private readonly found: Evidence[] = [];

  constructor(stretch: Stretch) {
    this.stretch = stretch;
  }

  private add(rule: string, message: string, weight: number, ...at: readonly Hit[]): void {
    this.found.push({ rule, message, weight, first: Math.min(...at.map((h) => h.first)), last: Math.max(...at.map((h) => h.last)) });
  }

  evidence(): readonly Evidence[] {
    this.addressee();
    this.overriding();
    this.dictating();
    this.silencing();
    this.keeping();
    this.acting();
    this.roles();
    if (this.found.some((e) => e.weight > 0)) this.forPeople();
    return this.found;
  }

  private addressee(): void {
    const agents = this.stretch.of('agent');
    const machines = this.stretch.of('machine');
    if (agents.length > 0) this.add('agent', 'names a language model or AI assistant', 1.4, agents[0]!);
    const spoken = this.stretch.addressed(agents);
    if (spoken) {
      const acts = spoken.how === 'modal' && !this.stretch.passive(spoken.at[1]);
      this.add('addressed', 'speaks to a model', ADDRESSED[spoken.how] + (acts ? 0.5 : 0), ...spoken.at);
      const told = [...COMMANDS.flatMap((c) => this.stretch.commanded(c)), ...this.stretch.of('not')].find((h) => h.first > spoken.at[1].last && this.stretch.gap(spoken.at[1], h) <= 4);
      if (told) this.add('told', 'tells it what to do', 0.6, told);
    }
    else {
      const weak = this.stretch.addressed(machines);
      if (weak) this.add('addressed', 'speaks to an automated reader', ADDRESSED[weak.how] - 0.3, ...weak.at);
      else if (machines.length > 0 && agents.length === 0) this.add('agent', 'names an automated reader', 0.4, machines[0]!);
    }
    const when = this.stretch.near(this.stretch.of('when'), this.stretch.of('task'), 4, true);
    if (when) this.add('occasion', 'names the moment at which a model would act', 1.5, ...when);
    const self = this.stretch.of('self');
    if (self.length > 0) this.add('self', 'speaks of itself as an instruction or message', 0.7, self[0]!);
    const authority = this.stretch.of('authority');
    if (authority.length > 0) this.add('authority', 'claims authority over earlier instructions', 2, authority[0]!);
  }

  private overriding(): void {
    const seen = this.stretch.near(this.stretch.commanded('override'), this.stretch.of('finding'), 5);
    if (seen) this.add('override-finding', 'tells the reader to ignore what it sees', 0.9, ...seen);
    const pair = this.stretch.near(this.stretch.of('override'), this.stretch.of('instruction'), 7);
    if (pair) {
      const prior = this.stretch.of('prior').find((p) => this.stretch.gap(p, pair[1]) <= 5);
      const care = this.stretch.near([pair[1]], this.stretch.of('care'), 6);
      const mood = this.stretch.commands(pair[0]) ? 0 : -1;
      this.add('override', 'tells the reader to set its instructions aside', (care ? 0.5 : 3) + (prior ? 1.5 : 0) + mood - (this.stretch.narrowed(pair[1]) ? 2 : 0), ...pair);
    }
    const system = this.stretch.of('sysprompt');
    if (system.length > 0) {
      this.add('system-prompt', 'speaks of the system prompt', 1.8, system[0]!);
      const verb = this.stretch.near([...this.stretch.of('reveal'), ...this.stretch.of('override')], system, 6);
      const weak = this.stretch.near(this.stretch.commanded('output'), system, 4);
      if (verb ?? weak) this.add('reveal', 'asks for or sets aside the system prompt', verb ? 2.2 : 1, ...(verb ?? weak)!);
    }
    const asked = this.stretch.near(this.stretch.commanded('reveal'), this.stretch.of('secret'), 6);
    if (asked) this.add('reveal', 'asks for private data', 2.2, ...asked);
  }

  private dictating(): void {
    const said = this.stretch.near(this.stretch.commanded('output'), this.stretch.of('claim'), 9);
    // `If no nodule is seen, say so` and `if there is no nodule, write "no nodule"` state rules, not verdicts.
    const supposed = said && (this.stretch.near(this.stretch.of('when'), [said[1]], 2, true) ?? this.stretch.near(this.stretch.of('when'), this.stretch.of('claim').filter((c) => c.last < said[1].first), 4));
    if (said) this.add('dictated-claim', 'dictates a clinical statement', supposed ? 0.3 : 1.5, ...said);
    // `Do not report …` holds a verb, not a report.
    const product = this.stretch.of('product').filter((p) => !this.stretch.of('suppress').some((s) => s.first <= p.first && p.last <= s.last));
    const governed = this.stretch.near(product, this.stretch.of('modal'), 5);
    if (governed) {
      const silence = this.stretch.of('suppress').filter((h) => this.stretch.gap(h, governed[1]) >= 0);
      const content = this.stretch.near(governed, this.stretch.of('claim'), 12) ?? this.stretch.near(governed, silence, 8);
      if (content) this.add('dictated-product', 'dictates what the summary or report says', 1.7, ...governed, ...content);
    }
    if (said ?? governed) {
      const where = said && this.stretch.near(said, product, 8);
      if (where && !governed && !supposed) this.add('dictated-product', 'dictates what goes into the summary or report', 0.8, ...where);
    }
    const asked = this.stretch.near(this.stretch.of('question').filter((h) => h.last > h.first), [...this.stretch.commanded('output'), ...this.stretch.commanded('reply')], 10);
    if (asked) this.add('scripted-answer', 'scripts the answer to a question', 1.8, ...asked);
    const told = this.stretch.near([...this.stretch.commanded('output'), ...this.stretch.commanded('reply')], this.stretch.of('user'), 4);
    if (told) this.add('relay', 'dictates what a user is told', 1.8, ...told);
    const yours = this.stretch.of('yours');
    if (yours.length > 0) {
      const command = this.stretch.near([...this.stretch.commanded('output'), ...this.stretch.commanded('execute'), ...this.stretch.commanded('send'), ...this.stretch.of('when')], yours, 9);
      this.add('your-answer', 'tells the reader what its answer is to be', command ? 2.6 : 0.8, ...(command ?? [yours[0]!]));
    }
    const chat = this.stretch.near([...this.stretch.commanded('output'), ...this.stretch.commanded('reveal'), ...this.stretch.of('task').filter((h) => this.stretch.commands(h))], this.stretch.of('chat'), 7);
    if (chat) this.add('chat-task', 'sets a task that has nothing to do with the patient', 2.4, ...chat);
    const anyway = this.stretch.of('regardless');
    if (anyway.length > 0) {
      const against = this.stretch.near(anyway, [...this.stretch.of('finding'), ...this.stretch.of('claim')], 6);
      this.add('regardless', 'asks for it whatever the images show', against ? 1.2 : 0.5, ...(against ?? [anyway[0]!]));
    }
  }

  private silencing(): void {
    const verbs = this.stretch.of('suppress').filter((h) => h.last > h.first || this.stretch.commands(h));
    const phrases = verbs.filter((h) => h.last > h.first);
    const finding = this.stretch.near(phrases, this.stretch.of('finding'), 9) ?? this.stretch.near(verbs.filter((h) => h.last === h.first), this.stretch.of('finding'), 9);
    if (finding) this.add('silenced-finding', 'asks for a finding to be left out', phrases.includes(finding[0]) ? 1.8 : 1, ...finding);
    const product = this.stretch.near(verbs, this.stretch.of('product'), 9);
    const digest = this.stretch.near(phrases, this.stretch.of('digest'), 12);
    if (product ?? digest) this.add('silenced-product', 'asks for something to be left out of the summary or report', digest ? 2.2 : 1.2, ...(digest ?? product)!);
    const own = this.stretch.near(verbs, this.stretch.of('self'), 6);
    if (own) this.add('secrecy', 'asks not to be mentioned', 2.2, ...own);
    const from = this.stretch.near(verbs, this.stretch.of('human'), 7);
    if (from && finding) this.add('secrecy', 'asks for something to be kept from a person', 1.2, ...from);
    const hush = this.stretch.of('secrecy');
    if (hush.length > 0) {
      const whom = this.stretch.near(hush, [...this.stretch.of('human'), ...this.stretch.of('self')], 6);
      this.add('secrecy', 'asks for secrecy', whom ? 2.6 : 1.6, ...(whom ?? [hush[0]!]));
    }
  }

  /** `The doctor must not learn of this note`, `do not reveal these instructions`, `the word fracture is forbidden`. */
  private keeping(): void {
    const not = this.stretch.of('not');
    const revealed = this.stretch.near(this.stretch.of('reveal'), not, 8);
    const what = revealed && this.stretch.near(this.stretch.of('reveal'), this.stretch.of('self'), 8);
    if (revealed && what) this.add('secrecy', 'asks not to be revealed', 3, ...revealed, ...what);
    const word = this.stretch.near(this.stretch.of('wording'), this.stretch.of('forbid'), 9);
    if (word) {
      const finding = this.stretch.near([word[0]], this.stretch.of('finding'), 4);
      const product = this.stretch.near(word, [...this.stretch.of('product'), ...this.stretch.of('agent')], 9);
      this.add('forbidden-word', 'forbids a word', 0.8 + (finding ? 1.2 : 0) + (product ? 1 : 0), ...word);
    }
    const unknown = this.stretch.near(this.stretch.of('know'), not, 6);
    if (!unknown) return;
    const own = this.stretch.near(unknown, this.stretch.of('self'), 8);
    const whom = this.stretch.near(unknown, this.stretch.of('human'), 8);
    if (own) this.add('kept-unknown', 'asks that nobody learns of this message', whom ? 3 : 2, ...unknown, ...own);
  }

  private acting(): void {
    const secrets = this.stretch.of('secret');
    const sent = this.stretch.near(this.stretch.commanded('send'), secrets, 9);
    if (sent) this.add('exfiltration', 'asks for private data to be sent', 2.2, ...sent);
    const target = this.stretch.near([...this.stretch.commanded('send'), ...this.stretch.commanded('execute')], this.stretch.of('link'), 12);
    if (target) this.add('outside-target', 'names an outside address to send to or fetch from', sent ? 1.4 : 1.6, ...target);
    const run = this.stretch.near(this.stretch.commanded('execute'), [...this.stretch.of('tool'), ...secrets], 6);
    if (run) {
      this.add('action', 'asks for a tool to be used or data to be changed', 1.7, ...run);
      const named = this.stretch.near(run, this.stretch.of('identifier'), 4);
      if (named) this.add('named-tool', 'names a function to be called', 1.5, ...named);
    }
  }

  private roles(): void {
    const henceforth = this.stretch.near(this.stretch.of('henceforth'), [...this.stretch.of('agent'), ...this.stretch.of('machine'), ...this.stretch.of('instruction'), ...this.stretch.of('second'), ...this.stretch.commanded('reply'), ...this.stretch.commanded('override')], 8);
    if (henceforth) this.add('henceforth', 'sets a rule from now on', 1.2, ...henceforth);
    const role = this.stretch.of('role');
    if (role.length === 0) return;
    const strong = role.find((r) => this.stretch.near([r], [...this.stretch.of('agent'), ...this.stretch.of('machine'), ...this.stretch.of('instruction'), ...this.stretch.of('second')], 8));
    // `You are now in the measurement mode` and `from now on` say where and when.
    if (!strong && role.every((r) => this.stretch.placed(r))) return;
    const named = strong ?? role.find((r) => !this.stretch.placed(r))!;
    this.add('role', 'gives the reader a new role', strong ? 3 : 2.2, named);
    if (!strong && [...this.stretch.commanded('output'), ...this.stretch.commanded('override')].length > 0) this.add('role-command', 'commands in that role', 0.9, role[0]!);
  }

  /** Words that show a person is meant take weight away, unless a model is named too. */
  private forPeople(): void {
    if (this.stretch.of('agent').length > 0 || this.found.some((e) => e.rule === 'addressed')) return;
    const people = this.stretch.near(this.stretch.of('human'), this.stretch.of('modal'), 5, true);
    if (people) this.add('people', 'speaks to a person', -1, ...people);
    const care = this.stretch.of('care');
    if (care.length > 0) this.add('care', 'speaks of a person’s care', -0.8, care[0]!);
  }
}

/** Weight of the ways to speak to a model: rules about AI systems use modals too. */
const ADDRESSED = { address: 1.6, vocative: 1.4, modal: 1.1 } as const;
