import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import { addArgument, argumentEdit, callOf } from './calls.ts';
import { correctIn } from './corrections.ts';
import type { FixContext } from './context.ts';

/** Functions that fetch a model by name. */
const FETCHES = /(?:^|\.)(?:from_pretrained|pipeline|snapshot_download|hf_hub_download|load_dataset|SentenceTransformer|load_adapter|load_lora_weights|CrossEncoder|LLM|FlagModel)$/;
/** Functions of scripts that do, with the position of their options. */
const OPTIONS: readonly (readonly [RegExp, number])[] = [[/(?:^|\.)pipeline$/, 2], [/\.from_pretrained$/, 1], [/(?:^|\.)(?:downloadFile|snapshotDownload|downloadFileToCacheDir)$/, 0]];

/** Stands for a commit until somebody has chosen one: nothing is fetched with it. */
const NO_COMMIT = '0'.repeat(40);
const PIN = 'Pin the revision: put the commit that you have checked in';

/** Pins a model to a commit: in the options of the call, in a revision that names a branch, or in an address. */
export function pinRevision(finding: Finding, context: FixContext): readonly (Fix | undefined)[] {
  const moved = correctIn(finding, [
    { from: /(?<=\/(?:resolve|raw)\/)(?:main|master|HEAD)(?=\/)/, to: NO_COMMIT },
    { key: /^revision$/, from: /(?<=^["'`])[^"'`]*(?=["'`]$)/, to: NO_COMMIT },
  ], () => PIN, context);
  const named = callOf(finding.place, /(?:^|\.)timm\.create_model$|^create_model$/, context) === undefined ? undefined : correctIn(finding, [{ from: /(?<=^["']hf[-_]hub:[^@"']*)(?=["']$)/, to: `@${NO_COMMIT}` }], () => PIN, context);
  return [moved ?? named ?? addArgument(finding, /(?:^|\.)bundle\.(?:load|download)$/, 'version', '"0.0.0"', 'Pin the version: put the one that you have checked in', context) ?? addArgument(finding, FETCHES, 'revision', `"${NO_COMMIT}"`, PIN, context) ?? addOption(finding, context)];
}

/** A `revision` in the object of options of a call. */
function addOption({ place }: Finding, context: FixContext): Fix | undefined {
  for (const [callees, position] of OPTIONS) {
    const found = callOf(place, callees, context);
    if (found === undefined || found.from.language.id !== 'typescript') continue;
    const { from, call } = found;
    const quote = from.text.split("'").length >= from.text.split('"').length ? "'" : '"';
    const entry = `revision: ${quote}${NO_COMMIT}${quote}`;
    const options = call.arguments[position];
    const edit = (start: number, newText: string): Fix => ({ title: PIN, level: 'suggested', edits: [{ file: place.file, start, end: start, newText }] });
    if (options === undefined) return call.arguments.length === position ? edit(call.arguments.at(-1)?.end ?? call.end, `, { ${entry} }`) : undefined;
    if (from.text[options.start] !== '{') return undefined;
    const isEmpty = /^\{\s*\}$/.test(from.text.slice(options.start, options.end));
    return edit(options.start + 1, isEmpty ? ` ${entry} ` : ` ${entry},`);
  }
  return undefined;
}

/** Takes the option away that lets code of a model's repository run, in a list of arguments or in a command line. */
export function withoutRemoteCode(finding: Finding, context: FixContext): Fix | undefined {
  const { place } = finding;
  const from = context.editable(place.file);
  if (from === undefined) return undefined;
  const text = from.text.slice(place.start, place.end);
  const option = /["'`]--trust[-_]remote[-_]code(?:=\w+)?["'`]/.exec(text);
  const edit = (edits: readonly TextEdit[]): Fix => ({ title: "Do not run the repository's code: without --trust-remote-code", level: 'suggested', edits });
  if (option !== null) {
    const at = { start: place.start + option.index, end: place.start + option.index + option[0].length };
    const element = from.language.elementAt?.(from.tree, at);
    const call = from.language.callsAt?.(from.tree, at)[0];
    const argument = call?.arguments.find(({ start, end }) => start === at.start && end === at.end);
    if (element !== undefined && element.start <= at.start && at.end <= element.end) return edit([{ file: place.file, ...element, newText: '' }]);
    return call === undefined || argument === undefined ? undefined : edit([argumentEdit(from, call, argument)]);
  }
  const words = /[ \t]+--trust[-_]remote[-_]code(?:=\w+)?(?![\w-])/.exec(text);
  return words === null ? undefined : edit([{ file: place.file, start: place.start + words.index, end: place.start + words.index + words[0].length, newText: '' }]);
}
