import type { AnnotationIR } from '../../ir/ir.ts';
import { ancestry, type ClassInfo } from '../../resolve/program.ts';
import type { Engine } from '../engine.ts';

/** Fields of request classes that a framework checks before a handler sees them (class-validator behind the `ValidationPipe` of Nest). https://github.com/typestack/class-validator#validation-decorators */

/** Decorators of fields in which no sentence fits. */
const CLOSING = new Set(['IsIn', 'IsEnum', 'Equals', 'IsInt', 'IsNumber', 'IsPositive', 'IsNegative', 'Min', 'Max', 'IsDivisibleBy', 'IsBoolean', 'IsBooleanString', 'IsDate', 'MinDate', 'MaxDate', 'IsDateString', 'IsISO8601', 'IsMilitaryTime', 'IsUUID', 'IsMongoId', 'IsHash', 'IsHexadecimal', 'IsHexColor', 'IsNumberString', 'IsNumeric', 'IsDecimal', 'IsAlpha', 'IsAlphanumeric', 'IsLocale', 'IsISO31661Alpha2', 'IsISO31661Alpha3', 'IsPort', 'IsIP', 'IsMACAddress', 'IsSemVer', 'IsLatitude', 'IsLongitude', 'IsLatLong']);
const isClosing = ({ name }: AnnotationIR): boolean => CLOSING.has(name.split('.').at(-1)!);

const checking = new WeakMap<Engine, boolean>();
/** Whether the program has its requests checked at all. */
function checks(e: Engine): boolean {
  let known = checking.get(e);
  if (known === undefined) checking.set(e, known = e.program.list.some(({ ir }) => ir.imports.some(({ names }) => names.includes('ValidationPipe'))));
  return known;
}

/** Names of the fields of a class in which, once it was checked, no sentence is. */
export function closedFields(e: Engine, cls: ClassInfo): readonly string[] {
  const fields = ancestry(cls).classes.flatMap((c) => c.ir.fields.filter((field) => field.annotations?.some(isClosing)).map((field) => field.name));
  return fields.length > 0 && checks(e) ? fields : [];
}
