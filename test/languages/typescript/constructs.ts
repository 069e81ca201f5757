/**
 * One snippet for each construct that the TypeScript front end lowers: seeds of the fuzz test, and each with a snapshot of its
 * IR. Names that start with `tsx` are parsed with JSX.
 */
export const CONSTRUCTS: Readonly<Record<string, string>> = {
  'module-level names live in the scope object': `
let a = 1;
function f() { return a + g; }
a = 2;
`,
  'locals are registers, captured locals are not': `
function outer(kept, captured) {
  let local = kept;
  let shared = captured;
  return () => shared + captured;
}
`,
  'block scopes': `
function f(x) {
  { let x = 2; use(x); () => x; }
  if (x) { const y = 1; } else { const y = 2; use(y); }
  return x;
}
let top = 1;
{ let top = 2; use(top); () => top; }
`,
  'hoisting': `
start();
function start() { helper(); return later; var later = 1; function helper() {} }
if (ready) { function inBlock() {} inBlock(); }
`,
  'function expressions and their own names': `
const plain = function () {};
const named = function fact(n) { return n ? n * fact(n - 1) : 1; };
const arrow = async (x) => x;
const object = y => ({ y });
(function iife() { run(); })();
`,
  'parameters': `
function f(a, b = a, { c, d: e = 1, ...rest }: Options = {}, [g, , h]: string[], ...others: number[]) {}
function typed(this: Window, a: string, b?: number, { id }: { id: string; size: number }): Promise<string> {}
const captured = (x = 1) => () => x;
`,
  'object patterns': `
const { a, b: renamed, c = 1, d: { e, f: [g] }, 'x-y': h, [key]: i, ...rest } = source;
let o: { p: string; q: number };
const { p, q }: { p: string; q: number } = o;
`,
  'array patterns': `const [a, , b = 1, [c], { d }, ...rest] = list;`,
  'assignment patterns': `
[a, b] = [b, a];
({ x, y: o.z, w: o['v'] = 1, ...rest } = source);
[list[0], o.p] = pair;
`,
  'assignments': `
a = b = 1;
o.p = 1; o['q'] = 2; o[k] = 3; (o as any).r = 4; o!.s = 5;
a += 1; o.p -= 2; o[k] **= 3;
a ||= 1; o.p &&= 2; o[k] ??= 3;
i++; --o.n; const old = list[j]--;
`,
  'strings and templates': String.raw`
const a = 'it\'s\n\x41\u{1F600}\u0041' + "b" + c;
const t = ${'`'}head ${'${'}x.y} middle${'${'}z}${'`'};
const plain = ${'`'}line\nnext${'`'};
const tagged = sql${'`'}select ${'${'}id} from t${'`'};
o.tag${'`'}x${'`'};
`,
  'literals': `[1, 0x1F, 1_000, 5n, -3, 1.5e3, true, null, undefined, /a[/]b+/gi, , void 0];`,
  'objects': `
const o = {
  a: 1, 'b-c': 2, 3: 'three', [key]: 4, ['d']: 5, short, ...spread,
  method(x) { return this.a + x; }, async *gen() {}, get g() { return 1; }, set g(v) {}, arrow: () => this,
};
`,
  'member access': `a.b; a['c']; a[d]; a[0]; a?.b; a?.[c]; a.#p; #p in a; this.x;`,
  'calls': `
f(); f(1, ...rest); a.b(); a.b.c(x)(y); a['m'](); a[k](); (a.b)(); a!.b!(); (a as T).b(); f<T>(x);
a?.b(); a?.b?.(c); f?.(); a.b?.c();
new C; new C(1); new a.b.C(...args); new (make())(1);
`,
  'optional chains and fallbacks': `
const v = a?.b?.c ?? d.e ?? 'none';
const w = a && b || c;
const t = a ? b : c ? d : e;
`,
  'operators': `
a + b - c * d / e % f ** g; a | b & c ^ d; a << 1 >> 2 >>> 3;
a == b; a === b; a != b; a !== b; a < b; a <= b; a > b; a >= b; 'k' in o; a instanceof B;
!a; -a; +a; ~a; typeof a; void a; delete o.p; delete o[k]; delete o['q'];
(a, b, c);
`,
  'if': `if (a) b(); else if (c) { d(); } else e();`,
  'for': `
for (let i = 0, n = 3; i < n; i++) { if (i) continue; work(i); }
for (;;) { break; }
for (i = 0; ; i++) step();
`,
  'for of and in': `
for (const x of xs) use(x);
for (const [k, v] of Object.entries(o)) use(k, v);
for (o.p of xs) ;
for (const k in o) { use(k); }
async function f() { for await (const chunk of stream) use(chunk); }
`,
  'while and do': `
while (a) { if (b) continue; if (c) break; }
while (true) { if (d) break; }
do { if (e) continue; f(); } while (g);
`,
  'labels': `
outer: for (const a of b) { for (const c of a) { if (c) continue outer; break outer; } }
block: { if (t) break block; u(); }
`,
  'switch': `
switch (kind) {
  case 'a': case 'b': both(); break;
  case 'c': { one(); return; }
  default: other();
}
switch (true) { case n > 1: many(); break; case ok(n): one(); }
`,
  'switch with fall-through': `
switch (v) { case 1: one(); case 2: two(); break; default: three(); case 4: four(); }
switch (w) { default: d(); break; case 'x': x(); }
`,
  'exceptions': `
try { risky(); } catch (e) { log(e.message); throw e; } finally { close(); }
try { a(); } catch ({ message }) { use(message); }
try { b(); } catch { c(); }
`,
  'async and generators': `
async function load() { const r = await fetch(u); return await r.json(); }
function* gen() { const x = yield 1; yield* inner(x); yield; }
const both = async function* () { yield 1; };
`,
  'imports': `
import d, { a as b, type T, 'odd name' as odd } from 'm';
import * as ns from "n";
import 'side-effect';
import type { U } from './types';
import legacy = require('old');
import Alias = ns.Inner.Name;
use(d, b, odd, ns, legacy, Alias);
`,
  'dynamic imports': `
const fs = require('fs');
const { a } = await import('./a.js');
import(name);
require(name);
function f(require) { return require('not-a-module'); }
import.meta.env.KEY;
`,
  'exports': `
export const a = 1, { b, c: [d] } = o;
export let live; live = 2;
export function f() {}
export class C {}
export enum E { A }
export interface I {}
export type T = string;
const x = 1, y = 2;
export { x, y as z, x as 'odd name', missing };
export default x;
`,
  'exports of other modules': `
export * from './all';
export * as ns from './ns';
export { a, b as c, default, default as d } from './some';
export type { T } from './types';
`,
  'default exports': `export default async function () { return 1; }`,
  'default class export': `export default class Foo { a = 1; }`,
  'common js': `
exports.a = function () { return exports.b(); };
module.exports.b = 1;
module.exports['c'] = 2;
module.exports = { d: 1, e, f() {}, ...g };
function local(module) { module.exports = 3; }
`,
  'export assignment': `const api = { a: 1 }; export = api;`,
  'classes': `
class A extends ns.Base<T> implements I, J.K {
  a = 1; #b: string = 'x'; readonly c?: number; static s = this.t; declare d: Date; ['e'] = 2;
  static { init(this); }
  constructor(private x: X, public readonly y = 1, z) { before(); super(x); this.z = z; }
  m() { return super.m() + this.#b; }
  get g() { return 1; }
  set g(v) {}
  static async create() { return new A(); }
  async *[Symbol.asyncIterator]() {}
  handler = async (e) => this.m(e);
  abstract n(): void;
}
`,
  'fields without a constructor': `
class A { a = f(); }
class B extends A { b = () => this.a; }
class C {}
`,
  'class expressions': `
const Anonymous = class { m() {} };
const Named = class Inner { make() { return new Inner(); } };
function mixin(Base) { return class extends Base { x = 1; }; }
`,
  'decorators': `
@Injectable() @Registered
export class Service {
  @Tool({ name: 'look_up', tags: ['a', 'b'], nested: { x: 1 } }) lookUp(@Body() body: Dto, @Param('id') id: string) {}
  @Input() value: string;
  @Once static boot() {}
}
`,
  'prototype classes': `
const Base = require('./base');
function Reader(path) { this.path = path; }
Reader.prototype.read = function (n) { return this.path + n; };
Reader.create = function () { return new Reader('x'); };
const Literal = function () {};
Literal.prototype = { constructor: Literal, a() {}, b: function () {}, get c() { return 1; } };
Object.assign(Literal.prototype, { d: function () {} });
function Child(x) { Base.call(this, x); }
util.inherits(Child, Base);
Child.prototype.read = function () { return Base.prototype.read.call(this, 1); };
function Other() {}
Other.prototype = Object.create(Reader.prototype);
Other.prototype.constructor = Other;
Other.prototype.value = 1;
`,
  'resources': `function f() { using a = open(); use(a); }`,
  'interfaces and type aliases': `
interface Study extends Base<string>, ns.Other { id: string; tags?: Record<string, string>; 'odd-name': number; read(): void }
type Alias = Study;
type Shape = { a: string } & Base & { b: number };
type Union = 'a' | 'b' | Study;
const Both = z.object({});
type Both = z.infer<typeof Both>;
`,
  'types': `
let a: string | null | undefined, b: Map<string, Foo.Bar[]>, c: [string, number], d: readonly string[], e: () => Promise<void>;
const f: 'x' | 1 | true | -1 = v, g = v as unknown as T, h = <any>v, i = v satisfies T, j = v as const, k = v!;
function p(x: unknown): x is string { return true; }
const l: typeof v = w, m: keyof T = n, o: \`a\${string}\` = q, r: A extends B ? C : D = s, t: { [K in T]: U } = u;
`,
  'enums': `
enum Modality { CT, MR, US = 10, XA, Text = 'text', 'odd-name' = 3, Computed = f(), Next }
const enum Small { A = -1, B }
`,
  'namespaces': `
namespace Outer.Inner { export const a = 1; const hidden = 2; export function f() { return a; } }
namespace Outer { export class C {} }
declare namespace Ambient { const z: string; }
declare module 'other' { export const q: number; }
declare const ambient: string;
declare function ambientFunction(): void;
function overloaded(x: string): void;
function overloaded(x: unknown) { use(ambient, x); }
`,
  'misplaced words': `
function f(a) { return arguments[0]; }
function rest(a, ...b) { return g(...arguments); }
const g = () => new.target;
with (o) { p(); }
break;
continue;
debugger;
using_resource: ;
`,
  'tsx elements': `
const a = <Foo.Bar x="1" {...props} y={z} on:click={f} flag>text {value} <b>bold</b>{/* nothing */}<></></Foo.Bar>;
const b = <div dangerouslySetInnerHTML={{ __html: html }} />;
const c = items.map((item) => <Item key={item.id} {...item}>{...children}</Item>);
`,
};

/** Grammar that a construct is written for. */
export const grammarOf = (name: string): 'tsx' | 'typescript' => name.startsWith('tsx') ? 'tsx' : 'typescript';
