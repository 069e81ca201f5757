import type { FieldDecl, TypeScope } from './declarations.ts';

/** Annotations for which a generator writes members: Lombok's, which most service code is written with. */

const has = (type: TypeScope, ...names: readonly string[]): boolean =>
  type.annotations.some((annotation) => names.includes(annotation.name.replace(/^lombok\.(?:extern\.\w+\.)?/, '')));

const instanceFields = (type: TypeScope): FieldDecl[] => [...type.fields.values()].filter((field) => !field.isStatic);

/** Fields that a generated constructor takes, in order. */
export function injectedFields(type: TypeScope): FieldDecl[] {
  if (has(type, 'AllArgsConstructor', 'Value', 'Builder', 'SuperBuilder')) return instanceFields(type).filter((field) => !(field.isFinal && field.value >= 0));
  if (has(type, 'RequiredArgsConstructor', 'Data')) {
    return instanceFields(type).filter((field) => field.value < 0 && (field.isFinal || field.annotations.some((annotation) => /(^|\.)NonNull$/.test(annotation.name))));
  }
  return [];
}

export interface GeneratedMethod { readonly name: string; readonly field: FieldDecl; readonly role: 'getter' | 'setter' | 'fluent' }

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Accessors that are generated for the fields of a type, without those that it declares itself. */
export function generatedMethods(type: TypeScope): GeneratedMethod[] {
  const reads = has(type, 'Data', 'Value', 'Getter');
  const writes = has(type, 'Data', 'Setter');
  const builds = has(type, 'Builder', 'SuperBuilder');
  const on = (field: FieldDecl, name: string): boolean => field.annotations.some((annotation) => annotation.name === name || annotation.name === `lombok.${name}`);
  return instanceFields(type).flatMap((field): GeneratedMethod[] => [
    ...(reads || on(field, 'Getter') ? [{ name: `get${capitalised(field.name)}`, field, role: 'getter' as const }] : []),
    ...((reads || on(field, 'Getter')) && field.type?.name.toLowerCase() === 'boolean' ? [{ name: `is${capitalised(field.name)}`, field, role: 'getter' as const }] : []),
    ...((writes || on(field, 'Setter')) && !field.isFinal ? [{ name: `set${capitalised(field.name)}`, field, role: 'setter' as const }] : []),
    ...(builds ? [{ name: field.name, field, role: 'fluent' as const }] : []),
  ]).filter((method) => !type.methods.has(method.name));
}

/** Whether `builder()` and `build()` are generated: the object builds itself, its fields are set by methods of their names. */
export const hasBuilder = (type: TypeScope): boolean => has(type, 'Builder', 'SuperBuilder') && !type.methods.has('builder');

/** The package and class of the factory behind a generated `log` field, and the factory's method. */
export function generatedLogger(type: TypeScope): { readonly packageName: string; readonly factory: string; readonly method: string } | undefined {
  if (has(type, 'Slf4j', 'XSlf4j')) return { packageName: 'org.slf4j', factory: 'LoggerFactory', method: 'getLogger' };
  if (has(type, 'Log4j2', 'Log4j')) return { packageName: 'org.apache.logging.log4j', factory: 'LogManager', method: 'getLogger' };
  if (has(type, 'CommonsLog')) return { packageName: 'org.apache.commons.logging', factory: 'LogFactory', method: 'getLog' };
  if (has(type, 'Log')) return { packageName: 'java.util.logging', factory: 'Logger', method: 'getLogger' };
  return undefined;
}
