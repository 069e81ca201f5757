/** The shared vocabulary of all rooms. Plain data only; nothing here knows an editor, a language or a file system. */

/** Severity of a finding, strongest first where they are compared. */
export type Severity = 'error' | 'warning' | 'note';

/** Front ends. `config` covers JSON, JSONC, YAML and TOML settings. */
export type LanguageId = 'python' | 'typescript' | 'java' | 'csharp';

/** Where untrusted data came from; shown in messages and used by the policy. */
export const SOURCE_KINDS = [
  'dicom-text', 'dicom-network', 'dicom-sr', 'pdf-text', 'ocr-text', 'hl7-text', 'fhir-text',
  'image-pixels', 'retrieved', 'model-output', 'user-text', 'ehr-text', 'upload', 'download',
] as const;
/** `custom`: what a flow rule of the user names as its source. */
export type SourceKind = (typeof SOURCE_KINDS)[number] | 'custom';

/** How much of an instruction a value can carry (0 none … 3 high); from the VR for DICOM elements (PS3.5 §6.2). */
export const Capacity = { none: 0, low: 1, medium: 2, high: 3 } as const;
export type Capacity = (typeof Capacity)[keyof typeof Capacity];

/** What a tool can do to the world. */
export const CAPABILITIES = [
  'read-phi', 'read-files', 'write-files', 'execute-code', 'execute-shell', 'network-egress',
  'clinical-write', 'delete', 'send-message', 'spend', 'delegate',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/**
 * The dangers a value can still cause. A label carries a bit set of the sink kinds that it can still reach;
 * a barrier takes bits away. At most 31 kinds, so that a set is one small integer.
 */
export const SINK_KINDS = [
  'prompt',         // text of a user, assistant or tool message, a completion prompt
  'system-prompt',  // system / developer role, agent instructions, tool description
  'tool-result',    // what a tool hands back to a model
  'image',          // pixels sent to a multimodal model
  'code', 'shell', 'sql', 'template', 'deserialise', 'path', 'html',
  'clinical',       // a write to a PACS, EHR, FHIR or HL7 destination
  'phi-model',      // identifying data sent to a model endpoint
  'phi-log',        // identifying data in logs, traces, prints, analytics
  'phi-training',   // identifying data in a training set
  'training',       // unverified data in a training or fine-tuning set
  'index',          // documents put into a store that feeds prompts
  'transport',      // clinical data over a transport
  'egress',         // any outward channel
] as const;
export type SinkKind = (typeof SINK_KINDS)[number];

/** Bit of a sink kind in a label's `live` set. */
export const sinkBit = (kind: SinkKind): number => 1 << SINK_KINDS.indexOf(kind);
/** Union of the bits of several sink kinds. */
export const sinkBits = (...kinds: readonly SinkKind[]): number => kinds.reduce((m, k) => m | sinkBit(k), 0);

/** Half-open range of UTF-16 offsets in one file's text. */
export interface Span { readonly start: number; readonly end: number }

/** A span in a named file; `file` is relative to the project root, with `/`. */
export interface Place extends Span { readonly file: string }
