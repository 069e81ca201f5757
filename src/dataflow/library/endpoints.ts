import type { HeapObj } from '../../resolve/heap.ts';
import { someStrings, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import type { Engine } from '../engine.ts';

/** URLs that only a model answers: the chat and completion paths of the common interfaces, and the hosts of providers. */
const MODEL_URL = /\/chat\/completions\b|\/v1\/(messages|completions|responses|complete)\b|\/api\/(generate|chat)\b|:generateContent|:streamGenerateContent|:predict\b|\/openai\/deployments\/|\/invoke-with-response-stream|\/model\/[^/]+\/(invoke|converse)|\/generate(_stream)?$|\/completion$|\/api\/v1\/(chat|generate)\b|api\.(openai|anthropic|mistral|groq|together|deepseek|cohere|perplexity|x)\.(com|ai|xyz)|generativelanguage\.googleapis|openrouter\.ai|api-inference\.huggingface|\.openai\.azure\.com|bedrock-runtime|:11434\b/i;
export const isModelUrl = (url: string): boolean => MODEL_URL.test(url);

/** Key of an object that stands for an address, under which its text stands. */
export const HREF = '\u0001href';
/** Addresses that a value may be, as far as they are constant: text, or an object made of text. */
export const addressesIn = (v: Value): readonly string[] => [...someStrings(v), ...v.tokens.flatMap((t) => { const href = t.t === 'obj' ? t.obj.cells.get(HREF) : undefined; return href ? someStrings(href.value) : []; })];

/** `local` when every URL that it can be is trusted with identifying data: the policy counts loopback in. A path below a base says nothing of where. */
export function endpointOf(e: Engine, urls: readonly string[]): 'hosted' | 'local' {
  const bases = urls.filter((u) => !/^\/(?!\/)/.test(u));
  return (bases.length > 0 ? bases : urls).every((u) => e.trusts(u)) ? 'local' : 'hosted';
}

/** Where the models run that a call is given, as arguments or as fields of one; null where it is given none. */
export function givenEndpoint(site: CallSite): 'hosted' | 'local' | null {
  const notes: ('hosted' | 'local')[] = [];
  const note = (v: Value): HeapObj[] => v.tokens.flatMap((t) => { if (t.t !== 'obj') return []; if (t.obj.note?.endpoint) notes.push(t.obj.note.endpoint); return [t.obj]; });
  for (const a of site.args) for (const o of note(a.value)) if (o.kind === 'object') for (const c of o.cells.values()) note(c.value);
  return notes.includes('hosted') ? 'hosted' : notes[0] ?? null;
}
