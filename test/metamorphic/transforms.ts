import type { Files } from './corpus.ts';
import { ancestors, descendants, edited, isFunction, isIdentifier, isPlainUse, nameOf, outermostFunctions, sources, type Edit, type Node, type Source } from './source.ts';

/** A program that must give the same findings, and what was done to it. `fileOf`: old name of a file. `shift`: lines that a file has got at its start. */
export interface Changed { readonly files: Files; readonly what: string; readonly fileOf: (file: string) => string; readonly shift: (file: string) => number }

const MARK = 'Q7';
const same = (file: string): string => file;
const none = (): number => 0;
const changed = (files: Files, what: string): Changed => ({ files, what, fileOf: same, shift: none });

const DECLARED: Readonly<Record<string, readonly string[]>> = { python: ['assignment', 'for_statement'], typescript: ['variable_declarator'], java: ['variable_declarator'], csharp: ['variable_declarator'] };

/** Local variables get other names, one function after the other. */
export function renamedLocals(files: Files): Changed | undefined {
  const out: Record<string, string> = { ...files };
  const names: string[] = [];
  for (const s of sources(files)) {
    const edits: Edit[] = [];
    for (const fn of outermostFunctions(s)) {
      const inside = descendants(fn);
      const declared = new Set(inside.filter((n) => DECLARED[s.language]!.includes(n.kind) && !ancestors(n).some((a) => a.kind === 'field_declaration')).flatMap((n) => n.children.filter((c, i) => c.kind === 'identifier' && (n.kind === 'for_statement' ? i === 1 : i === 0)).map((c) => c.text)));
      for (const name of declared) {
        const uses = s.all.filter((n) => isIdentifier(n) && n.text === name);
        if (!uses.every((n) => n.start >= fn.start && n.end <= fn.end && (n.kind === 'identifier'))) continue;
        if (uses.some((n) => ancestors(n).some((a) => ['parameters', 'formal_parameters', 'parameter_list', 'global_statement', 'nonlocal_statement'].includes(a.kind)) && !isPlainUse(n))) continue;
        const own = uses.filter((n) => isPlainUse(n));
        edits.push(...own.map(({ start, end }) => ({ start, end, text: name + MARK })));
        names.push(name);
      }
    }
    out[s.file] = edited(s.text, edits);
  }
  return names.length > 0 ? changed(out, `locals ${names.join(', ')}`) : undefined;
}

/** Free functions, and private methods where there are none, get other names, together with all their uses. A name that is also a member, a key or in a string somewhere stays. */
export function renamedFunctions(files: Files): Changed | undefined {
  const all = sources(files);
  const isFree = (n: Node): boolean => n.kind !== 'method_definition' && !ancestors(n).some((a) => a.kind.startsWith('class'));
  const isPrivate = (n: Node): boolean => n.kind === 'method_declaration' && /^(?:\s*@\w+(?:\([^)]*\))?)*\s*private\b/.test(n.text);
  const defined = all.flatMap((s) => s.all.filter((n) => isFunction(s, n) && (s.language === 'java' || s.language === 'csharp' ? isPrivate(n) : isFree(n))).flatMap((fn) => nameOf(fn) ?? []));
  const names = [...new Set(defined.map((n) => n.text))].filter((name) => {
    // What the language itself calls has the name that it calls it by.
    if (name === 'main' || /^__\w+__$/.test(name) || defined.filter((n) => n.text === name).length > 1) return false;
    if (all.some((s) => new RegExp(`["'\`][^"'\`\\n]*\\b${name}\\b`).test(s.text))) return false;
    return all.every((s) => s.all.filter((n) => isIdentifier(n) && n.text === name).every((n) => defined.includes(n) || (s.language === 'java' || s.language === 'csharp' ? isOwnCall(n) : isPlainUse(n) && !isAssigned(n) && !isModuleName(n))));
  });
  if (names.length === 0) return undefined;
  const out = Object.fromEntries(all.map((s) => [s.file, edited(s.text, s.all.filter((n) => isIdentifier(n) && names.includes(n.text)).map(({ start, end, text }) => ({ start, end, text: text + (s.language === 'python' ? '_q7' : MARK) })))]));
  return changed(out, `functions ${names.join(', ')}`);
}
/** Whether a method of the class itself is called or handed on: `name(…)`, `this.name(…)`, `f(name)`. */
function isOwnCall(n: Node): boolean {
  const p = n.parent!;
  if (p.kind === 'method_invocation') return (p.children[0] === n && p.children[1]?.kind === 'argument_list') || (p.children[0]?.text === 'this' && p.children[2] === n);
  return (p.kind === 'invocation_expression' && p.children[0] === n) || p.kind === 'argument';
}
/** Whether a name is part of the name of an imported module. */
function isModuleName(n: Node): boolean {
  const statement = ancestors(n).find((a) => /^import_(from_)?statement$|^import_declaration$|^using_directive$/.test(a.kind));
  const keyword = statement?.kind === 'import_from_statement' ? statement.children.find((c) => c.text === 'import') : undefined;
  return statement !== undefined && statement.children.every((c) => c.kind !== 'import_clause') && (keyword === undefined || n.start < keyword.start);
}
/** Whether a name is given a value of its own: then it is no function for sure. */
function isAssigned(n: Node): boolean {
  const p = n.parent!;
  return (['assignment', 'variable_declarator', 'assignment_expression', 'default_parameter', 'typed_parameter', 'required_parameter'].includes(p.kind) && p.children[0] === n) || ['parameters', 'formal_parameters', 'pattern_list', 'array_pattern', 'object_pattern', 'aliased_import', 'import_specifier', 'lambda_parameters'].includes(p.kind) && !(p.kind === 'import_specifier' && p.children.length === 1);
}

/** Modules get other names, together with the imports of them. */
export function renamedFiles(files: Files): Changed | undefined {
  // The name of a module that is put together when the program runs is no text to look for.
  if (Object.entries(files).some(([file, text]) => /\.[jt]sx?$/.test(file) && /\b(?:require|import)\(\s*(?:[\w$]|(['"])[^'"\n]*\1\s*\+|`[^`]*\$\{)/.test(text))) return undefined;
  const old = new Map<string, string>();
  const out: Record<string, string> = { ...files };
  for (const file of Object.keys(files)) {
    const [, folder = '', stem = '', ending = ''] = /^(.*\/)?([\w-]+)(\.\w+)$/.exec(file) ?? [];
    if (!/^\.(py|tsx?|jsx?|cs)$/.test(ending) || ['__init__', 'index', 'main', 'app', 'server', 'page', 'route', 'layout'].includes(stem) || /test/.test(file)) continue;
    const texts = Object.fromEntries(Object.entries(out).map(([name, text]) => [name, ending === '.py' ? importsOfModule(name, text, stem) : text.replace(new RegExp(`((?:from|import|require|URL)\\s*\\(?\\s*)(['"])((?:\\.{1,2}|[@~])/(?:[\\w./-]*/)?)${stem}(\\.[jt]sx?)?\\2`, 'g'), `$1$2$3${stem}${MARK}$4$2`)]));
    if (Object.values(texts).some((text) => text === undefined)) continue;
    const renamed = `${folder}${stem}${MARK}${ending}`;
    for (const [name, text] of Object.entries(texts)) out[name] = text!;
    out[renamed] = out[file]!;
    delete out[file];
    old.set(renamed, file);
  }
  return old.size > 0 ? { ...changed(out, `files ${[...old.values()].join(', ')}`), fileOf: (file) => old.get(file) ?? file } : undefined;
}
/** The text with a Python module's new name in `from … import`; undefined where its name stands anywhere else. */
function importsOfModule(file: string, text: string, stem: string): string | undefined {
  if (!file.endsWith('.py')) return text;
  const [s] = sources({ [file]: text });
  const uses = s!.all.filter((n) => n.kind === 'identifier' && n.text === stem);
  // A file may be called as the library that it uses.
  if (file.endsWith(`${stem}.py`) && uses.length > 0) return undefined;
  const isModule = (n: Node): boolean => {
    const statement = ancestors(n).find((a) => a.kind === 'import_from_statement');
    const keyword = statement?.children.find((c) => c.text === 'import');
    return keyword !== undefined && n.start < keyword.start;
  };
  return uses.every(isModule) ? edited(text, uses.map(({ start, end }) => ({ start, end, text: stem + MARK }))) : undefined;
}

/** Comments and empty lines at the start of every file. */
export function commented(files: Files): Changed {
  const head = (file: string): string => `${file.endsWith('.py') ? '#' : '//'} A comment.\n\n`;
  return { ...changed(Object.fromEntries(Object.entries(files).map(([file, text]) => [file, head(file) + text])), 'comments'), shift: () => 2 };
}

/** Helpers of the identity wrapper; `body` is what they do with their argument. */
const WRAPPERS: Readonly<Record<string, { readonly file: string; readonly call: string; readonly text: (body: string, head: string) => string; readonly imports: string }>> = {
  python: { file: 'wrapper_q7.py', call: 'same_q7', imports: 'from wrapper_q7 import same_q7\n', text: (body) => `def same_q7(value):\n    return ${body}\n` },
  typescript: { file: 'wrapperQ7.ts', call: 'sameQ7', imports: "import { sameQ7 } from './wrapperQ7';\n", text: (body) => `export function sameQ7<T>(value: T): T {\n  return ${body};\n}\n` },
  java: { file: 'WrapperQ7.java', call: 'WrapperQ7.same', imports: '', text: (body, head) => `${head}class WrapperQ7 {\n  static <T> T same(T value) { return ${body}; }\n}\n` },
  csharp: { file: 'WrapperQ7.cs', call: 'WrapperQ7.Same', imports: '', text: (body) => `static class WrapperQ7 {\n  public static T Same<T>(T value) { return ${body}; }\n}\n` },
};
const CONSTANT: Readonly<Record<string, string>> = { python: '"constant"', typescript: "'constant' as T", java: '(T) "constant"', csharp: '(T)(object)"constant"' };

/** Expressions that may be handed through a function that gives its argument back. */
function wrappable(s: Source): readonly Node[] {
  const isValue = (n: Node): boolean => !/lambda|arrow|function|yield|class_expression|comment|^[;=,(){}[\]]$/.test(n.kind) && n.text !== '';
  return s.all.flatMap((n) => {
    if (n.kind === 'return_statement' && n.children[1] && n.children[1].kind !== ';') return [n.children[1]];
    if (n.kind === 'assignment' && n.children[0]?.kind === 'identifier' && n.children.length === 3 && n.children[1]!.text === '=' && n.children[2]!.kind !== 'assignment') return [n.children[2]!];
    if (n.kind === 'variable_declarator' && n.children[0]?.kind === 'identifier' && n.children.length >= 3 && n.children.at(-2)?.text === '=') return [n.children.at(-1)!];
    return [];
  }).filter((n) => isValue(n) && n.kind !== 'expression_list' && n.kind !== 'array_initializer' && n.kind !== 'initializer_expression' && n.kind !== 'implicit_object_creation_expression' && !descendants(n).some((d) => d.kind === 'yield'));
}

/** One expression, chosen by `pick`, goes through a function of another file that gives it back; with `isBroken`, a constant instead. */
export function wrapped(files: Files, pick: (below: number) => number, isBroken = false): Changed | undefined {
  const places = sources(files).filter(({ text }) => !/^(#!|"""|'use )|from __future__/m.test(text)).flatMap((s) => wrappable(s).map((node) => ({ s, node })));
  const chosen = places[pick(Math.max(1, places.length))];
  // A type under a name is no value that a function could hand back.
  if (!chosen || /^(Annotated|Literal)\[/.test(chosen.node.text)) return undefined;
  const { s, node } = chosen;
  const { file, call, text, imports } = WRAPPERS[s.language]!;
  const folder = s.file.slice(0, s.file.lastIndexOf('/') + 1);
  const isPackage = s.language === 'python' && folder !== '';
  const head = s.language === 'java' ? /^package .*$/m.exec(s.text)?.[0].concat('\n') ?? '' : '';
  const given = `${call}(${node.text})`;
  const withCall = edited(s.text, [{ start: node.start, end: node.end, text: given }]);
  const out = { ...files, [s.file]: (isPackage ? imports.replace('from ', `from ${folder.slice(0, -1).replaceAll('/', '.')}.`) : imports) + withCall, [folder + file]: text(isBroken ? CONSTANT[s.language]! : 'value', head) };
  return { ...changed(out, `${given} in ${s.file}`), shift: (name) => name === s.file && imports !== '' ? 1 : 0 };
}

/** One free function, chosen by `pick`, moves to a file of its own beside the old one and is imported; with `isBroken`, one that does nothing is. */
export function moved(files: Files, pick: (below: number) => number, isBroken = false): Changed | undefined {
  const places = sources(files).flatMap((s) => movable(s).map((node) => ({ s, node })));
  const chosen = places[pick(Math.max(1, places.length))];
  if (!chosen) return undefined;
  const { s, node } = chosen;
  const name = nameOf(s.language === 'typescript' && node.kind === 'export_statement' ? node.children.find((c) => c.kind === 'function_declaration')! : node)!.text;
  const folder = s.file.slice(0, s.file.lastIndexOf('/') + 1);
  const body = isBroken ? emptied(s, node) : node.text;
  if (s.language === 'python') {
    const heads = s.root.children.filter((n) => /^import_(from_)?statement$/.test(n.kind)).map((n) => n.text).join('\n');
    const isRelative = /^from \./m.test(heads) || (folder !== '' && Object.keys(files).includes(`${folder}__init__.py`));
    if (folder !== '' && !isRelative) return undefined;
    const text = edited(s.text, [{ start: node.start, end: node.end, text: `from ${isRelative ? '.' : ''}moved_q7 import ${name}` }]);
    return changed({ ...files, [s.file]: text, [`${folder}moved_q7.py`]: `${heads}\n\n${body}\n` }, `${name} of ${s.file}`);
  }
  if (s.language === 'typescript') {
    // A class of the older kind is one by what its own file puts into its prototype.
    if (s.text.includes(`${name}.prototype`)) return undefined;
    const heads = s.root.children.filter((n) => n.kind === 'import_statement').map((n) => n.text).join('\n');
    const isExported = node.kind === 'export_statement';
    const text = edited(s.text, [{ start: node.start, end: node.end, text: `import { ${name} } from './movedQ7';${isExported ? ` export { ${name} };` : ''}` }]);
    const ending = s.file.slice(s.file.lastIndexOf('.'));
    return changed({ ...files, [s.file]: text, [`${folder}movedQ7${ending}`]: `${heads}\n${isExported ? '' : 'export '}${body}\n` }, `${name} of ${s.file}`);
  }
  const calls = s.all.filter((n) => (n.kind === 'method_invocation' && n.children[0]?.text === name && n.children[1]?.kind === 'argument_list') || (n.kind === 'invocation_expression' && n.children[0]?.kind === 'identifier' && n.children[0].text === name));
  const named = s.all.filter((n) => n.kind === 'identifier' && n.text === name).length;
  // It calls itself, or is handed on by its name.
  if (calls.length === 0 || calls.some((n) => n.start >= node.start && n.end <= node.end) || named > calls.length + 1) return undefined;
  // Another file calls it by its class.
  if (sources(files).some((other) => other.file !== s.file && new RegExp(`\\.${name}\\b`).test(other.text))) return undefined;
  const heads = s.root.children.filter((n) => /^(package_declaration|import_declaration|using_directive|file_scoped_namespace_declaration)$/.test(n.kind)).map((n) => n.kind.startsWith('file_scoped') ? /^[^;]*;/.exec(n.text)![0] : n.text).join('\n');
  const text = edited(s.text, [{ start: node.start, end: node.end, text: '' }, ...calls.map((n) => ({ start: n.start, end: n.start, text: 'MovedQ7.' }))]);
  const visible = body.replace(/\b(private|protected)\b\s*/, s.language === 'csharp' ? 'public ' : '');
  return changed({ ...files, [s.file]: text, [`${folder}MovedQ7.${s.language === 'java' ? 'java' : 'cs'}`]: `${heads}\nclass MovedQ7 {\n${visible}\n}\n` }, `${name} of ${s.file}`);
}

/** The function with its parameters and nothing in it. */
function emptied(s: Source, node: Node): string {
  const fn = descendants(node).find((n) => isFunction(s, n))!;
  const block = fn.children.find((c) => ['block', 'statement_block'].includes(c.kind));
  if (!block) return node.text;
  return node.text.slice(0, block.start - node.start) + (s.language === 'python' ? 'return None' : s.language === 'typescript' ? '{ return undefined as never; }' : '{ return default_q7(); }') + node.text.slice(block.end - node.start);
}

/** Whether an import gives what it names here another name: `Client as FhirClient`. */
const isRenamed = (n: Node): boolean => n.parent?.kind === 'import_specifier' && n.parent.children.at(-1) !== n;

/** Functions that use nothing of their file but its imports. */
function movable(s: Source): readonly Node[] {
  const isStatic = s.language === 'java' || s.language === 'csharp';
  const candidates = isStatic
    ? s.all.filter((n) => n.kind === 'method_declaration' && /\bstatic\b/.test(n.text.slice(0, 60)) && !/^\s*[[@]/.test(n.text) && ancestors(n).filter((a) => /^(class|record)_declaration$/.test(a.kind)).length === 1)
    : s.root.children.filter((n) => n.kind === 'function_definition' || n.kind === 'function_declaration' || (n.kind === 'export_statement' && n.children.some((c) => c.kind === 'function_declaration') && !/^export default/.test(n.text)));
  const declared = new Set(s.all.filter((n) => isFunction(s, n) || /^(class|record|interface|enum|type_alias)_/.test(n.kind) || n.kind === 'class' || ((n.kind === 'assignment' || n.kind === 'variable_declarator') && !ancestors(n).some((a) => isFunction(s, a)))).flatMap((n) => isFunction(s, n) ? nameOf(n)?.text ?? [] : n.children.filter((c) => c.kind === 'identifier' || c.kind === 'type_identifier').slice(0, 1).map((c) => c.text)));
  // Names bound by loops, conditions and unpacking at the top are of the file, too.
  const topLevel = s.root.children.filter((n) => !/import|function_definition|function_declaration|class_definition|class_declaration|export_statement/.test(n.kind)).flatMap(descendants).filter((n) => n.kind === 'identifier' || n.kind === 'shorthand_property_identifier_pattern').map((n) => n.text);
  const imported = new Set(s.root.children.filter((n) => /import|using/.test(n.kind)).flatMap(descendants).filter((n) => isIdentifier(n) && !isRenamed(n)).map((n) => n.text));
  const own = new Set([...declared, ...topLevel.filter((name) => !imported.has(name))]);
  return candidates.filter((n) => {
    const fn = descendants(n).find((d) => isFunction(s, d))!;
    const name = nameOf(fn);
    if (!name || !descendants(fn).some((d) => d.kind === 'block' || d.kind === 'statement_block')) return false;
    if (s.all.filter((d) => isIdentifier(d) && d.text === name.text).length < 2) return false;
    return !descendants(fn).some((d) => isIdentifier(d) && d !== name && own.has(d.text) && d.kind !== 'property_identifier' && (isPlainUse(d) || d.kind !== 'identifier'));
  });
}
