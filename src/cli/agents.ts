import { parseArgs } from 'node:util';
import type { AgentCard, CardAbility } from '../agents/card.ts';
import type { Place } from '../base/words.ts';
import { lineIndex } from '../base/lines.ts';
import { visible } from '../report/view.ts';
import { nodeEnvironment } from '../session/environment.ts';
import { nodeHost } from '../session/hostNode.ts';
import { loadProject } from '../session/project.ts';
import { Session } from '../session/session.ts';
import { settingsFor } from './lint.ts';
import { oneOf, usage } from './options.ts';
import { findTarget } from './root.ts';

interface Shown { readonly card: AgentCard; readonly breaks: readonly string[] }

/** Text of `dosimeter agents`: what each agent and server of tools reads, what it may do, and what breaks the policy. */
export async function agentReport(args: readonly string[]): Promise<string> {
  const OPTIONS = { format: { type: 'string', short: 'f' }, config: { type: 'string', short: 'c' }, jobs: { type: 'string', short: 'j' } } as const;
  const { values, positionals } = usage(OPTIONS, () => parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true }));
  const format = oneOf('--format', values.format, ['pretty', 'json']) ?? 'pretty';
  const target = await findTarget(positionals, values.config);
  const { policy, models } = await settingsFor(target.settingsFile);
  let cards: readonly AgentCard[] = [];
  const session = new Session({ policy, models, environment: nodeEnvironment({}), onlyRules: ['excessive-agency/*'], onAgents: (found) => { cards = found; } });
  await loadProject(await nodeHost(target.root), session, { paths: target.paths, include: policy.include, exclude: policy.exclude, artifacts: false, code: true });
  const { findings } = await session.analyze();
  const line = (place: Place): number => lineIndex(session.text(place.file) ?? '').at(place.start).line;
  const at = (place: Place): string => `${place.file}:${line(place)}`;
  const shown: Shown[] = cards.map((card) => {
    const places = [card.place, ...card.tools.map((t) => t.place)];
    return { card, breaks: findings.filter((x) => places.some((p) => p.file === x.place.file && p.start === x.place.start)).map((x) => `${at(x.place)} ${x.ruleId}: ${x.message}`) };
  });
  if (format === 'json') return `${JSON.stringify(shown.map(({ card, breaks }) => ({ ...located(card, line), breaks })), null, 2)}\n`;
  return shown.length === 0 ? 'No agents, model calls with tools or tool servers found.\n' : shown.map((x) => pretty(x, at)).join('\n');
}

/** Offsets become lines: what reads the output has no text to count in. */
function located(card: AgentCard, line: (place: Place) => number): object {
  const at = (place: Place): object => ({ file: place.file, line: line(place) });
  return {
    kind: card.kind, name: card.words, ...at(card.place), trust: card.trust, reads: card.reads.map(({ place, ...r }) => ({ ...r, ...at(place) })),
    tools: card.tools.map(({ place, can, ...t }) => ({ ...t, ...at(place), can: can.map(({ place: p, ...a }) => ({ ...a, ...(p ? { at: at(p) } : {}) })) })),
  };
}

function pretty({ card, breaks }: Shown, at: (place: Place) => string): string {
  const lines = [`${card.kind === 'agent' ? 'agent' : 'tool server'} ${at(card.place)} (${card.words})`];
  lines.push(`  takes in: ${card.kind === 'server' ? 'what any client asks for' : card.trust === 'untrusted' ? [...new Set(card.reads.map((r) => `${r.kind} (${r.what})`))].join(', ') : card.trust === 'user' ? 'what a person types' : 'nothing from outside'}`);
  if (card.tools.length === 0) lines.push('  tools: none known');
  for (const t of card.tools) lines.push(`  tool ${t.name} (${at(t.place)}): ${t.can.length ? [...new Set(t.can.map(words))].join(', ') : 'no effect found'}`);
  for (const b of breaks) lines.push(`  ! ${b}`);
  return `${lines.map(visible).join('\n')}\n`;
}
const words = (a: CardAbility): string => `${a.capability} by ${a.by}${a.gated ? ' after approval' : a.free ? ' (free target)' : ''}`;
