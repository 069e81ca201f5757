import { pipeline, AutoModel } from '@huggingface/transformers';
import { createServer } from 'node:http';
import ollama from 'ollama';
import { Hl7Message } from './hl7.mjs';
import hl7 from 'simple-hl7';

export const urgency = await pipeline('text-classification', 'radlab/report-urgency');
export const embed = await AutoModel.from_pretrained('radlab/embed', { dtype: 'fp32' });

const server = hl7.tcp();
server.use(async (request, response, next) => {
  const note = request.msg.getSegment('OBX').getField(5);
  await ollama.chat({ model: 'llama3.2', messages: [{ role: 'user', content: 'Explain ' + note }] });
  next();
});
server.start(2575);

createServer(async (request, response) => {
  const answer = await ollama.generate({ model: 'llama3.2', prompt: 'Say hello.' });
  response.end(answer.response);
}).listen(8081, '0.0.0.0');
