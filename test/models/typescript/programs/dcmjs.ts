import dcmjs from 'dcmjs';
import dicomParser, { type DataSet } from 'dicom-parser';
import daikon from 'daikon';
import OpenAI from 'openai';
import ollama from 'ollama';

const openai = new OpenAI();
const { DicomMessage, DicomMetaDictionary } = dcmjs.data;

export async function natural(bytes: ArrayBuffer) {
  const file = DicomMessage.readFile(bytes);
  const dataset = DicomMetaDictionary.naturalizeDataset(file.dict);
  const uid = DicomMetaDictionary.uid();
  await ollama.generate({ model: 'llama3.2', prompt: `${uid} ${DicomMetaDictionary.date()}` });
  await ollama.generate({ model: 'llama3.2', prompt: dataset.ImageComments }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [dataset.PixelData] }); // <- unscreened-image
  await ollama.generate({ model: 'llama3.2', prompt: new TextDecoder().decode(dataset.EncapsulatedDocument) }); // <- untrusted-text-in-prompt
  const state = dcmjs.adapters.Cornerstone.MeasurementReport.generateToolState(dataset);
  await ollama.generate({ model: 'llama3.2', prompt: JSON.stringify(state) }); // <- untrusted-text-in-prompt
}

export async function deidentified(bytes: ArrayBuffer) {
  const { dict } = DicomMessage.readFile(bytes);
  await openai.responses.create({ model: 'gpt-5', input: dict['00104000'].Value[0] }); // <- phi-to-external-model, untrusted-text-in-prompt
  dcmjs.anonymizer.cleanTags(dict);
  await openai.responses.create({ model: 'gpt-5', input: dict['00104000'].Value[0] }); // <- untrusted-text-in-prompt
}

export async function byElement(bytes: Uint8Array) {
  const dataSet = dicomParser.parseDicom(bytes);
  const all = dicomParser.explicitDataSetToJS(dataSet);
  await ollama.generate({ model: 'llama3.2', prompt: JSON.stringify(all) }); // <- untrusted-text-in-prompt
  const name = dicomParser.parsePN(dataSet.string('x00100010') ?? '');
  await openai.responses.create({ model: 'gpt-5', input: `Write to ${name.familyName}` }); // <- phi-to-external-model, untrusted-text-in-prompt
  const born = dicomParser.parseDA(dataSet.string('x00100030') ?? '');
  await ollama.generate({ model: 'llama3.2', prompt: `Born in ${born.year}; ${dataSet.uint16('x00280010')} rows` });
  const frame = dicomParser.readEncapsulatedPixelData(dataSet, dataSet.elements.x7fe00010, 0);
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [frame] }); // <- unscreened-image
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [dataSet.byteArray] }); // <- unscreened-image
}

// What is handed in came from somebody's file.
export async function handedIn(file: dcmjs.data.DicomDict, dataSet: DataSet) {
  await ollama.generate({ model: 'llama3.2', prompt: file.dict['00204000'].Value[0] }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: dataSet.string('x00204000')! }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: `${dataSet.uint16('x00280010')} rows` });
}

export async function withDaikon(view: DataView) {
  const image = daikon.Series.parseImage(view);
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [image.getInterpretedData(false, true)] }); // <- unscreened-image
  await ollama.generate({ model: 'llama3.2', prompt: `${image.getRows()} rows` });
}
