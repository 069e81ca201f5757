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
  const own = calls.find(({ start, end }) => start === site.start && end + 1 === site.end);
  const made = own === undefined ? '' : `${/^new\s/.test(text.slice(own.start)) ? 'new ' : ''}${text.slice(own.callee.start, own.callee.end).replace(/^new\s+/, '')}`;
  if (own !== undefined && (COLLECTS.test(made) || MAKES.test(made))) return depth < MAX_DEPTH ? within(from, own, COLLECTS.test(made), depth) : [];
  const around = calls.find((call) => call !== own && call.arguments.some(({ start, end }) => start === site.start && end === site.end));
  return around !== undefined && JOINS.test(text.slice(around.callee.start, around.callee.end)) ? [{ start: around.start, end: around.end + 1 }] : [site];
}

/** Objects within objects that are looked into. */
const MAX_DEPTH = 4;

/** The arguments that are no literals: of a collection all, of another object the only one. */
function within(from: EditableFile, call: CallText, collects: boolean, depth: number): readonly ExpressionSite[] {
  const variable = call.arguments.filter(({ start, end, key }) => key === undefined && !/^(?:"[^"]*"|'[^']*'|\d[\w.]*|true|false|null|[A-Z]\w*(?:\.[A-Z]\w*)+)$/.test(from.text.slice(start, end)));
  if (variable.length === 0 || (!collects && variable.length > 1)) return [];
  return variable.flatMap((argument) => textSites(from, argument, depth + 1));
}
