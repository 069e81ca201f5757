import type { Place } from '../../base/words.ts';
import { IterKind } from '../../ir/ir.ts';
import { LENGTH, REST, type HeapObj } from '../../resolve/heap.ts';
import { NOTHING, UNKNOWN, isNothing, join, ofToken, type Value } from '../../resolve/value.ts';
import type { CallSite } from '../calls/arguments.ts';
import { readField, touch } from '../objects/fields.ts';
import { iterate } from '../code/exec.ts';
import type { Engine } from '../engine.ts';
import type { Frame } from '../frame.ts';
import { listOf, tupleOf } from './builtins.ts';
import { ALL, after, listen, nameOf, positional, send, together } from './channels.ts';
import type { Intrinsic } from './intrinsics.ts';

/**
 * Message brokers: what one part of a program publishes under a topic is what another part of it receives there. What other programs
 * publish is not known here.
 */

/** Cell of a consumer that holds what it subscribed to. */
const TOPICS = '\u0001topics';

const given = (s: CallSite, name: string, at: number): Value => s.args.find((a) => a.name === name)?.value ?? positional(s)[at] ?? UNKNOWN;
const field = (e: Engine, f: Frame, v: Value, key: string, s: CallSite): Value => readField(e, f, v, key, s.place, false);
const each = (e: Engine, f: Frame, v: Value, s: CallSite): Value => iterate(e, f, v, IterKind.values, s.place);

/** An object with these fields. */
function objectOf(e: Engine, fields: Readonly<Record<string, Value>>, place: Place): Value {
  const o = e.heap.alloc('object', place);
  for (const [k, v] of Object.entries(fields)) e.heap.fill(o, k, v, place);
  return ofToken(o.token);
}
function publish(e: Engine, f: Frame, broker: string, topic: Value, values: readonly Value[], s: CallSite): void {
  const hub = e.channel(broker);
  for (const name of [nameOf(topic), ALL]) send(e, f, hub, name, values, s);
}
/** What was published under a topic so far; who reads it does so again when more comes. */
function received(e: Engine, f: Frame, broker: string, topic: string, at = 0): Value {
  const hub = e.channel(broker);
  touch(f, hub, `sent ${topic}`);
  const sent = hub.cells.get(`sent ${topic}`)?.value;
  return (sent && together(sent)[at]) ?? UNKNOWN;
}
const hear = (e: Engine, f: Frame, broker: string, topic: string, handler: Value, s: CallSite, before = 0): void => { listen(e, f, e.channel(broker), topic, after(e, handler, before), s); };

/** An object of a library that keeps what it subscribed to. */
const consumer = (api: string): Intrinsic => (e, f, s) => {
  const o = e.heap.alloc('data', s.place);
  o.api = f.mod.trie.at(api) ?? null;
  const [first] = positional(s);
  if (first) e.heap.fill(o, TOPICS, first, s.place);
  return ofToken(o.token);
};
function subscribed(e: Engine, o: HeapObj | null, topics: Value, s: CallSite): void {
  if (o) e.heap.write(o, TOPICS, join(o.cells.get(TOPICS)?.value ?? NOTHING, topics), s.place);
}
const topicsOf = (e: Engine, f: Frame, s: CallSite): string => {
  const v = s.recv?.cells.get(TOPICS)?.value ?? UNKNOWN;
  const name = nameOf(v);
  return name === '*' ? nameOf(each(e, f, v, s)) : name;
};

/** kafkajs: `producer.send({ topic, messages: [{ value }] })`; handlers are given the message, or a batch of them, in an object. */
const kafkaSend: Intrinsic = (e, f, s) => {
  const [batch] = positional(s);
  if (!batch) return UNKNOWN;
  const many = field(e, f, batch, 'topicMessages', s);
  const one = many === UNKNOWN ? batch : each(e, f, many, s);
  const message = each(e, f, field(e, f, one, 'messages', s), s);
  const messages = listOf(e, message, s.place);
  publish(e, f, 'kafka', field(e, f, one, 'topic', s), [objectOf(e, { message, batch: objectOf(e, { messages }, s.place) }, s.place)], s);
  return UNKNOWN;
};
const kafkaSubscribe: Intrinsic = (e, f, s) => {
  const [options] = positional(s);
  if (options) { const one = field(e, f, options, 'topic', s); subscribed(e, s.recv, one === UNKNOWN ? each(e, f, field(e, f, options, 'topics', s), s) : one, s); }
  return UNKNOWN;
};
const kafkaRun: Intrinsic = (e, f, s) => {
  const [options] = positional(s);
  if (options) for (const key of ['eachMessage', 'eachBatch']) hear(e, f, 'kafka', topicsOf(e, f, s), field(e, f, options, key, s), s);
  return UNKNOWN;
};

/** A call that publishes its payload under a topic; `wrap`: what a handler is given. */
const publishes = (broker: string, topic: readonly [string, number], payload: readonly [string, number], wrap: (e: Engine, v: Value, s: CallSite) => Value = (_e, v) => v): Intrinsic => (e, f, s) => {
  publish(e, f, broker, given(s, ...topic), [wrap(e, given(s, ...payload), s)], s);
  return UNKNOWN;
};
/** A call that registers a handler for the topic that an argument names. */
const handles = (broker: string, topic: readonly [string, number], handler: readonly [string, number], before = 0): Intrinsic => (e, f, s) => {
  hear(e, f, broker, nameOf(given(s, ...topic)), given(s, ...handler), s, before);
  return UNKNOWN;
};
/** `client.on('message', (topic, payload) => …)`: all topics. */
const onMessage = (broker: string): Intrinsic => (e, f, s) => {
  const [event, handler] = positional(s);
  const name = nameOf(event);
  if (handler && /^p?message(Buffer)?$/i.test(name)) hear(e, f, broker, ALL, handler, s, name.startsWith('p') ? 2 : 1);
  return s.recv ? ofToken(s.recv.token) : UNKNOWN;
};
/** A call that gives a sequence of what comes under a topic, or the next of it. */
const pulls = (broker: string, topic: (e: Engine, f: Frame, s: CallSite) => string, shape: 'sequence' | 'one' | 'keyed'): Intrinsic => (e, f, s) => {
  const v = received(e, f, broker, topic(e, f, s));
  if (shape === 'one') return v;
  return shape === 'keyed' ? tupleOf(e, [UNKNOWN, v], s.place) : listOf(e, v, s.place);
};
/** Entries of a stream of Redis: pairs of their number and their fields. */
const entries = (e: Engine, f: Frame, topic: string, place: Place): Value => listOf(e, tupleOf(e, [UNKNOWN, received(e, f, 'redis streams', topic)], place), place);
const range: Intrinsic = (e, f, s) => entries(e, f, nameOf(given(s, 'name', 0)), s.place);
/** `xread({stream: last})`: for each stream its name and what came in. */
const readStreams = (at: number): Intrinsic => (e, f, s) => {
  const topics = given(s, 'streams', at).tokens.flatMap((t) => t.t === 'obj' ? (touch(f, t.obj), [...t.obj.cells.keys()].map((k) => k.startsWith('\u0001') ? ALL : k)) : [ALL]);
  const read = (topics.length > 0 ? topics : [ALL]).reduce((v: Value, topic) => join(v, tupleOf(e, [UNKNOWN, entries(e, f, topic, s.place)], s.place)), NOTHING);
  return listOf(e, read, s.place);
};
const named = (at: number) => (_e: Engine, _f: Frame, s: CallSite): string => nameOf(positional(s)[at]);
const all = (): string => ALL;

/** An object that is iterated for what comes under its topics. */
const stream = (broker: string, api: string): Intrinsic => (e, f, s) => {
  const v = consumer(api)(e, f, s, -1);
  const [t] = v.tokens;
  const topics = positional(s).map(nameOf);
  const message = topics.reduce((sum: Value, topic) => join(sum, received(e, f, broker, topic)), NOTHING);
  if (t?.t === 'obj') { e.heap.fill(t.obj, LENGTH, UNKNOWN, null); if (!isNothing(message)) e.heap.fill(t.obj, REST, message, s.place); }
  return v;
};
const self: Intrinsic = (_e, _f, s) => s.recv ? ofToken(s.recv.token) : s.self ?? UNKNOWN;

const asValue = (e: Engine, value: Value, s: CallSite): Value => objectOf(e, { value }, s.place);
const asPayload = (e: Engine, payload: Value, s: CallSite): Value => objectOf(e, { payload }, s.place);
const asData = (e: Engine, data: Value, s: CallSite): Value => objectOf(e, { data }, s.place);

const on = (paths: readonly string[], methods: readonly string[], i: Intrinsic): [string, Intrinsic][] => paths.flatMap((path) => methods.map((m): [string, Intrinsic] => [`${path}.${m}`, i]));
const KAFKA_PY = ['kafka.KafkaProducer()', 'aiokafka.AIOKafkaProducer()'];
const NODE_REDIS = ['redis.createClient()', 'redis.createClient().duplicate()', '@redis/client.createClient()'];
const IO_REDIS = ['ioredis()', 'ioredis.Redis()', 'ioredis().duplicate()'];
const PY_REDIS = ['redis.Redis()', 'redis.StrictRedis()', 'redis.from_url()', 'redis.Redis.from_url()', 'redis.asyncio.Redis()', 'redis.asyncio.from_url()', 'redis.asyncio.Redis.from_url()'];
const MQTT = ['mqtt.connect()', 'mqtt.connectAsync()'];
const NATS = ['nats.connect()', '@nats-io/transport-node.connect()'];
const PAHO = ['paho.mqtt.client.Client()'];
const PIKA = ['pika.BlockingConnection().channel()'];

/** API path → what the call does. */
export const BROKER_INTRINSICS: Readonly<Record<string, Intrinsic>> = Object.fromEntries([
  ['kafkajs.Kafka().consumer', consumer('kafkajs.Kafka().consumer()')], ...on(['kafkajs.Kafka().producer()'], ['send', 'sendBatch'], kafkaSend),
  ...on(['kafkajs.Kafka().consumer()'], ['subscribe'], kafkaSubscribe), ...on(['kafkajs.Kafka().consumer()'], ['run'], kafkaRun),
  ...on(NODE_REDIS, ['publish'], publishes('redis', ['channel', 0], ['message', 1])), ...on(NODE_REDIS, ['subscribe', 'pSubscribe'], handles('redis', ['channel', 0], ['handler', 1])),
  ...on([...NODE_REDIS, ...IO_REDIS], ['lPush', 'rPush', 'lpush', 'rpush', 'set'], publishes('redis keys', ['key', 0], ['value', 1])), ...on([...NODE_REDIS, ...IO_REDIS], ['setEx', 'setex'], publishes('redis keys', ['key', 0], ['value', 2])),
  ...on(['redis.createClient()', 'ioredis()'], ['duplicate'], self),
  ...on(IO_REDIS, ['publish'], publishes('redis', ['channel', 0], ['message', 1])), ...on(IO_REDIS, ['on'], onMessage('redis')),
  ...on(MQTT, ['publish', 'publishAsync'], publishes('mqtt', ['topic', 0], ['payload', 1])), ...on(MQTT, ['on'], onMessage('mqtt')),
  ...on(NATS, ['publish', 'request'], publishes('nats', ['subject', 0], ['payload', 1], asData)), ...on(NATS, ['subscribe'], pulls('nats', named(0), 'sequence')),

  ...on(KAFKA_PY, ['send', 'send_and_wait'], publishes('kafka', ['topic', 0], ['value', 1], asValue)),
  ...['kafka.KafkaConsumer', 'aiokafka.AIOKafkaConsumer'].map((path): [string, Intrinsic] => [path, stream('kafka', `${path}()`)]),
  ...on(['aiokafka.AIOKafkaConsumer()'], ['getone'], pulls('kafka', topicsOf, 'one')),
  ['confluent_kafka.Producer().produce', publishes('kafka', ['topic', 0], ['value', 1], asValue)], ['confluent_kafka.Consumer', consumer('confluent_kafka.Consumer()')],
  ['confluent_kafka.Consumer().subscribe', (e, _f, s) => { subscribed(e, s.recv, given(s, 'topics', 0), s); return UNKNOWN; }], ['confluent_kafka.Consumer().poll', pulls('kafka', topicsOf, 'one')],
  ...on(PAHO, ['publish'], publishes('mqtt', ['topic', 0], ['payload', 1], asPayload)), ...on(PAHO, ['message_callback_add'], handles('mqtt', ['sub', 0], ['callback', 1], 2)),
  ...on(PIKA, ['basic_publish'], (e, f, s) => { publish(e, f, 'amqp', given(s, 'routing_key', 1), [given(s, 'body', 2)], s); return UNKNOWN; }),
  ...on(PIKA, ['basic_consume'], handles('amqp', ['queue', 0], ['on_message_callback', 1], 3)),
  ...on(PY_REDIS, ['publish'], publishes('redis', ['channel', 0], ['message', 1], asData)), ...on(PY_REDIS.map((path) => `${path}.pubsub()`), ['listen'], pulls('redis', all, 'sequence')),
  ...on(PY_REDIS.map((path) => `${path}.pubsub()`), ['get_message'], pulls('redis', all, 'one')),
  ...on(PY_REDIS, ['lpush', 'rpush', 'set'], publishes('redis keys', ['name', 0], ['value', 1])), ...on(PY_REDIS, ['setex'], publishes('redis keys', ['name', 0], ['value', 2])),
  ...on(PY_REDIS, ['xadd'], publishes('redis streams', ['name', 0], ['fields', 1])), ...on(PY_REDIS, ['xread'], readStreams(0)), ...on(PY_REDIS, ['xreadgroup'], readStreams(2)), ...on(PY_REDIS, ['xrange', 'xrevrange'], range),
  ...on(PY_REDIS, ['brpop', 'blpop'], pulls('redis keys', named(0), 'keyed')), ...on(PY_REDIS, ['lpop', 'rpop', 'get'], pulls('redis keys', named(0), 'one')),
  ...on([...NODE_REDIS, ...IO_REDIS], ['lPop', 'rPop', 'lpop', 'rpop', 'get'], pulls('redis keys', named(0), 'one')),
  ...on(IO_REDIS, ['blpop', 'brpop'], pulls('redis keys', named(0), 'keyed')),
  ...on(NODE_REDIS, ['blPop', 'brPop'], (e, f, s) => objectOf(e, { element: received(e, f, 'redis keys', nameOf(positional(s)[0])) }, s.place)),
] as [string, Intrinsic][]);
