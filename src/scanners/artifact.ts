/** What every scanner hands to the rules: pieces of text out of a file, with where they stood and who could see them. */

import type { Severity } from '../base/words.ts';

/** How a person would meet the text in an ordinary viewer. `hidden` carries facts in `visibility`. */
export type Visibility = 'shown' | 'unusual' | 'hidden';

/** The kind of place a text stood in; the screen weighs the same words differently in each. */
export type Channel =
  | 'value'      // a standard text element, a report paragraph, a page's text
  | 'short'      // a code, title, name or other field that never holds a sentence
  | 'private'    // a private or unknown element
  | 'meta'       // file meta information, document properties, message headers
  | 'comment'    // comments, annotations, overlay and waveform labels, compressed-frame comment segments
  | 'definition' // prose of a specification: profiles, value sets, templates
  | 'filename'   // the name of an attachment or referenced file
  | 'slack';     // bytes that no reader shows: preamble, padding, trailing data, text after a terminator

/** Half-open range of byte offsets in the file. Absent where the text lies in a compressed part. */
export interface ByteRange { readonly start: number; readonly end: number }

/** One text in one place of an artifact. */
export interface ArtifactText {
  readonly text: string;
  /** Place inside the file, as shown to people and in reports: `(0008,1030)`, `page 3 / span 12`, `OBX-5[2]`. */
  readonly where: string;
  /** Name of the place: `StudyDescription (0008,1030) LO`. */
  readonly label: string;
  readonly channel: Channel;
  readonly visibility: Visibility;
  /** Why it is hidden or unusual, in words; empty where it is shown. */
  readonly facts: readonly string[];
  readonly bytes?: ByteRange;
  /** What code that reads this text asks for: the tag of a DICOM element in eight hex digits (`00104000`), the name of a FHIR element. */
  readonly element?: string;
  /** In text files: UTF-16 offsets of the text as it is written in the file, escapes included. */
  readonly span?: { readonly start: number; readonly end: number };
  /**
   * Texts with the same group are read one after the other by a person or a model (elements of one data set, spans of one
   * page), so a message that is split over them is looked for across them in order.
   */
  readonly group: string;
}

/** Something odd about the file itself rather than about a text in it. */
export interface StructureFact {
  /** Part of a rule name: `hostile-structure`, `trailing-data`, `unreadable`, … */
  readonly kind: string;
  readonly where: string;
  readonly message: string;
  readonly bytes?: ByteRange;
  /** Where it is not that of its rule. */
  readonly severity?: Severity;
}

/** A limit of limits.ts that was reached while a file was read; what lay beyond it was not looked at. */
export interface LimitHit { readonly limit: string; readonly where: string }

/** What a scanner found out about one file. */
export interface ArtifactContent {
  readonly texts: readonly ArtifactText[];
  readonly facts: readonly StructureFact[];
  readonly limits: readonly LimitHit[];
}
