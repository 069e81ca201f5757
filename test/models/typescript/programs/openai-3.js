const { Configuration, OpenAIApi } = require('openai');
const dicomParser = require('dicom-parser');
const fs = require('fs');

const openai = new OpenAIApi(new Configuration({ apiKey: process.env.OPENAI_API_KEY }));
const local = new OpenAIApi(new Configuration({ basePath: 'http://localhost:8000/v1' }));

exports.explain = async function explain(path) {
  const dataSet = dicomParser.parseDicom(fs.readFileSync(path));
  const comments = dataSet.string('x00104000');
  const response = await openai.createChatCompletion({
    model: 'gpt-3.5-turbo',
    messages: [{ role: 'system', content: 'You explain studies.' }, { role: 'user', content: comments }], // <- phi-to-external-model, untrusted-text-in-prompt
  });
  await local.createChatCompletion({ model: 'llama', messages: [{ role: 'user', content: comments }] }); // <- untrusted-text-in-prompt
  await openai.createCompletion({ model: 'text-davinci-003', prompt: `Explain ${comments}` }); // <- phi-to-external-model, untrusted-text-in-prompt
  await openai.createCompletion({ model: 'text-davinci-003', prompt: `It has ${dataSet.uint16('x00280010')} rows` });
  return response.data.choices[0].message.content;
};
