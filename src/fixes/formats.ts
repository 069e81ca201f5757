import type { Finding, Fix, TextEdit } from '../base/finding.ts';
import { definitionOf } from './built.ts';
import { addArgument, callOf, importEdits, insertBefore, removeStatement, replaceCallee, wholeLines } from './calls.ts';
import type { FixContext } from './context.ts';

/** Functions that read a file through pickle unless they are told not to. */
const LOADS_WEIGHTS = /(?:^|\.)torch\.load$|^load$|(?:^|\.)load_state_dict_from_url$/;

/** Reads a model file by a format or in a mode that runs no code of the file. */
export function plainFormat(finding: Finding, context: FixContext): readonly (Fix | undefined)[] {
  return [
    /enable_unsafe_deserialization\(\)$/.test(textAt(finding, context)) ? removeStatement(finding, 'Keep the safe mode on', context) : undefined,
    weightsOnly(finding, context),
    replaceCallee(finding, /^(?:pickle|cPickle|dill|cloudpickle|marshal)\.load$/, { callee: 'json.load', module: 'json', keep: 1 }, 'Keep the data as JSON instead of a pickle', context),
    replaceCallee(finding, /^(?:joblib\.load|sklearn\.externals\.joblib\.load|load_learner)$/, { callee: 'skops.io.load', module: 'skops.io', keep: 1 }, 'Keep the model in the format of skops, which is read without running code', context),
    replaceCallee(finding, /^mlflow\.(?:pyfunc|sklearn|pytorch|xgboost)\.load_model$/, { callee: 'mlflow.onnx.load_model', keep: 1 }, 'Keep the model as ONNX, which is read without running code', context),
    replaceCallee(finding, /^(?:weka\.core\.)?SerializationHelper\.read$/, { callee: 'PMMLFactory.getPMMLModel', module: 'weka.core.pmml', name: 'PMMLFactory' }, 'Keep the model as PMML, which is read without running code', context),
    binaryFormatter(finding, context),
    replaceCallee(finding, /^pd\.read_pickle$/, { callee: 'pd.read_parquet', keep: 1 }, 'Keep the table as Parquet instead of a pickle', context),
    finding.place.file.endsWith('.java') ? filterObjects(finding, context) : undefined,
  ];
}

const textAt = ({ place: { file, start, end } }: Finding, context: FixContext): string => context.editable(file)?.text.slice(start, end) ?? '';

/** `weights_only=True`, also against what an unpacked dictionary of options says. */
function weightsOnly(finding: Finding, context: FixContext): Fix | undefined {
  const title = 'Load the weights only';
  const found = callOf(finding.place, LOADS_WEIGHTS, context);
  if (found === undefined || found.from.language.id !== 'python') return undefined;
  const { from: { text }, call } = found;
  if (text.slice(call.callee.start, call.callee.end) === 'load' && !/^\s*from\s+torch\s+import\b/m.test(text)) return undefined;
  const unpacked = call.arguments.find(({ start }) => text.startsWith('**', start));
  if (unpacked === undefined || call.arguments.some(({ key }) => key === 'weights_only')) return addArgument(finding, LOADS_WEIGHTS, 'weights_only', 'True', title, context);
  return { title, level: 'suggested', edits: [{ file: finding.place.file, start: unpacked.start, end: unpacked.end, newText: `**{${text.slice(unpacked.start, unpacked.end)}, "weights_only": True}` }] };
}

/** Reads JSON of the type that the result is cast to instead of an object graph that names its own types. */
function binaryFormatter({ place }: Finding, context: FixContext): Fix | undefined {
  const found = callOf(place, /\.Deserialize$/, context);
  const [stream, ...others] = found?.call.arguments ?? [];
  if (found === undefined || stream === undefined || others.length > 0 || found.from.language.id !== 'csharp') return undefined;
  const { from: { file, text }, from, call } = found;
  const maker = text.slice(call.callee.start, call.callee.end).replace(/\s*\.Deserialize$/, '');
  const variable = /^\w+$/.test(maker) ? definitionOf(from, maker, call.start) : undefined;
  if (!/^new\s+(?:[\w.]+\.)?BinaryFormatter\b/.test(variable === undefined ? maker : text.slice(variable.value.start, variable.value.end))) return undefined;
  const cast = /\(\s*([\w.<>,[\]?\s]+?)\s*\)\s*$/.exec(text.slice(0, call.start));
  const edits: TextEdit[] = [{ file, start: cast === null ? call.start : cast.index, end: call.callee.end, newText: `JsonSerializer.Deserialize<${cast?.[1] ?? 'object'}>` }, ...importEdits(from, 'System.Text.Json', '')];
  // What it is taken as is never null; the reader of JSON may give null.
  edits.push({ file, start: call.end + 1, end: call.end + 1, newText: '!' });
  const lines = variable === undefined || (text.match(new RegExp(`\\b${maker}\\b`, 'g')) ?? []).length > 2 ? undefined : wholeLines(text, variable.statement);
  if (lines !== undefined) edits.push({ file, ...lines, newText: '' });
  return { title: 'Keep the data as JSON of one type', level: 'suggested', edits: edits.sort((a, b) => a.start - b.start) };
}

/** An allow-list in front of the reading of serialised objects: the package of the file, and nothing else. */
function filterObjects(finding: Finding, context: FixContext): Fix | undefined {
  const text = context.editable(finding.place.file)?.text ?? '';
  const own = /^\s*package\s+([\w.]+)\s*;/m.exec(text)?.[1];
  const allowed = own === undefined ? '' : `${own}.*;`;
  return insertBefore(finding, /\.read(?:Object|Unshared)$/, (stream) => (/^\w+$/.test(stream) ? `${stream}.setObjectInputFilter(java.io.ObjectInputFilter.Config.createFilter("${allowed}java.base/*;!*"));` : undefined), 'Read objects of the classes that you name only', context);
}
