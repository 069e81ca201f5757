/** Walks the operators of one page: the text runs with their geometry, and everything that is painted. */
import type { LimitHit } from '../artifact.ts';
import { MAX_PDF_OPERATORS } from '../limits.ts';
import { EVERYWHERE, IDENTITY, area, intersect, multiply, toMatrix, transformBox, upright, type Box, type Matrix } from './matrix.ts';
import { RUN_TAG } from './contentRuns.ts';
import { NORMAL, UNKNOWN_BLEND, type SoftMask } from './blend.ts';
import { flatten, opaquePixel, type Colour, type Paint, type Pixels } from './paint.ts';
import { parseColour, patternLook, shadeOf } from './shading.ts';

/** One showing of text. */
export interface Run {
  readonly text: string;
  /** Place in the order of painting. */
  readonly order: number;
  /** The line of text in page space: from its first to its last glyph, descenders to ascenders. */
  readonly box: Box;
  /** From text space, scaled by the font size, to the page; the origin is where the run begins. */
  readonly matrix: Matrix;
  /** Advance in text space units of `matrix`. */
  readonly advance: number;
  readonly vertical: boolean;
  /** Height of the font in points of the page. */
  readonly size: number;
  /** Text rendering mode (9.3.6). */
  readonly mode: number;
  /** Undefined for patterns. */
  readonly fill: Colour | undefined;
  readonly stroke: Colour | undefined;
  readonly alpha: number;
  /** Blend mode, as pdfjs names it. */
  readonly blend: string;
  readonly masks: readonly SoftMask[];
  readonly clip: Box;
  /** In a layer that is switched off. */
  readonly layerOff: boolean;
  /** A Type 3 font all of whose glyphs paint nothing. */
  readonly blankGlyphs: boolean;
  readonly annotation: boolean;
  /** Number of the operator in a file whose operators were given numbers (contentRuns.ts), and the advance in its unit. */
  readonly tag: number | undefined;
  readonly gap: number;
}

export interface PageContent {
  readonly runs: readonly Run[];
  /** In the order of painting. */
  readonly paints: readonly Paint[];
}

/** What the walk asks of the document. */
export interface PageHost {
  /** Numbers of the operators by name (pdfjs `OPS`). */
  readonly ops: Readonly<Record<string, number>>;
  font(name: string): FontFacts | undefined;
  pixels(id: string): Pixels | undefined;
  /** A shading by its name, as pdfjs describes it. */
  shading(id: string): unknown;
  layerVisible(group: unknown): boolean;
}

export interface FontFacts {
  readonly vertical?: boolean;
  readonly defaultVMetrics?: readonly number[] | null;
  readonly ascent?: number;
  readonly descent?: number;
  readonly isType3Font?: boolean;
  readonly fontMatrix?: ArrayLike<number>;
  readonly bbox?: ArrayLike<number>;
  readonly charProcOperatorList?: Readonly<Record<string, { readonly fnArray: ArrayLike<number> }>>;
}

interface State {
  ctm: Matrix;
  clip: Box;
  /** The clip is the box and nothing less. */
  clipExact: boolean;
  fill: Colour | undefined;
  stroke: Colour | undefined;
  fillAlpha: number;
  strokeAlpha: number;
  /** The filling is a pattern that paints nothing. */
  fillsNothing: boolean;
  /** Blend modes: of what is painted here, and of the groups around. */
  blend: string;
  groupBlend: string;
  /** The soft mask that is set here, and those of the groups around. */
  mask: SoftMask | undefined;
  groupMasks: readonly SoftMask[];
  lineWidth: number;
  font: FontFacts | undefined;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
  mode: number;
  textMatrix: Matrix;
  x: number;
  y: number;
  lineX: number;
  lineY: number;
  groupAlpha: number;
  /** The soft mask that is being defined: nothing here is seen as such. */
  defining: SoftMask | undefined;
}

interface Glyph { readonly unicode?: string; readonly width?: number; readonly isSpace?: boolean; readonly operatorListId?: string; readonly vmetric?: readonly number[] | null }

const BLACK: Colour = [0, 0, 0];

const fresh = (): State => ({
  ctm: IDENTITY, clip: EVERYWHERE, clipExact: true, fill: BLACK, stroke: BLACK, fillAlpha: 1, strokeAlpha: 1, fillsNothing: false, blend: NORMAL, groupBlend: NORMAL, mask: undefined, groupMasks: [], lineWidth: 1, font: undefined, size: 0,
  charSpacing: 0, wordSpacing: 0, scale: 1, leading: 0, rise: 0, mode: 0, textMatrix: IDENTITY, x: 0, y: 0, lineX: 0, lineY: 0, groupAlpha: 1, defining: undefined,
});

/** Strokes thinner than this, in points, are lines and no background for text. */
const WIDE_STROKE = 3;

export class PageWalker {
  private readonly host: PageHost;
  private readonly names: readonly string[];
  private readonly runs: Run[] = [];
  private readonly paints: Paint[] = [];
  private state = fresh();
  private readonly stack: State[] = [];
  private readonly layers: boolean[] = [];
  private pendingClip = false;
  private order = 0;
  private annotation = false;
  private tag: number | undefined;
  /** The soft mask that was defined last: the graphics state that follows sets it. */
  private defined: SoftMask | undefined;
  private readonly blank = new Map<FontFacts, Map<string, boolean>>();

  constructor(host: PageHost) {
    this.host = host;
    const names: string[] = [];
    for (const [name, number] of Object.entries(host.ops)) names[number] = name;
    this.names = names;
  }

  walk(fnArray: ArrayLike<number>, argsArray: ArrayLike<unknown>, where: string, limits: LimitHit[]): PageContent {
    const count = Math.min(fnArray.length, MAX_PDF_OPERATORS);
    if (count < fnArray.length) limits.push({ limit: 'MAX_PDF_OPERATORS', where });
    for (let i = 0; i < count; i++) {
      this.order = i;
      this.step(this.names[fnArray[i]!] ?? '', (argsArray[i] ?? []) as readonly unknown[]);
    }
    return { runs: this.runs, paints: this.paints };
  }

  private step(op: string, args: readonly unknown[]): void {
    const { state } = this;
    const number = (i: number): number => (Number.isFinite(args[i]) ? (args[i] as number) : 0);
    switch (op) {
      case 'save': return this.save();
      case 'restore': return this.restore();
      case 'transform': return this.transform(args);
      case 'setLineWidth': state.lineWidth = Math.abs(number(0)); return;
      case 'setGState': return this.graphicsState(args[0]);
      case 'setFillRGBColor': return this.fill(colour(args));
      case 'setStrokeRGBColor': state.stroke = colour(args); return;
      case 'setFillColorN': return this.fill(patternLook(args, this.names, (id) => this.host.shading(id)));
      case 'setStrokeColorN': state.stroke = undefined; return;
      case 'setFillTransparent': return this.fill(undefined);
      case 'setStrokeTransparent': state.stroke = undefined; return;
      case 'clip': case 'eoClip': this.pendingClip = true; return;
      case 'constructPath': return this.path(number(0), args[1], args[2]);
      case 'shadingFill': {
        const shade = typeof args[0] === 'string' ? shadeOf(this.host.shading(args[0]), state.ctm) : undefined;
        return this.paint({ box: state.clip, colour: undefined, opaque: shade?.covers === true, ...(shade?.covers ? { colourAt: shade.colourAt } : {}) });
      }
      case 'paintFormXObjectBegin':
        this.save();
        this.transform(args[0]);
        return this.clipTo(args[1]);
      case 'paintFormXObjectEnd': return this.restore();
      case 'beginGroup': return this.group(args[0] as Readonly<Record<string, unknown>> | undefined);
      case 'endGroup': return this.endGroup();
      case 'beginAnnotation':
        this.save();
        this.state = fresh();
        this.annotation = true;
        this.clipTo(args[1]);
        this.transform(args[2]);
        return this.transform(args[3]);
      case 'endAnnotation':
        this.annotation = false;
        return this.restore();
      case 'paintImageXObject': return this.image(state.ctm, () => (typeof args[0] === 'string' ? this.host.pixels(args[0]) : undefined));
      case 'paintInlineImageXObject': return this.image(state.ctm, () => asPixels(args[0]));
      case 'paintImageXObjectRepeat': return this.repeat(args, (id) => () => (typeof id === 'string' ? this.host.pixels(id) : undefined));
      case 'paintImageMaskXObject': case 'paintSolidColorImageMask': return this.image(state.ctm, () => undefined);
      case 'paintImageMaskXObjectGroup': return this.stencils(args[0]);
      case 'paintInlineImageXObjectGroup': return this.inlineGroup(args[0], args[1]);
      case 'paintImageMaskXObjectRepeat': return this.repeatMask(args);
      case 'beginMarkedContent': this.layers.push(true); return;
      case 'beginMarkedContentProps':
        if (args[0] === RUN_TAG) this.tag = number(1);
        this.layers.push(args[0] !== 'OC' || this.host.layerVisible(args[1]));
        return;
      case 'endMarkedContent':
        this.tag = undefined;
        this.layers.pop();
        return;
      default: return this.textStep(op, args, number);
    }
  }

  private textStep(op: string, args: readonly unknown[], number: (i: number) => number): void {
    const { state } = this;
    switch (op) {
      case 'beginText':
        state.textMatrix = IDENTITY;
        state.x = state.y = state.lineX = state.lineY = 0;
        return;
      case 'setFont': state.font = this.host.font(String(args[0])); state.size = number(1); return;
      case 'setCharSpacing': state.charSpacing = number(0); return;
      case 'setWordSpacing': state.wordSpacing = number(0); return;
      case 'setHScale': state.scale = number(0) / 100; return;
      case 'setLeading': state.leading = -number(0); return;
      case 'setTextRise': state.rise = number(0); return;
      case 'setTextRenderingMode': state.mode = number(0); return;
      case 'setTextMatrix':
        state.textMatrix = toMatrix(args[0] as ArrayLike<unknown>) ?? toMatrix(args) ?? IDENTITY;
        state.x = state.y = state.lineX = state.lineY = 0;
        return;
      case 'moveText': return this.move(number(0), number(1));
      case 'setLeadingMoveText': state.leading = number(1); return this.move(number(0), number(1));
      case 'nextLine': return this.move(0, state.leading);
      case 'showText': return this.show(args[0]);
      default: return;
    }
  }

  private move(x: number, y: number): void {
    const { state } = this;
    state.x = state.lineX += x;
    state.y = state.lineY += y;
  }

  private save(): void {
    this.stack.push(this.state);
    this.state = { ...this.state };
  }

  private restore(): void {
    this.state = this.stack.pop() ?? this.state;
    // A clip that no path followed ends with the state that it was asked in.
    this.pendingClip = false;
  }

  private transform(values: unknown): void {
    const matrix = toMatrix(values as ArrayLike<unknown>);
    if (matrix) this.state.ctm = multiply(this.state.ctm, matrix);
  }

  private clipTo(values: unknown): void {
    const box = values as ArrayLike<number> | undefined;
    if (!box || box.length < 4) return;
    const [a, b, c, d] = [box[0]!, box[1]!, box[2]!, box[3]!];
    this.state.clip = intersect(this.state.clip, transformBox(this.state.ctm, { x0: Math.min(a, c), y0: Math.min(b, d), x1: Math.max(a, c), y1: Math.max(b, d) }));
  }

  private group(group: Readonly<Record<string, unknown>> | undefined): void {
    this.save();
    const { state } = this;
    const mask = group?.['smask'] as { readonly subtype?: unknown; readonly backdrop?: unknown; readonly transferMap?: unknown } | undefined;
    if (mask) {
      state.defining = { luminosity: mask.subtype === 'Luminosity', backdrop: (typeof mask.backdrop === 'string' ? parseColour(mask.backdrop) : undefined) ?? BLACK, paints: [], vague: Boolean(mask.transferMap) };
      state.mask = undefined;
      state.groupMasks = [];
    }
    if (group?.['matrix'] && group['bbox']) {
      const matrix = toMatrix(group['matrix'] as ArrayLike<unknown>) ?? IDENTITY;
      const ctm = state.ctm;
      state.ctm = multiply(ctm, matrix);
      this.clipTo(group['bbox']);
      state.ctm = ctm;
    } else this.clipTo(group?.['bbox']);
    state.groupAlpha *= state.fillAlpha;
    state.fillAlpha = state.strokeAlpha = 1;
    if (state.blend !== NORMAL) state.groupBlend = state.groupBlend === NORMAL ? state.blend : UNKNOWN_BLEND;
    state.blend = NORMAL;
    if (state.mask) state.groupMasks = [...state.groupMasks, state.mask];
    state.mask = undefined;
  }

  private endGroup(): void {
    const { defining } = this.state;
    this.restore();
    if (defining !== this.state.defining) this.defined = defining;
  }

  private fill(look: Colour | 'nothing' | undefined): void {
    this.state.fillsNothing = look === 'nothing';
    this.state.fill = look === 'nothing' ? undefined : look;
  }

  private graphicsState(states: unknown): void {
    const { state } = this;
    for (const [key, value] of (states ?? []) as readonly (readonly [string, unknown])[]) {
      if (key === 'ca' && typeof value === 'number') state.fillAlpha = value;
      else if (key === 'CA' && typeof value === 'number') state.strokeAlpha = value;
      else if (key === 'LW' && typeof value === 'number') state.lineWidth = value;
      else if (key === 'BM') state.blend = typeof value === 'string' && value !== 'normal' ? value : NORMAL;
      else if (key === 'SMask') state.mask = value ? this.defined : undefined;
      else if (key === 'Font' && Array.isArray(value)) {
        state.font = this.host.font(String(value[0]));
        state.size = Number(value[1]) || 0;
      }
    }
  }

  private path(paintOp: number, data: unknown, minMax: unknown): void {
    const { state } = this;
    const path = Array.isArray(data) ? (data[0] as ArrayLike<number> | null) : null;
    const bounds = minMax as ArrayLike<number> | null;
    if (!path || !bounds || !(bounds[0]! <= bounds[2]!)) {
      if (this.pendingClip) state.clip = { x0: 0, y0: 0, x1: 0, y1: 0 };
      this.pendingClip = false;
      return;
    }
    const { ctm } = state;
    const local: Box = { x0: bounds[0]!, y0: bounds[1]!, x1: bounds[2]!, y1: bounds[3]! };
    const box = transformBox(ctm, local);
    const rectangle = upright(ctm) && isRectangle(path, local);
    const name = this.names[paintOp] ?? '';
    if (state.defining && /stroke/i.test(name)) state.defining.vague = true;
    if (/fill/i.test(name) && !state.fillsNothing) {
      this.paint({ box: intersect(state.clip, box), colour: state.fill, ...(rectangle ? {} : { outline: lazily(() => flatten(path, ctm)) }), evenOdd: /eofill/i.test(name) });
    } else if (/stroke/i.test(name)) {
      const width = state.lineWidth * Math.sqrt(Math.abs(ctm[0] * ctm[3] - ctm[1] * ctm[2]));
      const half = width / 2;
      // Of a wide line only the place is known, not its shape: a bar behind text, or a frame around it.
      if (width >= WIDE_STROKE) this.paint({ box: intersect(state.clip, { x0: box.x0 - half, y0: box.y0 - half, x1: box.x1 + half, y1: box.y1 + half }), colour: undefined, opaque: false });
    }
    if (this.pendingClip) {
      state.clip = intersect(state.clip, box);
      state.clipExact &&= rectangle;
      this.pendingClip = false;
    }
  }

  private paint(p: Pick<Paint, 'box' | 'colour'> & Partial<Paint>): void {
    const { state } = this;
    if (this.layers.includes(false) || area(p.box) === 0) return;
    const alpha = state.fillAlpha * state.groupAlpha;
    const blends = state.blend !== NORMAL || state.groupBlend !== NORMAL;
    const blended = blends || state.mask !== undefined || state.groupMasks.length > 0;
    const opaque = (p.opaque ?? p.colour !== undefined) && !blended && state.clipExact && alpha >= 0.95;
    const { opaqueAt, ...rest } = p;
    const made: Paint = {
      order: this.order, kind: 'area', outline: undefined, evenOdd: false, ...rest, colour: blended || !state.clipExact ? undefined : p.colour, alpha, blends,
      ...(opaqueAt === undefined ? { opaque } : { opaque: false, ...(opaque ? { opaqueAt } : {}) }),
    };
    (state.defining?.paints ?? this.paints).push(made);
  }

  private image(matrix: Matrix, pixels: () => Pixels | undefined): void {
    const once = lazily(pixels);
    const found = once();
    // Alpha of its own shows what is below.
    const opaque = found !== undefined && upright(matrix);
    const translucent = found?.kind === 3 ? { opaqueAt: (x: number, y: number) => opaquePixel(found, matrix, x, y) } : {};
    this.paint({ box: intersect(this.state.clip, transformBox(matrix, { x0: 0, y0: 0, x1: 1, y1: 1 })), colour: undefined, kind: 'image', opaque, ...translucent, image: { matrix, pixels: once } });
  }

  private repeat(args: readonly unknown[], pixels: (id: unknown) => () => Pixels | undefined): void {
    const positions = args[3] as ArrayLike<number> | undefined;
    for (let i = 0; positions && i + 1 < positions.length; i += 2) {
      this.image(multiply(this.state.ctm, [Number(args[1]), 0, 0, Number(args[2]), positions[i]!, positions[i + 1]!]), pixels(args[0]));
    }
  }

  private repeatMask(args: readonly unknown[]): void {
    const positions = args[5] as ArrayLike<number> | undefined;
    const [a, b, c, d] = [1, 2, 3, 4].map((i) => Number(args[i]) || 0) as [number, number, number, number];
    for (let i = 0; positions && i + 1 < positions.length; i += 2) this.image(multiply(this.state.ctm, [a, b, c, d, positions[i]!, positions[i + 1]!]), () => undefined);
  }

  private stencils(images: unknown): void {
    for (const image of (Array.isArray(images) ? images : []) as readonly { readonly transform?: ArrayLike<unknown> }[]) {
      const matrix = toMatrix(image.transform);
      if (matrix) this.image(multiply(this.state.ctm, matrix), () => undefined);
    }
  }

  private inlineGroup(data: unknown, map: unknown): void {
    for (const entry of (Array.isArray(map) ? map : []) as readonly { readonly transform?: ArrayLike<unknown> }[]) {
      const matrix = toMatrix(entry.transform);
      // The pixels are a sheet with many images: their colours are not looked up.
      if (matrix && data) this.image(multiply(this.state.ctm, matrix), () => undefined);
    }
  }

  private show(items: unknown): void {
    const { state } = this;
    const { font, size } = state;
    const vertical = font?.vertical === true;
    const unit = font?.isType3Font ? (toMatrix(font.fontMatrix)?.[0] ?? 0.001) : (font?.fontMatrix?.[0] ?? 0.001);
    let advance = 0;
    let text = '';
    let glyphs = 0;
    let blank = 0;
    let widest = 0;
    for (const item of (Array.isArray(items) ? items : []) as readonly (Glyph | number | null)[]) {
      if (typeof item === 'number') {
        // A wide gap is how many writers set a space.
        if (item < -200 && text !== '' && !text.endsWith(' ')) text += ' ';
        advance -= (item * size) / 1000;
        continue;
      }
      if (!item) continue;
      // Vertical text runs downward, so its widths are negative.
      const width = vertical ? ((item.vmetric ?? font.defaultVMetrics)?.[0] ?? -1000) : (item.width ?? 0);
      advance += width * unit * size + (item.isSpace ? state.wordSpacing : 0) + state.charSpacing;
      widest = Math.max(widest, Math.abs(width));
      const unicode = item.unicode ?? '';
      text += unicode;
      if (unicode.trim() === '') continue;
      glyphs++;
      if (font?.isType3Font && this.isBlank(font, item.operatorListId)) blank++;
    }
    const matrix = multiply(state.ctm, multiply(state.textMatrix, [state.scale, 0, 0, 1, state.x, state.y + state.rise]));
    const ascent = font?.ascent && Math.abs(font.ascent) <= 2 ? font.ascent : 0.8;
    const descent = font?.descent && Math.abs(font.descent) <= 1 ? font.descent : -0.2;
    const height = font?.isType3Font ? typeThreeHeight(font, widest) * Math.abs(unit) * size : size;
    const line: Box = vertical
      ? { x0: -height / 2, x1: height / 2, y0: Math.min(0, advance), y1: Math.max(0, advance) }
      : { x0: Math.min(0, advance), x1: Math.max(0, advance), y0: Math.min(descent * height, ascent * height), y1: Math.max(descent * height, ascent * height) };
    if (state.defining) state.defining.vague = true;
    else if (text.trim() !== '') {
      this.runs.push({
        text, order: this.order, box: transformBox(matrix, line), matrix, advance, vertical, size: Math.abs(height) * Math.hypot(matrix[2], matrix[3]), mode: font?.isType3Font && state.mode !== 3 ? 0 : state.mode,
        fill: font?.isType3Font ? undefined : state.fill, stroke: state.stroke, alpha: state.fillsNothing && !font?.isType3Font && (state.mode === 0 || state.mode === 4) ? 0 : (state.mode === 1 ? state.strokeAlpha : state.fillAlpha) * state.groupAlpha,
        blend: state.groupBlend === NORMAL ? state.blend : state.blend === NORMAL ? state.groupBlend : UNKNOWN_BLEND, masks: state.mask ? [...state.groupMasks, state.mask] : state.groupMasks,
        clip: state.clip, layerOff: this.layers.includes(false), blankGlyphs: glyphs > 0 && blank === glyphs, annotation: this.annotation,
        tag: this.tag, gap: size === 0 ? 0 : (advance / size) * 1000,
      });
    }
    if (vertical) state.y += advance;
    else state.x += advance * state.scale;
  }

  /** Whether a glyph of a Type 3 font paints nothing. */
  private isBlank(font: FontFacts, id: string | undefined): boolean {
    if (id === undefined || !font.charProcOperatorList) return false;
    let known = this.blank.get(font);
    if (!known) this.blank.set(font, (known = new Map()));
    const before = known.get(id);
    if (before !== undefined) return before;
    const list = font.charProcOperatorList[id];
    // A list without any operator is one that could not be read.
    const answer = list !== undefined && list.fnArray.length > 0 && !Array.from(list.fnArray).some((fn) => /^(?:constructPath|paint|shadingFill|showText|rawFillPath)/.test(this.names[fn] ?? ''));
    known.set(id, answer);
    return answer;
  }
}

/**
 * Height of the letters of a Type 3 font in its own units, which may have any scale. Letters are somewhat higher than wide; marks
 * that take no room have only the box of the font.
 */
function typeThreeHeight({ bbox }: FontFacts, widest: number): number {
  if (widest > 0) return widest * 1.3;
  const [, low = 0, , high = 0] = Array.from(bbox ?? [], Number);
  return Math.abs(high - low) || 1000;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function colour(args: readonly unknown[]): Colour | undefined {
  const [first] = args;
  if (typeof first === 'string') return parseColour(first);
  return args.length >= 3 ? [Number(args[0]), Number(args[1]), Number(args[2])] : undefined;
}

/** Whether a path is one rectangle that fills its bounds. */
function isRectangle(path: ArrayLike<number>, { x0, y0, x1, y1 }: Box): boolean {
  const eps = 1e-3 * (Math.abs(x1 - x0) + Math.abs(y1 - y0)) + 1e-6;
  let corners = 0;
  for (let i = 0; i < path.length; ) {
    const op = path[i++];
    if (op === 4) continue;
    if (op !== 0 && op !== 1) return false;
    if (op === 0 && i > 1 && corners >= 4 && i + 2 < path.length) return false;
    const x = path[i++]!;
    const y = path[i++]!;
    if (!(Math.abs(x - x0) <= eps || Math.abs(x - x1) <= eps) || !(Math.abs(y - y0) <= eps || Math.abs(y - y1) <= eps)) return false;
    corners++;
  }
  return corners >= 4 && corners <= 6;
}

function asPixels(value: unknown): Pixels | undefined {
  const image = value as Partial<Pixels> | null;
  return image && image.data && image.width && image.height && image.kind ? (image as Pixels) : undefined;
}
