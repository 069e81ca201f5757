import { readFileSync } from 'node:fs';
import dcmjs from 'dcmjs';

/** What the triage needs to know of a study. */
export interface Study {
  modality: string;
  description: string;
  comments: string;
}

/** Reads one image of a study that the modality sent. */
export function readStudy(path: string): Study {
  const file = readFileSync(path);
  const { dict } = dcmjs.data.DicomMessage.readFile(file.buffer);
  const dataset = dcmjs.data.DicomMetaDictionary.naturalizeDataset(dict);
  return {
    modality: dataset.Modality,
    description: dataset.StudyDescription ?? '',
    comments: dataset.PatientComments ?? '',
  };
}
