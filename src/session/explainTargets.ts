import { lineIndex } from '../base/lines.ts';
import type { Place } from '../base/words.ts';
import { callsOf, type ProbeTarget, type WrittenCall } from '../dataflow/probe.ts';
import type { ModuleIR } from '../ir/ir.ts';
import { functionMatcher } from '../policy/names.ts';

/** A source or a sink that can't be found; the message says what was looked for. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}

/** The code files of a project, by name, with their texts. */
export interface CodeOfProject {
  readonly modules: ReadonlyMap<string, ModuleIR>;
  text(file: string): string | undefined;
}

const PLACE = /^(.+?):(\d+)(?::(\d+))?$/;

/**
 * What `file:line`, `file:line:column` or the name of a function stands for. A line stands for every value on it as a source, and for its
 * calls as a sink. Throws {@link TargetError}.
 */
export function explainTarget(text: string, role: 'source' | 'sink', code: CodeOfProject): ProbeTarget {
  const match = PLACE.exec(text);
  return match ? placed(match[1]!.replaceAll('\\', '/').replace(/^\.\//, ''), Number(match[2]), match[3] === undefined ? undefined : Number(match[3]), role, code) : named(text, role, code);
}

function named(name: string, role: string, { modules }: CodeOfProject): ProbeTarget {
  const matches = functionMatcher([name]);
  const places = [...modules.values()].flatMap((mod) => callsOf(mod).filter(({ names }) => names.some(matches)).map(({ place }) => place));
  if (places.length === 0) throw new TargetError(`There is no call of "${name}" to be the ${role}; write FILE:LINE, or the name as it is called.`);
  return { places, isArea: false };
}

function placed(file: string, line: number, column: number | undefined, role: 'source' | 'sink', { modules, text }: CodeOfProject): ProbeTarget {
  const mod = modules.get(file);
  const source = text(file);
  if (!mod || source === undefined) throw new TargetError(`${file} is no code file of this analysis.`);
  const lines = lineIndex(source);
  if (line > lines.lineCount || line < 1) throw new TargetError(`${file} has no line ${line}.`);
  const span = lines.line(line);
  const calls = callsOf(mod);
  if (column !== undefined) {
    const at = lines.offset({ line, column });
    const around = calls.filter(({ place }) => place.start <= at && at < place.end).sort((a, b) => a.place.end - a.place.start - (b.place.end - b.place.start))[0];
    if (around) return { places: [around.place], isArea: false };
    const word = /^[\p{L}\p{N}_$]*/u.exec(source.slice(at))?.[0].length ?? 0;
    if (role === 'source' && word > 0) return { places: [{ file, start: at, end: at + word }], isArea: true };
    throw new TargetError(`No call stands at ${file}:${line}:${column}.`);
  }
  if (role === 'source') return { places: [{ file, ...span }], isArea: true };
  const places = outermost(calls, span);
  if (places.length === 0) throw new TargetError(`No call stands on line ${line} of ${file}.`);
  return { places, isArea: false };
}

/** Calls on a line that are part of no other call there: arguments of a sink are no sinks. Only those of the innermost function on the line. */
function outermost(calls: readonly WrittenCall[], line: { readonly start: number; readonly end: number }): readonly Place[] {
  const here = calls.filter(({ place }) => place.start < line.end && place.end > line.start);
  const size = ({ fn }: WrittenCall): number => fn.index === 0 ? Infinity : fn.span.end - fn.span.start;
  const least = Math.min(...here.map(size));
  const own = here.filter((call) => size(call) === least).map(({ place }) => place);
  return own.filter((a) => !own.some((b) => b !== a && b.start <= a.start && b.end >= a.end && b.end - b.start > a.end - a.start));
}
