import type { Span } from '../base/words.ts';
import type { CallText, ExpressionSite } from '../languages/language.ts';
import type { EditableFile } from './context.ts';

/** Constructors and factories of what is no text, and those that only collect what they are given. */
const MAKES = /^(?:new\s+(?!String\b)[\w.]+(?:<[^()]*>)?|(?:[\w.]+\.)?(?!String\b)[A-Z]\w*\.(?:from|of|create|build|parse)\w*)$/;
const COLLECTS = /^(?:(?:java\.util\.)?(?:List|Set)\.of|(?:java\.util\.)?Arrays\.asList|Stream\.of)$/;
/** Functions that make one text of the texts that they are given. */
const JOINS = /(?:^|\.)(?:[jJ]oin|[cC]oncat)$/;

/**
 * Where a call that gives a text can stand for an expression of a typed language: within what makes an object of a text, around what makes
 * a text of a collection. None where that is not plain.
 */
export function textSites(from: EditableFile, site: ExpressionSite, depth = 0): readonly ExpressionSite[] {
  const { text, tree, language } = from;
  if (language.id !== 'java' && language.id !== 'csharp') return [site];
  const calls = language.callsAt?.(tree, site) ?? [];
  const own = ownCall(calls, site);
  const made = madeBy(from, calls, site);
  if (own !== undefined && (COLLECTS.test(made) || MAKES.test(made))) return depth < MAX_DEPTH ? within(from, own, COLLECTS.test(made), depth) : [];
  const around = calls.find((call) => call !== own && call.arguments.some(({ start, end }) => start === site.start && end === site.end));
  return around !== undefined && JOINS.test(text.slice(around.callee.start, around.callee.end)) ? [{ start: around.start, end: around.end + 1 }] : [site];
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
function within(from: EditableFile, call: CallText, collects: boolean, depth: number): readonly ExpressionSite[] {
  const variable = call.arguments.filter(({ start, end, key }) => key === undefined && !/^(?:"[^"]*"|'[^']*'|\d[\w.]*|true|false|null|[A-Z]\w*(?:\.[A-Z]\w*)+)$/.test(from.text.slice(start, end)));
  if (collects || variable.length === 1) return variable.flatMap((argument) => textSites(from, argument, depth + 1));
  // Beside a text stand objects that say something of it.
  const texts = variable.filter((argument) => !MAKES.test(madeBy(from, from.language.callsAt?.(from.tree, argument) ?? [], argument)));
  return texts.length !== 1 ? [] : texts.flatMap((argument) => textSites(from, argument, depth + 1));
}
