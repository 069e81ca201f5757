// TypeScript that uses most of the grammar; parsed by tests, never run.
import fs, { type Stats, readFile as read } from 'node:fs';
import * as path from 'node:path';
import type { Thing } from './thing.ts';
export * from './all.ts';
export { a as default, b };

declare global { interface Window { agent: Agent } }
namespace Inner.Deep { export const x = 1; }
enum Color { Red = 1, Green = 'g' }
abstract class Agent<T extends object = {}> extends Base<T> implements Runner, Closer {
  static #count = 0;
  readonly name?: string;
  constructor(private readonly tools: readonly Tool[], public url = `https://${host}:${port ?? 80}/`) { super(); }
  get size(): number { return this.tools.length; }
  async *run<const U>(@inject() input: U, ...rest: unknown[]): AsyncGenerator<U> {
    for await (const part of this.stream(input)) yield* part as never;
    for (let i = 0, j = 1; i < 10; i++, j--) { if (i % 2) continue; else break; }
    for (const key in rest) delete rest[key];
  }
  abstract stop(): void;
  [Symbol.iterator]() { return this.tools[Symbol.iterator](); }
}
type Shape = { kind: 'circle'; r: number } | { kind: 'square'; side?: number } & Record<string, unknown>;
type Cond<T> = T extends (infer U)[] ? U : T extends `a${infer R}` ? R : keyof T;
const cast = <any>value, other = value as unknown as Shape satisfies Shape, sure = value!.field?.[0]?.(1);
const { a: { b: [first, , third = 3] = [] }, ...others } = object;
const fn = async ({ x, y = 2 }: Point, [z]: number[] = []): Promise<void> => { await Promise.all([x, y, z]); };
const pattern = /^[\w-]+$/giu.test(text) ? 1n : 0x1f;
const tagged = sql`select ${id} from t where name = ${name}`;
function isString(value: unknown): value is string { return typeof value === 'string'; }
function overload(a: string): void;
function overload(a: number): void;
function overload(a: any) { switch (a) { case 1: case 2: return; default: throw new Error('no', { cause: a }); } }
try { label: while (true) { break label; } } catch { /* nothing */ } finally { do { x++; } while (x < 3); }
export default class extends Agent<{}> { stop = () => void 0; }
