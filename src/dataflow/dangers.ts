import { sinkBits, type SourceKind } from '../base/words.ts';
import { PHI_BITS } from '../resolve/value.ts';

const PROMPTS = sinkBits('prompt', 'system-prompt', 'tool-result');
/** What makes text from outside worth following through stores. */
export const STORED = PROMPTS | sinkBits('index');
/** What each kind of source can do when nothing stops it. Pixels identify nobody in a log: what prints them are numbers. */
export const DANGERS: Readonly<Record<SourceKind, number>> = {
  'dicom-text': PROMPTS | PHI_BITS | sinkBits('training', 'index', 'egress'),
  'dicom-network': PROMPTS | PHI_BITS | sinkBits('training', 'index', 'egress'),
  'dicom-sr': PROMPTS | PHI_BITS | sinkBits('training', 'index', 'egress'),
  'pdf-text': PROMPTS | PHI_BITS | sinkBits('training', 'index', 'egress'),
  'ocr-text': PROMPTS | PHI_BITS | sinkBits('training', 'index', 'egress'),
  'hl7-text': PROMPTS | PHI_BITS | sinkBits('training', 'index', 'egress'),
  'fhir-text': PROMPTS | PHI_BITS | sinkBits('training', 'index', 'egress'),
  'ehr-text': PROMPTS | PHI_BITS | sinkBits('training', 'index', 'egress'),
  'image-pixels': (PHI_BITS & ~sinkBits('phi-log')) | sinkBits('image', 'training'),
  retrieved: PROMPTS | sinkBits('egress'),
  'model-output': sinkBits('code', 'shell', 'sql', 'template', 'deserialise', 'path', 'html', 'clinical', 'egress'),
  'user-text': sinkBits('system-prompt', 'egress'),
  upload: PROMPTS | sinkBits('training', 'index', 'image', 'egress'),
  download: sinkBits('training', 'index', 'egress'),
  custom: 0,
};
