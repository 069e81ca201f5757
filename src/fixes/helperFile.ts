import type { Fix, TextEdit } from '../base/finding.ts';
import type { LanguageId, Place } from '../base/words.ts';
import { helperFunction, helperModule, type HelperFunction } from '../policy/helper.ts';
import { defaultPolicy } from '../policy/policy.ts';
import type { EditableFile, FixContext } from './context.ts';
import { csharpHelper } from './helper/csharp.ts';
import { javaHelper } from './helper/java.ts';
import { pythonHelper } from './helper/python.ts';
import { scriptHelper, type ScriptKind } from './helper/typescript.ts';

/** How a file calls one of the helper's functions, and what has to be there for it. */
export interface HelperUse {
  /** What a call starts with: `screen_untrusted`. */
  readonly callee: string;
  /** The import, if the file lacks it. */
  readonly edits: readonly TextEdit[];
  readonly creates: NonNullable<Fix['creates']>;
  /** Whatever it is called with becomes a text, where the language has types. The places that the data came by. */
  readonly textFrom?: readonly Place[];
}

/** Functions that ask somebody, which a script has to wait for. */
const ASKS: ReadonlySet<HelperFunction> = new Set(['requireReview', 'screenImage']);

/** How `from` calls the helper at an offset; undefined where the call can not stand there, or the project's own helper lacks the function. */
export function useHelper(from: EditableFile, which: HelperFunction, at: number, context: FixContext): HelperUse | undefined {
  const { id } = from.language;
  const waits = id === 'typescript' && ASKS.has(which);
  if (waits && from.language.awaitsAt?.(from.tree, at) !== true) return undefined;
  const name = helperFunction(context.policy, id, which);
  const target = TARGETS[id](from, context);
  if (target.file === from.file) return undefined;
  if (context.exists(target.file) && context.editable(target.file)?.text.includes(name) === false) return undefined;
  const callee = `${waits ? 'await ' : ''}${target.type === undefined ? name : `${target.type}.${name}`}`;
  const added = target.module === undefined ? undefined : from.language.addImport?.(from.text, from.tree, target.module, target.type ?? name);
  if (added !== undefined && declares(from, target.type ?? name)) return undefined;
  const creates = context.exists(target.file) ? [] : [{ file: target.file, text: target.text }];
  return { callee, edits: added === undefined ? [] : [{ file: from.file, start: added.offset, end: added.offset, newText: added.text }], creates };
}

/** Whether a file has something else of a name at its top, or imports it from elsewhere. */
function declares({ text }: EditableFile, name: string): boolean {
  return new RegExp(`^(?:export\\s+)?(?:default\\s+)?(?:async\\s+)?(?:function\\*?|const|let|var|class|def)\\s+${name}\\b|^${name}\\s*=|^(?:import|from)\\b[^\\n;]*\\b${name}\\b`, 'm').test(text);
}

/** `module`: what to import, undefined where nothing has to be. `type`: class that the functions are members of. */
interface Target { readonly file: string; readonly module: string | undefined; readonly type?: string; readonly text: string }

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')));
const inFolder = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/**
 * Python finds a module from the folder above the outermost package, or from the script's own. A helper that is there already is
 * used wherever that leads to it.
 */
function pythonTarget(from: EditableFile, { policy, exists }: FixContext): Target {
  const { file, name } = policy.guardHelper.python;
  const text = pythonHelper(name);
  let root = folderOf(from.file);
  while (root !== '' && exists(inFolder(root, '__init__.py'))) root = folderOf(root);
  if (file !== defaultPolicy.guardHelper.python.file) return { file, module: file.replace(/\.py$/, '').replaceAll('/', '.'), text };
  return { file: inFolder(root, file), module: helperModule(policy.guardHelper.python), text };
}

/** Scripts import by relative path: one helper for the source folder of each package is enough. */
function scriptTarget(from: EditableFile, context: FixContext): Target {
  const { file: named, name } = context.policy.guardHelper.typescript;
  const kind = kindOf(from);
  const isTyped = kind === 'typescript';
  const file = isTyped ? named : named.replace(/\.[cm]?ts$/, kind === 'commonjs' && /\.cjs$/.test(from.file) ? '.cjs' : /\.mjs$/.test(from.file) ? '.mjs' : '.js');
  const isDefault = named === defaultPolicy.guardHelper.typescript.file;
  const target = isDefault ? inFolder(sourceFolder(from.file, context), file) : file;
  return { file: target, module: relativeModule(from, target, isTyped), text: scriptHelper(name, kind) };
}

function kindOf({ file, text, language, tree }: EditableFile): ScriptKind {
  if (/\.[cm]?tsx?$/.test(file)) return 'typescript';
  const probe = language.addImport?.(text, tree, './probe', 'probe');
  return probe !== undefined && probe.text.includes('require(') ? 'commonjs' : 'module';
}

/** The `src` folder, or else the package folder, that a file is in. */
function sourceFolder(file: string, { exists }: FixContext): string {
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) {
    if (/(^|\/)(?:src|lib|app)$/.test(folder) || exists(`${folder}/package.json`) || exists(`${folder}/tsconfig.json`)) return folder;
  }
  return '';
}

/** A class beside the file, in its package; one that the project has already is imported. */
function javaTarget(from: EditableFile, context: FixContext): Target {
  const { file, name } = context.policy.guardHelper.java;
  const type = helperModule(context.policy.guardHelper.java);
  const own = packageOf(from.text);
  const known = context.files('java').find((one) => one.endsWith(`/${type}.java`) || one === `${type}.java`);
  const there = known === undefined ? '' : packageOf(context.editable(known)?.text ?? '');
  // Nothing can be imported from the unnamed package.
  if (known !== undefined && (there !== '' || own === '')) {
    return { file: known, module: there === own ? undefined : there, type, text: '' };
  }
  const isDefault = file === defaultPolicy.guardHelper.java.file;
  const target = isDefault ? inFolder(folderOf(from.file), file) : file;
  return { file: target, module: undefined, type, text: javaHelper(own, type, name) };
}
const packageOf = (text: string): string => /^\s*package\s+([\w.]+)\s*;/m.exec(text)?.[1] ?? '';

/** A class of the global namespace needs no directive. */
function csharpTarget(from: EditableFile, context: FixContext): Target {
  const { file, name } = context.policy.guardHelper.csharp;
  const type = helperModule(context.policy.guardHelper.csharp);
  const known = context.files('csharp').find((one) => one.endsWith(`/${type}.cs`) || one === `${type}.cs`);
  const isDefault = file === defaultPolicy.guardHelper.csharp.file;
  return { file: known ?? (isDefault ? inFolder(folderOf(from.file), file) : file), module: undefined, type, text: csharpHelper(type, name) };
}

const TARGETS: Readonly<Record<LanguageId, (from: EditableFile, context: FixContext) => Target>> = { python: pythonTarget, typescript: scriptTarget, java: javaTarget, csharp: csharpTarget };

/** A relative specifier with the ending that the file's other relative imports have. */
function relativeModule(from: EditableFile, target: string, isTyped: boolean): string {
  const up = folderOf(from.file).split('/').filter((part) => part !== '');
  const down = target.split('/');
  while (up.length > 0 && down.length > 1 && up[0] === down[0]) { up.shift(); down.shift(); }
  const path = `${up.length === 0 ? './' : '../'.repeat(up.length)}${down.join('/')}`;
  const [, ending] = /(?:from|require\()\s*['"]\.[^'"]*?(\.[cm]?[jt]s)?['"]/.exec(from.text) ?? [undefined, isTyped ? undefined : '.js'];
  const bare = path.replace(/\.[cm]?[jt]s$/, '');
  if (!isTyped) return ending === undefined && /require\(/.test(from.text) ? bare : path;
  return ending === undefined ? bare : ending === '.ts' ? path : `${bare}.js`;
}
