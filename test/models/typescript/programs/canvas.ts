import { createCanvas } from 'canvas';
import dcmjs from 'dcmjs';
import ollama from 'ollama';

const datasetOf = (bytes: ArrayBuffer) => dcmjs.data.DicomMetaDictionary.naturalizeDataset(dcmjs.data.DicomMessage.readFile(bytes).dict);

export async function drawn(bytes: ArrayBuffer) {
  const canvas = createCanvas(512, 512);
  canvas.getContext('2d').putImageData(datasetOf(bytes).PixelData, 0, 0);
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [canvas.toBuffer()] }); // <- unscreened-image
  const blank = createCanvas(512, 512);
  blank.getContext('2d').fillRect(0, 0, 512, 512);
  await ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [blank.toBuffer()] });
}

export async function written(bytes: ArrayBuffer) {
  const canvas = createCanvas(512, 512);
  canvas.getContext('2d').fillText(datasetOf(bytes).ImageComments, 10, 10);
  await ollama.generate({ model: 'llama3.2', prompt: canvas.toDataURL() }); // <- untrusted-text-in-prompt
  const plain = createCanvas(512, 512);
  plain.getContext('2d').fillText('Hello', 10, 10);
  await ollama.generate({ model: 'llama3.2', prompt: plain.toDataURL() });
}

export function sent(bytes: ArrayBuffer) {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d')!.putImageData(datasetOf(bytes).PixelData, 0, 0);
  canvas.toBlob((blob) => ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [blob as any] })); // <- unscreened-image
  const blank = document.createElement('canvas');
  blank.toBlob((blob) => ollama.generate({ model: 'llama3.2', prompt: `Of ${blob}` }), datasetOf(bytes).ImageComments);
  blank.toBlob((blob) => ollama.generate({ model: 'llava', prompt: 'What do you see?', images: [blob as any] }));
}
