/**
 * Every limit of the artifact scanners, with its reason. A limit that is reached ends the reading of that part, is recorded as a
 * `LimitHit` and shown with the findings: what lies beyond was not looked at.
 */

/** Wall time for one file. The reader polls it, so the real cost is this plus one poll interval. */
export const MAX_MILLISECONDS = 5_000;

/** Sequences inside sequences. Real structured reports reach about 12; readers that recurse fall over near a few thousand. */
export const MAX_DEPTH = 64;

/** Elements in one file, items' own included. Enhanced multi-frame headers of 10,000 frames hold about 600,000. */
export const MAX_ELEMENTS = 1_000_000;

/** Elements of a data set that are read to check its digital signatures; above, they are reported as not checked. */
export const MAX_SIGNED_ELEMENTS = 200_000;

/** Bytes of one value that are decoded as text. An hour of dictation is about 60 kB; only embedded files are larger. */
export const MAX_TEXT_BYTES = 1 << 20;

/** Characters of text kept from one file, so that memory is bounded by this and not by the file. */
export const MAX_TOTAL_TEXT = 16 << 20;

/** Bytes that a compressed part may grow to. */
export const MAX_INFLATED_BYTES = 64 << 20;

/** Bytes of a compressed part that are read: stored blocks, the least compression, add five bytes to 64 kB. What is beyond can't be needed. */
export const MAX_PACKED_BYTES = MAX_INFLATED_BYTES + (1 << 20);

/** Growth of a compressed part above this is reported as hostile. Deflate on DICOM headers reaches about 20; zeros reach 1,000. */
export const MAX_INFLATE_RATIO = 200;

/** Files inside files (encapsulated documents, base64 bodies) that are opened, one inside the other. */
export const MAX_EMBEDDING = 3;

/** Characters of one text that the screen reads. The rest is looked at in windows of this size, at most SCREEN_WINDOWS of them. */
export const SCREEN_CHARACTERS = 32_768;
export const SCREEN_WINDOWS = 64;

/** Encoded runs (base64, hex, escapes) that are decoded in one text, and how often a decoded text is decoded again. */
export const MAX_DECODED_RUNS = 32;
export const MAX_DECODE_DEPTH = 2;

/** Wall time for reading the frames of one file with --ocr. A frame takes about a second. */
export const MAX_OCR_MILLISECONDS = 60_000;

/** Frames of one file that are read with --ocr: the first, the last, then ever finer between them. */
export const MAX_OCR_FRAMES = 64;

/** Bytes of one frame that is read with --ocr. Mammograms reach 50 MB, whole slides are tiled. */
export const MAX_FRAME_BYTES = 128 << 20;

/** Findings of one rule in one file; more are counted in the last one. */
export const MAX_FINDINGS_PER_RULE = 20;

/** Pages of one PDF that are read. Reports have a few, theses a few hundred; the wall time usually ends the reading first. */
export const MAX_PDF_PAGES = 500;

/** Operators of one PDF page that are walked. Dense vector maps reach about 300,000. */
export const MAX_PDF_OPERATORS = 500_000;

/** Objects of one PDF that are looked at. Textbooks of 2,000 pages hold about 300,000. */
export const MAX_PDF_OBJECTS = 500_000;

/** PDFs above this are not opened: the reader holds them in memory several times. */
export const MAX_PDF_BYTES = 256 << 20;
