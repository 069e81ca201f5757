import { cache, getEnabledElement, imageLoader, metaData } from '@cornerstonejs/core';
import { adaptersSR } from '@cornerstonejs/adapters';
import dicomImageLoader from '@cornerstonejs/dicom-image-loader';
import { DicomMetadataStore } from '@ohif/core';
import * as dwv from 'dwv';
import ollama from 'ollama';

export async function explain(imageId: string, uid: string) {
  metaData.addProvider((type: string, id: string) => (type === 'own' ? { id } : undefined), 100);
  const { seriesDescription } = metaData.get('generalSeriesModule', imageId);
  await ollama.generate({ model: 'llama3.2', prompt: seriesDescription }); // <- untrusted-text-in-prompt
  const plane = metaData.get('imagePlaneModule', imageId);
  await ollama.generate({ model: 'llama3.2', prompt: `The spacing is ${plane.rowPixelSpacing}` });
  const study = DicomMetadataStore.getStudy(uid);
  await ollama.generate({ model: 'llama3.2', prompt: study.StudyDescription }); // <- untrusted-text-in-prompt
  const instance = DicomMetadataStore.getInstance(uid, uid, uid);
  await ollama.generate({ model: 'llama3.2', prompt: instance.ImageComments }); // <- untrusted-text-in-prompt
  await ollama.generate({ model: 'llama3.2', prompt: `${instance.Rows} rows` });
  const dataSet = dicomImageLoader.wadouri.dataSetCacheManager.get(imageId);
  await ollama.generate({ model: 'llama3.2', prompt: dataSet.string('x00104000') }); // <- untrusted-text-in-prompt
  const state = adaptersSR.Cornerstone3D.MeasurementReport.generateToolState(instance, 'mapping', undefined, metaData);
  await ollama.generate({ model: 'llama3.2', prompt: state.Length[0].label }); // <- untrusted-text-in-prompt
}

export async function look(element: HTMLDivElement, imageId: string) {
  const image = await imageLoader.loadAndCacheImage(imageId);
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [image.getPixelData()] }); // <- unscreened-image
  const { viewport } = getEnabledElement(element)!;
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [viewport.getCanvas().toDataURL('image/png')] }); // <- unscreened-image
  console.log(cache.getImage(imageId)!.rows);
}

export async function dump(buffer: ArrayBuffer) {
  const parser = new dwv.DicomParser();
  parser.parse(buffer);
  const elements = parser.getDicomElements();
  return ollama.generate({ model: 'llama3.2', prompt: elements['00081030'].value[0] }); // <- untrusted-text-in-prompt
}
