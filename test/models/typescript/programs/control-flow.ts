import pRetry from 'p-retry';
import PQueue from 'p-queue';
import pMap from 'p-map';
import pThrottle from 'p-throttle';
import pMemoize from 'p-memoize';
import Bottleneck from 'bottleneck';
import { Mutex } from 'async-mutex';
import { context, createContextKey } from '@opentelemetry/api';
import _ from 'lodash';
import { parseDicom } from 'dicom-parser';
import ollama from 'ollama';

const TITLE = createContextKey('title');
const commentsOf = (bytes: Uint8Array) => parseDicom(bytes).string('x00104000') ?? '';
const fixed = async (_text: string) => 'Hello';
const same = async (text: string) => text;
const summarise = (text: string) => ollama.generate({ model: 'llama3.2', prompt: text }); // <- untrusted-text-in-prompt
const greet = (text: string) => ollama.generate({ model: 'llama3.2', prompt: text });

export async function retried(bytes: Uint8Array) {
  const read = async () => commentsOf(bytes);
  await ollama.generate({ model: 'llama3.2', prompt: await pRetry(read, { retries: 3 }) }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: await pRetry(() => fixed(commentsOf(bytes)), { retries: 3 }) });
  const settings = { retries: 3, title: commentsOf(bytes) };
  await ollama.generate({ model: 'llama3.2', prompt: await pRetry(async () => 'Hello', settings) });
}

export async function queued(bytes: Uint8Array) {
  const queue = new PQueue({ concurrency: 1 });
  const one = await queue.add(async () => commentsOf(bytes));
  await ollama.generate({ model: 'llama3.2', prompt: one! }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: await queue.add(() => fixed(commentsOf(bytes))) });
  await ollama.generate({ model: 'llama3.2', prompt: await queue.add(async () => 'Hello', { id: commentsOf(bytes) }) });
  const all = await queue.addAll([async () => commentsOf(bytes), async () => 'Hello']);
  await ollama.generate({ model: 'llama3.2', prompt: all[0] }); // <- untrusted-text-in-prompt
  const none = await queue.addAll([() => fixed(commentsOf(bytes)), async () => 'Hello']);
  await ollama.generate({ model: 'llama3.2', prompt: none[0] });
}

export async function mapped(files: Uint8Array[]) {
  const texts = await pMap(files, async (bytes) => commentsOf(bytes), { concurrency: 2 });
  await ollama.generate({ model: 'llama3.2', prompt: texts[0] }); // <- untrusted-text-in-prompt
  const rest = await pMap(texts, fixed);
  await ollama.generate({ model: 'llama3.2', prompt: rest[0] });
}

export async function throttled(bytes: Uint8Array) {
  const slow = pThrottle({ limit: 1, interval: 1000 });
  const comments = commentsOf(bytes);
  await ollama.generate({ model: 'llama3.2', prompt: await slow(same)(comments) }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: await slow(fixed)(comments) });
  await ollama.generate({ model: 'llama3.2', prompt: await pMemoize(same)(comments) }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: await pMemoize(fixed)(comments) });
}

export async function limited(bytes: Uint8Array) {
  const limiter = new Bottleneck({ maxConcurrent: 1 });
  const comments = commentsOf(bytes);
  await ollama.generate({ model: 'llama3.2', prompt: await limiter.schedule(same, comments) }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: await limiter.schedule(fixed, comments) });
  await ollama.generate({ model: 'llama3.2', prompt: await limiter.wrap(same)(comments) }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: await limiter.wrap(fixed)(comments) });
}

export async function oneAtATime(bytes: Uint8Array) {
  const mutex = new Mutex();
  await ollama.generate({ model: 'llama3.2', prompt: await mutex.runExclusive(async () => commentsOf(bytes)) }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: await mutex.runExclusive(() => fixed(commentsOf(bytes))) });
  const priority: any = commentsOf(bytes);
  await ollama.generate({ model: 'llama3.2', prompt: await mutex.runExclusive(async () => 'Hello', priority) });
}

export async function observed(bytes: Uint8Array) {
  await ollama.generate({ model: 'llama3.2', prompt: context.with(context.active(), () => commentsOf(bytes)) }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: await context.with(context.active(), () => fixed(commentsOf(bytes))) });
  const noted = context.active().setValue(TITLE, commentsOf(bytes));
  await ollama.generate({ model: 'llama3.2', prompt: context.with(noted, () => 'Hello') });
}

export async function collections(files: Uint8Array[]) {
  await _.once(summarise)(commentsOf(files[0]));
  await _.debounce(greet, 100)('Hello');
  const texts = _.map(files, (bytes) => commentsOf(bytes));
  await ollama.generate({ model: 'llama3.2', prompt: texts[0] }); // <- untrusted-text-in-prompt
  const rows = _.map(texts, () => 'Hello');
  await ollama.generate({ model: 'llama3.2', prompt: rows[0] });
  _.forEach(texts, (text) => { ollama.generate({ model: 'llama3.2', prompt: text }); }); // <- untrusted-text-in-prompt
  _.forEach(texts, (_text, i) => { ollama.generate({ model: 'llama3.2', prompt: `Row ${i}` }); });
  _.forEach(rows, (text) => { ollama.generate({ model: 'llama3.2', prompt: text }); });
  await ollama.generate({ model: 'llama3.2', prompt: `Texts: ${_.size(texts)}` });
  await ollama.generate({ model: 'llama3.2', prompt: `Texts: ${_.last(texts)}` }); // <- untrusted-text-in-prompt
}
