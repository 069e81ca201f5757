import express from 'express';
import ejs from 'ejs';
import nunjucks from 'nunjucks';
import pug from 'pug';
import OpenAI from 'openai';

const app = express();
const openai = new OpenAI();
const escaping = ejs.compile('<p><%= text %></p>');
const raw = ejs.compile('<p><%- text %></p>');
const plain = pug.compile('p= text');
const unescaped = pug.compile('p!= text');

app.get('/answers/:id', async (_request, response) => {
  const text = (await openai.responses.create({ model: 'gpt-5', input: 'One sentence about MRI.' })).output_text;
  response.send(escaping({ text }));
  response.send(raw({ text })); // <- model-output-to-code
  response.send(plain({ text }));
  response.send(unescaped({ text })); // <- model-output-to-code
  response.send(nunjucks.render('answer.njk', { text }));
  response.send(nunjucks.renderString('<p>{{ text | safe }}</p>', { text })); // <- model-output-to-code
});
