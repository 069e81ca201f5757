import { ModuleBuilder } from '../../ir/builder.ts';
import type { ModuleIR } from '../../ir/ir.ts';
import { firstNamedChild, namedChildren, nodeSpan } from '../../syntax/tree.ts';
import type { LowerInput } from '../language.ts';
import { decorateType } from './annotated.ts';
import { declareType, initialiseType, linkType, lowerType } from './classes.ts';
import { type FileContext, FunctionContext } from './context.ts';
import { readType, type TypeRegistry, type TypeScope } from './declarations.ts';
import { lowerImport, readImport, starSlot } from './imports.ts';
import { K } from './nodeKinds.ts';
import { declaredName, dottedParts, isTypeDeclaration } from './nodes.ts';
import { lowerStatement } from './statements.ts';

/**
 * Lowers a file of Java. Never throws: what has no equivalent in the IR becomes Unknown.
 *
 * The module's body first makes the classes, then binds the imports, then links the classes to their bases: files of Java
 * import each other in circles, and each must find the others' classes however far they are.
 */
export function lowerModule({ tree, file: path, contentHash }: LowerInput): ModuleIR {
  const module = new ModuleBuilder(path, 'java');
  const span = nodeSpan(tree, 0);
  const f = module.newFunction({ name: '', qualifiedName: '', kind: 'module', parent: -1, span, nameSpan: { start: span.start, end: span.start } });
  const nodes = namedChildren(tree, 0);
  const packageNode = nodes.find((node) => tree.kind[node] === K.package_declaration);
  module.packageName = packageNode === undefined ? '' : packageOf(tree, packageNode);

  const taken = new Set<string>();
  const registry: TypeRegistry = {
    tree, newClassIndex: () => module.newClassIndex(),
    claim: (name) => { if (name === '' || taken.has(name)) return undefined; taken.add(name); return name; },
  };
  const imports = nodes.filter((node) => tree.kind[node] === K.import_declaration).flatMap((node) => readImport(tree, node) ?? []);
  const single = imports.filter((one) => !one.isStar);
  // Top-level types take their names before member classes of other types can.
  const declarations = nodes.filter((node) => isTypeDeclaration(tree.kind[node]!));
  const types = new Map<string, TypeScope>();
  const file: FileContext = {
    tree, module, registry, types, packageName: module.packageName,
    imported: new Set(single.map((one) => one.names[one.names.length - 1]!)),
    importedFrom: new Map(single.filter((one) => !one.isStatic).map((one) => [one.names[one.names.length - 1]!, one.packageName])),
    qualified: new Set(),
    staticStars: imports.filter((one) => one.isStatic && one.isStar).map((one) => starSlot(one.names)),
  };
  for (const name of [...file.imported, ...declarations.map((node) => declaredName(tree, node) ?? '')]) taken.add(name);
  const read = declarations.map((node) => readType(registry, node, undefined, undefined));
  for (const type of read) if (!types.has(type.name)) types.set(type.name, type);

  const c = new FunctionContext(file, f, { depth: 0, path: '', type: undefined, isStatic: true, nesting: 0 });
  const inType = (type: TypeScope): FunctionContext => new FunctionContext(file, f, { depth: 0, path: type.path, type, isStatic: true, nesting: 0 });
  for (const type of read) lowerType(file, type);
  for (const type of read) declareType(c, type);
  if (imports.length > 0 || read.length > 0) f.importStar(module.packageName, { start: span.start, end: span.start });
  // One directory is one package, wherever the sources lie.
  if (module.packageName !== '' && read.length > 0) f.importStar('', { start: span.start, end: span.start });
  for (const one of imports) lowerImport(c, one);
  for (const type of read) linkType(c, type);
  for (const type of read) initialiseType(inType, type);
  // Statements outside a class are damage, or a script.
  for (const node of nodes) if (!isTypeDeclaration(tree.kind[node]!) && !SILENT.has(tree.kind[node]!)) lowerStatement(c, node);
  for (const type of read) decorateType(inType, type);
  f.finish();
  return module.build([...tree.errors, ...tree.truncated], contentHash);
}

const SILENT = new Set<number>([K.package_declaration, K.import_declaration, K.module_declaration]);

function packageOf(tree: LowerInput['tree'], node: number): string {
  const name = namedChildren(tree, node).find((child) => tree.kind[child] === K.identifier || tree.kind[child] === K.scoped_identifier) ?? firstNamedChild(tree, node);
  return name < 0 ? '' : dottedParts(tree, name)?.join('.') ?? '';
}
