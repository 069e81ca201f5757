/** Reads one PDF: its texts with where they stand and who can see them, what acts in it, and what is odd about it. */
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ArtifactContent, ArtifactText, LimitHit, StructureFact } from '../artifact.ts';
import { MAX_MILLISECONDS, MAX_PDF_BYTES, MAX_PDF_PAGES, MAX_TOTAL_TEXT } from '../limits.ts';
import { blocksOf, isProse, lengthOf, pageTexts, type Block, type Span } from './blocks.ts';
import { Concealed } from './concealed.ts';
import { isPdf } from './detect.ts';
import { encryptedParts } from './encrypted.ts';
import { openPdf, pdfjs } from './engine.ts';
import { EVERYWHERE } from './matrix.ts';
import { PdfObjects } from './objects.ts';
import { PageWalker, type FontFacts, type PageHost } from './page.ts';
import type { Pixels } from './paint.ts';
import { readStructure, type Attachment } from './structure.ts';
import { hiddenBecause } from './visibility.ts';

export interface PdfContent extends ArtifactContent {
  readonly attachments: readonly Attachment[];
  /** Text that a person sees, page by page. */
  readonly pages: readonly string[];
  /** Of a file whose operators were given numbers (contentRuns.ts): what each of them shows. */
  readonly tagged: readonly TaggedRun[];
}

/** One showing of a numbered operator. */
export interface TaggedRun {
  readonly tag: number;
  /** Place of the text that it is part of. */
  readonly where: string;
  readonly hidden: boolean;
  /** Its advance, in thousandths of the font size. */
  readonly gap: number;
}

/** Reads a PDF; undefined where it is none. Never throws. */
export async function readPdf(bytes: Uint8Array, milliseconds = MAX_MILLISECONDS): Promise<PdfContent | undefined> {
  if (!isPdf(bytes)) return undefined;
  const reader = new Reader(bytes, Date.now() + milliseconds);
  await reader.read();
  return reader.content();
}

class Reader {
  private readonly bytes: Uint8Array;
  private readonly deadline: number;
  private readonly texts: ArtifactText[] = [];
  private readonly facts: StructureFact[] = [];
  private readonly limits: LimitHit[] = [];
  private readonly pages: string[] = [];
  private readonly tagged: TaggedRun[] = [];
  private attachments: readonly Attachment[] = [];
  private readonly concealed = new Concealed();
  private total = 0;

  constructor(bytes: Uint8Array, deadline: number) {
    this.bytes = bytes;
    this.deadline = deadline;
  }

  content(): PdfContent {
    const { texts, facts, limits, attachments, pages, tagged } = this;
    return { texts, facts, limits, attachments, pages, tagged };
  }

  async read(): Promise<void> {
    if (this.bytes.length > MAX_PDF_BYTES) {
      this.limits.push({ limit: 'MAX_PDF_BYTES', where: `byte ${MAX_PDF_BYTES}` });
      return;
    }
    const objects = new PdfObjects(this.bytes, this.deadline);
    this.limits.push(...objects.limits);
    const opened = await this.open(objects);
    const structure = readStructure(objects, { opened: opened !== undefined });
    this.facts.push(...structure.facts);
    this.attachments = structure.attachments;
    for (const text of structure.texts) this.text(text);
    if (!opened) return;
    try {
      if (objects.encrypted) await this.inTime(this.properties(opened.document)).catch(() => undefined);
      const pages = await this.readPages(opened.document);
      const prose = isProse([...pages.values()]);
      for (const [number, blocks] of pages) this.readTexts(blocks, number, prose);
      this.facts.push(...this.concealed.facts());
    } finally {
      await opened.close().catch(() => undefined);
    }
  }

  private async open(objects: PdfObjects): Promise<Awaited<ReturnType<typeof openPdf>> | undefined> {
    try {
      return await openPdf(this.bytes, objects);
    } catch (error) {
      const encrypted = (error as Error | undefined)?.name === 'PasswordException';
      this.facts.push(encrypted
        ? { kind: 'unreadable', where: 'trailer', message: 'the file is encrypted and asks for a password: its text can not be looked at' }
        : { kind: 'unreadable', where: 'document', message: 'the structure of the file is damaged: no page could be read' });
      return undefined;
    }
  }

  /** Of an encrypted file the strings can't be read in place. */
  private async properties(document: PDFDocumentProxy): Promise<void> {
    const { texts, attachments } = await encryptedParts(document, this.deadline);
    for (const text of texts) this.text(text);
    this.attachments = attachments;
  }

  /** The blocks of the pages that can be read in time, by number. */
  private async readPages(document: PDFDocumentProxy): Promise<ReadonlyMap<number, readonly Block[]>> {
    const pages = new Map<number, readonly Block[]>();
    let kept = 0;
    const { OPS } = await pdfjs();
    const layers = await document.getOptionalContentConfig().catch(() => undefined);
    const count = Math.min(document.numPages, MAX_PDF_PAGES);
    if (count < document.numPages) this.limits.push({ limit: 'MAX_PDF_PAGES', where: `page ${count + 1}` });
    for (let number = 1; number <= count && kept <= MAX_TOTAL_TEXT; number++) {
      if (Date.now() > this.deadline) {
        this.limits.push({ limit: 'MAX_MILLISECONDS', where: `page ${number}` });
        break;
      }
      try {
        const page = await this.inTime(document.getPage(number));
        const host = hostOf(page, OPS, (group) => layers?.isVisible(group as never) ?? true);
        const blocks = await this.readPage(page, number, host);
        pages.set(number, blocks);
        // All pages are kept until it is known what kind of document they make: no more than will be looked at.
        kept += lengthOf(blocks);
        page.cleanup();
      } catch (error) {
        if (error instanceof OutOfTime) {
          this.limits.push({ limit: 'MAX_MILLISECONDS', where: `page ${number}` });
          break;
        }
        this.facts.push({ kind: 'unreadable', where: `page ${number}`, message: `page ${number} is damaged and could not be read` });
      }
    }
    return pages;
  }

  private async readPage(page: PDFPageProxy, number: number, host: PageHost): Promise<readonly Block[]> {
    const list = await this.inTime(page.getOperatorList());
    const content = new PageWalker(host).walk(list.fnArray, list.argsArray, `page ${number}`, this.limits);
    const [x0, y0, x1, y1] = page.view as [number, number, number, number];
    const view = [x0, y0, x1, y1].every(Number.isFinite) ? { x0, y0, x1, y1 } : EVERYWHERE;
    const spans = content.runs.map((run, i): Span => ({ run, number: i + 1, hidden: hiddenBecause(run, content, { view, userUnit: page.userUnit || 1 }) }));
    return blocksOf(spans);
  }

  private readTexts(blocks: readonly Block[], number: number, prose: boolean): void {
    for (const { text, spans } of pageTexts(blocks, number, prose)) {
      this.text(text);
      for (const { run, hidden } of spans) if (run.tag !== undefined) this.tagged.push({ tag: run.tag, where: text.where, hidden: hidden !== undefined, gap: run.gap });
    }
    this.pages.push(blocks.filter((b) => !b.hidden).map((b) => b.text).join('\n'));
    this.concealed.add(blocks, number);
  }

  private text(text: ArtifactText): void {
    if (this.total + text.text.length > MAX_TOTAL_TEXT) {
      if (this.total <= MAX_TOTAL_TEXT) this.limits.push({ limit: 'MAX_TOTAL_TEXT', where: text.where });
      this.total = MAX_TOTAL_TEXT + 1;
      return;
    }
    this.total += text.text.length;
    this.texts.push(text);
  }

  /** Waits, but not past the deadline: a hostile page must not keep the file's other findings back. */
  private async inTime<T>(work: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new OutOfTime()), Math.max(1, this.deadline - Date.now()));
    });
    work.catch(() => undefined);
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

class OutOfTime extends Error {}

function hostOf(page: PDFPageProxy, ops: Readonly<Record<string, number>>, layerVisible: (group: unknown) => boolean): PageHost {
  const lookUp = (id: string): unknown => {
    const store = id.startsWith('g_') ? page.commonObjs : page.objs;
    return store.has(id) ? (store.get(id) as unknown) : undefined;
  };
  return {
    ops,
    layerVisible: (group) => group === null || group === undefined || layerVisible(group),
    shading: lookUp,
    font: (name) => (page.commonObjs.has(name) ? (page.commonObjs.get(name) as FontFacts) : undefined),
    pixels: (id) => {
      const image = lookUp(id) as Partial<Pixels> | undefined;
      return image?.data && image.width && image.height && image.kind ? (image as Pixels) : undefined;
    },
  };
}
