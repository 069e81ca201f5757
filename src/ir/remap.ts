import type { Span } from '../base/words.ts';
import { HEADER, type AnnotationIR, type ClassIR, type FunctionIR, type ModuleIR } from './ir.ts';
import { LAYOUTS } from './layout.ts';

/** The module with every span moved by `map`: for code that was lowered from a text made out of its file. */
export function remapModule(module: ModuleIR, map: (span: Span) => Span): ModuleIR {
  return {
    ...module,
    functions: module.functions.map((fn) => remapFunction(fn, map)),
    classes: module.classes.map((cls) => remapClass(cls, map)),
    imports: module.imports.map((item) => ({ ...item, span: map(item.span) })),
    errors: module.errors.map(map),
  };
}

function remapFunction(fn: FunctionIR, map: (span: Span) => Span): FunctionIR {
  const code = fn.code.slice();
  remapCode(code, map);
  return {
    ...fn, code, span: map(fn.span), nameSpan: map(fn.nameSpan), annotations: annotations(fn.annotations, map),
    params: fn.params.map((p) => ({ ...p, span: map(p.span), ...(p.annotations ? { annotations: annotations(p.annotations, map) } : {}) })),
  };
}

function remapClass(cls: ClassIR, map: (span: Span) => Span): ClassIR {
  return {
    ...cls, span: map(cls.span), nameSpan: map(cls.nameSpan), annotations: annotations(cls.annotations, map),
    fields: cls.fields.map((f) => ({ ...f, span: map(f.span), ...(f.annotations ? { annotations: annotations(f.annotations, map) } : {}) })),
  };
}

const annotations = (list: readonly AnnotationIR[], map: (span: Span) => Span): AnnotationIR[] => list.map((a) => ({ ...a, span: map(a.span) }));

/** Instructions follow each other in the array whatever their nesting: regions begin right after the operands. */
function remapCode(code: Int32Array, map: (span: Span) => Span): void {
  const move = (at: number): void => {
    const moved = map({ start: code[at] ?? 0, end: code[at + 1] ?? 0 });
    code[at] = moved.start;
    code[at + 1] = moved.end;
  };
  let at = 0;
  while (at < code.length) {
    const layout = LAYOUTS.get(code[at] ?? 0);
    if (!layout) return;
    move(at + 2);
    let p = at + HEADER;
    let count = 0;
    for (const slot of layout.fixed) {
      if (slot === 'count') count = code[p] ?? 0;
      else if (slot === 'start') move(p);
      p++;
    }
    for (let i = 0; i < count && layout.repeat; i++) {
      layout.repeat.forEach((slot, k) => { if (slot === 'start') move(p + k); });
      p += layout.repeat.length;
    }
    at = p;
  }
}
