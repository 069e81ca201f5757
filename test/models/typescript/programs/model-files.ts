import * as tf from '@tensorflow/tfjs-node';
import * as ort from 'onnxruntime-node';

export async function load() {
  await tf.loadLayersModel('https://models.example.org/nodules/model.json'); // <- unpinned-model
  await tf.loadGraphModel('file://./models/nodules/model.json');
  await ort.InferenceSession.create('./models/nodules.onnx');
}
