import ts from 'typescript';
import type { Files } from './trip.ts';

const OPTIONS: ts.CompilerOptions = {
  strict: true, noEmit: true, target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, allowImportingTsExtensions: true, allowJs: true, checkJs: false, skipLibCheck: true, types: [], jsx: ts.JsxEmit.Preserve,
};
/** Packages are not installed for what is tested: what they export is unknown before and after. */
const UNRESOLVED = new Set([2307, 2792, 7016, 2875]);

const host = ts.createCompilerHost(OPTIONS);
const shared = new Map<string, ts.SourceFile | undefined>();

/** Errors of the TypeScript files of a project, as `file code message`, without those for packages that are not there. */
export function typeErrors(files: Files): readonly string[] {
  const texts = new Map(Object.entries(files).map(([file, text]) => [`/project/${file}`, text]));
  const roots = [...texts.keys()].filter((file) => /\.[cm]?tsx?$/.test(file));
  const program = ts.createProgram(roots, OPTIONS, {
    ...host,
    fileExists: (file) => texts.has(file) || (!file.startsWith('/project/') && host.fileExists(file)),
    directoryExists: (folder) => [...texts.keys()].some((file) => file.startsWith(`${folder}/`)) || (!folder.startsWith('/project') && (host.directoryExists?.(folder) ?? false)),
    readFile: (file) => texts.get(file) ?? (file.startsWith('/project/') ? undefined : host.readFile(file)),
    getSourceFile(file, target) {
      const text = texts.get(file);
      if (text !== undefined) return ts.createSourceFile(file, text, target);
      if (!shared.has(file)) shared.set(file, host.getSourceFile(file, target));
      return shared.get(file);
    },
    getCurrentDirectory: () => '/project',
  });
  return ts.getPreEmitDiagnostics(program)
    .filter(({ code, file }) => file !== undefined && !UNRESOLVED.has(code))
    .map(({ file, code, messageText }) => `${file?.fileName.slice('/project/'.length)} ${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}
