import { childByField, childByKind, childrenByField, firstNamedChild, namedChildren } from '../../syntax/tree.ts';
import { lowerClassDeclaration } from './classes.ts';
import type { FunctionContext } from './context.ts';
import { exportWhole } from './exports.ts';
import { lowerExpression } from './expressions.ts';
import { F, K } from './nodeKinds.ts';
import { hasToken, isClassDeclaration, stringValue } from './nodes.ts';
import { exportedName } from './scopes.ts';
import { lowerStatement } from './statements.ts';

/** `import d, { a as b } from 'm'` and its other forms, type-only ones included: types are looked up by name. */
export function lowerImportStatement(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const required = childByKind(tree, node, K.import_require_clause);
  const source = childByField(tree, required >= 0 ? required : node, F.source);
  if (source < 0) return;
  const module = stringValue(tree, source);
  const names: string[] = [];
  const bind = (local: number, name: string | undefined): void => {
    if (local < 0) return;
    if (name !== undefined) names.push(name);
    const span = c.span(local);
    c.writeName(local, f.import(module, name, span), span);
  };
  if (required >= 0) bind(firstNamedChild(tree, required), undefined);
  const clause = childByKind(tree, node, K.import_clause);
  for (const part of clause < 0 ? [] : namedChildren(tree, clause)) {
    if (c.kind(part) === K.identifier) bind(part, 'default');
    else if (c.kind(part) === K.namespace_import) bind(firstNamedChild(tree, part), undefined);
    else for (const specifier of namedChildren(tree, part)) {
      const name = childByField(tree, specifier, F.name);
      const alias = childByField(tree, specifier, F.alias);
      if (name >= 0) bind(alias >= 0 ? alias : name, exportedName(tree, name));
    }
  }
  // `import './setup'` binds nothing, but its module has run before what follows.
  if (required < 0 && clause < 0) f.import(module, undefined, c.span(node));
  c.module.addImport({ module, names, span: c.span(node) });
}

/**
 * An `export` statement. Declarations and local names are exported by the stores to them (`FunctionContext.write`), which
 * keeps exports live; what is left are re-exports, default values and names of globals.
 */
export function lowerExportStatement(c: FunctionContext, node: number): void {
  const { f, tree } = c;
  const source = childByField(tree, node, F.source);
  const declaration = childByField(tree, node, F.declaration);
  const value = childByField(tree, node, F.value);
  const clause = childByKind(tree, node, K.export_clause);
  if (source >= 0) reExport(c, node, clause, stringValue(tree, source));
  else if (declaration >= 0) {
    if (isClassDeclaration(c.kind(declaration))) lowerClassDeclaration(c, declaration, childrenByField(tree, node, F.decorator));
    else lowerStatement(c, declaration);
  } else if (value >= 0) f.export('default', lowerExpression(c, value, 'default'), c.span(value));
  else if (clause >= 0) exportGlobals(c, clause);
  else if (hasToken(tree, node, K['='])) {
    const whole = firstNamedChild(tree, node);
    if (whole >= 0) exportWhole(c, whole);
  }
}

function reExport(c: FunctionContext, node: number, clause: number, module: string): void {
  const { f, tree } = c;
  const names: string[] = [];
  const namespace = childByKind(tree, node, K.namespace_export);
  if (namespace >= 0) {
    const span = c.span(namespace);
    const name = firstNamedChild(tree, namespace);
    if (name >= 0) f.export(exportedName(tree, name), f.import(module, undefined, span), span);
  } else if (clause < 0) {
    names.push('*');
    f.exportStar(module, c.span(node));
  }
  for (const specifier of clause < 0 ? [] : namedChildren(tree, clause)) {
    const name = childByField(tree, specifier, F.name);
    const alias = childByField(tree, specifier, F.alias);
    if (name < 0) continue;
    const span = c.span(specifier);
    const imported = exportedName(tree, name);
    names.push(imported);
    f.export(exportedName(tree, alias >= 0 ? alias : name), f.import(module, imported, span), span);
  }
  c.module.addImport({ module, names, span: c.span(node) });
}

function exportGlobals(c: FunctionContext, clause: number): void {
  for (const specifier of namedChildren(c.tree, clause)) {
    const name = childByField(c.tree, specifier, F.name);
    const alias = childByField(c.tree, specifier, F.alias);
    if (name < 0 || c.binding(name)) continue;
    c.f.export(exportedName(c.tree, alias >= 0 ? alias : name), c.readName(name), c.span(specifier));
  }
}
