import type { Place, Span } from '../base/words.ts';
import type { CallText, ExpressionSite } from '../languages/language.ts';
import { definitionOf } from './built.ts';
import type { EditableFile } from './context.ts';

/** Constructors and factories of what is no text, and those that only collect what they are given. */
const MAKES = /^(?:new\s+(?!String\b)[\w.]+(?:<[^()]*>)?|(?:[\w.]+\.)?(?!String\b)[A-Z]\w*\.(?:from|of|create|build|parse)\w*)$/;
const COLLECTS = /^(?:(?:java\.util\.)?(?:List|Set)\.of|(?:java\.util\.)?Arrays\.asList|Stream\.of)$/;
/** Functions that make one text of the texts that they are given. */
const JOINS = /(?:^|\.)(?:[jJ]oin|[cC]oncat)$/;

/**
 * Where a call that gives a text can stand for an expression of a typed language: within what makes an object of a text, around what makes
 * a text of a collection, or where a variable was given its object. None where that is not plain. `way`: places that the data came by.
 */
export function textSites(from: EditableFile, site: ExpressionSite, way: readonly Place[], depth = 0): readonly ExpressionSite[] {
  const { text, tree, language } = from;
  if (language.id !== 'java' && language.id !== 'csharp') return [site];
  const name = text.slice(site.start, site.end);
  if (/^[a-z_]\w*$/.test(name) && language.builtStringAt?.(tree, site) === undefined && isObject(from, name, site.start)) return givenTo(from, name, site.start, way, depth);
  const calls = language.callsAt?.(tree, site) ?? [];
  const own = ownCall(calls, site);
  const made = madeBy(from, calls, site);
  if (own !== undefined && (COLLECTS.test(made) || MAKES.test(made))) return depth < MAX_DEPTH ? within(from, own, COLLECTS.test(made), way, depth) : [];
  const around = calls.find((call) => call !== own && call.arguments.some(({ start, end }) => start === site.start && end === site.end));
  return around !== undefined && JOINS.test(text.slice(around.callee.start, around.callee.end)) ? [{ start: around.start, end: around.end + 1 }] : [site];
}

/** Types whose values stand where a text may. */
const TEXT_TYPES = /^(?:string|String|var|object|Object|CharSequence|dynamic|final|return|await|in|out|ref|new|else|throw)\??$/;

/** Whether a variable is declared with a type that is no text, or was given an object that is made there. */
function isObject(from: EditableFile, name: string, before: number): boolean {
  const declared = [...from.text.slice(0, before).matchAll(new RegExp(`([A-Za-z_][\\w.]*(?:<[^;(){}=]*>)?(?:\\[\\])?\\??)\\s+${name}\\s*(?=[=,);:]|\\bin\\b)`, 'g'))].at(-1)?.[1];
  if (declared !== undefined && !/^(?:var|dynamic|object|Object)\??$/.test(declared)) return !TEXT_TYPES.test(declared);
  const value = definitionOf(from, name, before)?.value;
  return value !== undefined && (MAKES.test(madeBy(from, from.language.callsAt?.(from.tree, value) ?? [], value)) || /^new\s+[\w.<>]+\s*\{/.test(from.text.slice(value.start, value.end)));
}

/** The last place on the way of the data within what a variable was given. */
function givenTo(from: EditableFile, name: string, before: number, way: readonly Place[], depth: number): readonly ExpressionSite[] {
  const value = depth < MAX_DEPTH ? definitionOf(from, name, before)?.value : undefined;
  const inner = value === undefined ? undefined : way.findLast(({ file, start, end }) => file === from.file && value.start <= start && end <= value.end && (start > value.start || end < value.end));
  const [site] = inner === undefined ? [] : from.language.expressionsAt?.(from.tree, inner) ?? [];
  return site === undefined || value === undefined || site.start < value.start || site.end > value.end ? [] : textSites(from, site, way, depth + 1);
}

const ownCall = (calls: readonly CallText[], site: Span): CallText | undefined => calls.find(({ start, end }) => start === site.start && end + 1 === site.end);

/** What an expression calls, with `new` in front of a constructor; empty for what is no call. */
function madeBy({ text }: EditableFile, calls: readonly CallText[], site: Span): string {
  const own = ownCall(calls, site);
  return own === undefined ? '' : `${/^new\s/.test(text.slice(own.start)) ? 'new ' : ''}${text.slice(own.callee.start, own.callee.end).replace(/^new\s+/, '')}`;
}

/** Objects within objects that are looked into. */
const MAX_DEPTH = 4;

/** The arguments that are no literals: of a collection all, of another object the only one. */
function within(from: EditableFile, call: CallText, collects: boolean, way: readonly Place[], depth: number): readonly ExpressionSite[] {
  const variable = call.arguments.filter(({ start, end, key }) => key === undefined && !/^(?:"[^"]*"|'[^']*'|\d[\w.]*|true|false|null|[A-Z]\w*(?:\.[A-Z]\w*)+)$/.test(from.text.slice(start, end)));
  if (collects || variable.length === 1) return variable.flatMap((argument) => textSites(from, argument, way, depth + 1));
  // Beside a text stand objects that say something of it.
  const texts = variable.filter((argument) => !MAKES.test(madeBy(from, from.language.callsAt?.(from.tree, argument) ?? [], argument)));
  return texts.length !== 1 ? [] : texts.flatMap((argument) => textSites(from, argument, way, depth + 1));
}
