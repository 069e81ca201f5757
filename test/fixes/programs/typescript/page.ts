import express from 'express';
import OpenAI from 'openai';

const app = express();
app.use(express.json());
const client = new OpenAI({ baseURL: 'http://127.0.0.1:8000/v1' });

app.post('/letter', async (request, response) => {
  const persona = request.body.persona as string;
  const answer = await client.chat.completions.create({
    model: 'm',
    messages: [{ role: 'system', content: `Speak as ${persona}.` }, { role: 'user', content: 'Write a letter.' }],
  });
  response.send('<article title="letter">' + answer.choices[0]!.message.content + '</article>');
});

app.listen(8080);
