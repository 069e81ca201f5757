import type { Capability, Place, SourceKind } from '../base/words.ts';
import type { Engine } from '../dataflow/engine.ts';
import type { Label } from '../resolve/value.ts';
import type { Ability } from './capabilities.ts';
import { agentContexts, offeredTools } from './contexts.ts';

/** Something that an agent takes in. */
export interface CardReads { readonly kind: SourceKind; readonly what: string; readonly capacity: 'none' | 'low' | 'medium' | 'high'; readonly place: Place }

/** One ability of a tool. */
export interface CardAbility {
  readonly capability: Capability;
  /** The call or library tool that proves it. */
  readonly by: string;
  /** The model decides where it leads. */
  readonly free: boolean;
  /** A person can refuse it. */
  readonly gated: boolean;
  readonly place?: Place;
}
export interface CardTool { readonly name: string; readonly place: Place; readonly can: readonly CardAbility[] }

/** What one agent, one model call with tools or one server of tools reads and may do. */
export interface AgentCard {
  readonly kind: 'agent' | 'server';
  /** What makes it, in words: `openai.Completions.create`. */
  readonly words: string;
  readonly place: Place;
  readonly trust: 'untrusted' | 'user' | 'trusted';
  readonly reads: readonly CardReads[];
  readonly tools: readonly CardTool[];
}

const CAPACITY = ['none', 'low', 'medium', 'high'] as const;

/** Cards of all agents and servers, in the order of their places. */
export function agentCards(e: Engine): AgentCard[] {
  const cards: AgentCard[] = agentContexts(e).map((c) => ({
    kind: 'agent', words: c.words, place: c.place, trust: c.untrusted.length ? 'untrusted' : c.user ? 'user' : 'trusted',
    reads: c.untrusted.map(readsOf),
    tools: c.tools.filter((t) => t.abilities.length > 0 || t.item.name !== null).map((t) => ({ name: t.item.name ?? 'any tool of the program', place: t.item.place, can: abilities(t.abilities) })),
  }));
  const byFile = new Map<string, CardTool[]>();
  for (const t of offeredTools(e)) {
    const list = byFile.get(t.place.file);
    const tool = { name: t.name, place: t.place, can: abilities(t.abilities) };
    if (list) list.push(tool); else byFile.set(t.place.file, [tool]);
  }
  for (const [file, tools] of byFile) cards.push({ kind: 'server', words: 'MCP server', place: { file, start: Math.min(...tools.map((t) => t.place.start)), end: Math.min(...tools.map((t) => t.place.start)) }, trust: 'untrusted', reads: [], tools });
  return cards.sort((a, b) => a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : a.place.start - b.place.start);
}

const readsOf = (l: Label): CardReads => ({ kind: l.source.kind, what: l.element?.words ?? l.source.what, capacity: CAPACITY[l.capacity]!, place: l.source.place });

function abilities(list: readonly Ability[]): CardAbility[] {
  const out = new Map<string, CardAbility>();
  for (const a of list) {
    if (a.capability === 'delegate') continue;
    const key = `${a.capability}|${a.words}|${a.gated}`;
    const old = out.get(key);
    if (!old || (!old.free && a.free)) out.set(key, { capability: a.capability, by: a.words, free: a.free, gated: a.gated, ...(a.place ? { place: a.place } : {}) });
  }
  return [...out.values()];
}
