import { readFileSync } from 'node:fs';
import dcmjs from 'dcmjs';
import { z } from 'zod';

/** Procedures of the department, by the code that the RIS puts into the study. */
const PROCEDURES = new Map([
  ['CTHEAD', 'CT of the head without contrast'],
  ['CTPA', 'CT pulmonary angiography'],
  ['MRLSP', 'MRI of the lumbar spine'],
]);

const Modality = z.enum(['CT', 'MR', 'CR', 'US']);

/** What the triage needs to know of a study, as values that can not carry a sentence. */
export interface Study {
  modality: z.infer<typeof Modality>;
  procedure: string;
}

/** Reads one image of a study that the modality sent. Throws for what the department does not do. */
export function readStudy(path: string): Study {
  const file = readFileSync(path);
  const { dict } = dcmjs.data.DicomMessage.readFile(file.buffer);
  const dataset = dcmjs.data.DicomMetaDictionary.naturalizeDataset(dict);
  const procedure = PROCEDURES.get(dataset.StudyDescription);
  if (procedure === undefined) throw new Error('no procedure of this department');
  return { modality: Modality.parse(dataset.Modality), procedure };
}
