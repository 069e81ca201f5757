import { ModuleBuilder } from '../../ir/builder.ts';
import type { ModuleIR } from '../../ir/ir.ts';
import { childByField, namedChildren, nodeSpan, type SyntaxTree } from '../../syntax/tree.ts';
import type { LowerInput } from '../language.ts';
import { decorateType } from './attributes.ts';
import { declareType, initialiseType, linkType, lowerType } from './classes.ts';
import { type FileContext, FunctionContext } from './context.ts';
import { readType, type TypeRegistry, type TypeScope } from './declarations.ts';
import { IMPLICIT_USINGS, lowerUsing, readUsing, staticSlot, type Using } from './imports.ts';
import { findShared } from './names.ts';
import { F, K } from './nodeKinds.ts';
import { declaredName, dottedParts, expand, isTypeDeclaration, nameText } from './nodes.ts';
import { lowerSequence } from './statements.ts';
import { readTupleNames } from './types.ts';

/** What stands in a file outside of its types, with the namespaces taken apart. */
interface FileParts { readonly usings: Using[]; readonly types: number[]; readonly statements: number[]; readonly namespaces: string[] }

/**
 * Lowers a file of C#. Never throws: what has no equivalent in the IR becomes Unknown.
 *
 * The module's body first makes the classes, then binds what the directives name, then links the classes to their bases: files use
 * each other in circles, and each must find the others' classes however far they are. The statements of a program come last.
 */
export function lowerModule({ tree, file: path, contentHash }: LowerInput): ModuleIR {
  const module = new ModuleBuilder(path, 'csharp');
  const span = nodeSpan(tree, 0);
  const start = { start: span.start, end: span.start };
  const f = module.newFunction({ name: '', qualifiedName: '', kind: 'module', parent: -1, span, nameSpan: start });
  const parts: FileParts = { usings: [], types: [], statements: [], namespaces: [] };
  collect(tree, namedChildren(tree, 0), '', parts);
  module.packageName = parts.namespaces[0] ?? '';

  const taken = new Set<string>();
  const registry: TypeRegistry = {
    tree, newClassIndex: () => module.newClassIndex(),
    claim: (name) => { if (name === '' || taken.has(name)) return undefined; taken.add(name); return name; },
  };
  // Top-level types take their names before member types of others can.
  for (const node of parts.types) taken.add(declaredName(tree, node) ?? '');
  const read = parts.types.map((node) => readType(registry, node, undefined));
  const types = new Map<string, TypeScope>();
  for (const type of read) if (!types.has(type.name)) types.set(type.name, type);
  const namespaces = [...parts.namespaces, ...parts.usings.map((using) => using.name), ...IMPLICIT_USINGS];
  const file: FileContext = {
    tree, module, registry, types, roots: new Set(namespaces.map((name) => name.split('.')[0]!)),
    qualified: new Set(),
    tupleNames: readTupleNames(tree),
    staticUsings: parts.usings.filter((using) => using.isStatic).map((using) => staticSlot(using.name)),
  };

  const c = new FunctionContext(file, f, { depth: 0, path: '', type: undefined, isStatic: true, nesting: 0 });
  const inType = (type: TypeScope): FunctionContext => new FunctionContext(file, f, { depth: 0, path: type.path, type, isStatic: true, nesting: 0 });
  for (const type of read) lowerType(file, type);
  for (const type of read) declareType(c, type);
  for (const namespace of new Set(parts.namespaces.flatMap(enclosing))) f.importStar(namespace, start);
  f.importStar('', start);
  for (const using of parts.usings) lowerUsing(c, using);
  for (const namespace of IMPLICIT_USINGS) {
    if (!parts.usings.some((using) => using.name === namespace)) module.addImport({ module: namespace, names: ['*'], span: start });
    f.importStar(namespace, start);
  }
  for (const type of read) linkType(c, type);
  for (const type of read) initialiseType(inType, type);
  if (parts.statements.length > 0) findShared(c, 0);
  lowerSequence(c, parts.statements);
  for (const type of read) decorateType(inType, type);
  f.finish();
  return module.build([...tree.errors, ...tree.truncated], contentHash);
}

function collect(tree: SyntaxTree, nodes: readonly number[], namespace: string, parts: FileParts): void {
  let current = namespace;
  for (const node of expand(tree, nodes)) {
    const kind = tree.kind[node]!;
    if (kind === K.using_directive) { const using = readUsing(tree, node); if (using) parts.usings.push(using); }
    else if (isTypeDeclaration(kind)) { parts.types.push(node); if (!parts.namespaces.includes(current)) parts.namespaces.push(current); }
    else if (kind === K.namespace_declaration || kind === K.file_scoped_namespace_declaration) {
      const nameNode = childByField(tree, node, F.name);
      const name = nameNode < 0 ? '' : dottedParts(tree, nameNode)?.join('.') ?? nameText(tree, nameNode);
      const full = [namespace, name].filter((part) => part !== '').join('.');
      if (kind === K.file_scoped_namespace_declaration) current = full;
      const body = childByField(tree, node, F.body);
      collect(tree, namedChildren(tree, body >= 0 ? body : node).filter((child) => child !== nameNode), full, parts);
    } else if (kind === K.global_statement) parts.statements.push(...namedChildren(tree, node));
    else if (!SILENT.has(kind)) parts.statements.push(node);
  }
}
const SILENT = new Set<number>([K.global_attribute, K.extern_alias_directive, K.delegate_declaration, K.attribute_list]);

/** A namespace sees the types of those around it: `A.B`, then `A`. */
function enclosing(namespace: string): string[] {
  const parts = namespace.split('.').filter((part) => part !== '');
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('.'));
}
