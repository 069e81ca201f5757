import { DomSanitizer } from '@angular/platform-browser';
import { createElement } from 'react';
import { h } from 'vue';
import $ from 'jquery';
import { marked } from 'marked';
import markdownIt from 'markdown-it';
import OpenAI from 'openai';

const openai = new OpenAI({ dangerouslyAllowBrowser: true });
const escaping = markdownIt();
const raw = markdownIt({ html: true });

export async function show(sanitizer: DomSanitizer, box: HTMLDivElement) {
  const answer = (await openai.responses.create({ model: 'gpt-5', input: 'Hello' })).output_text;
  box.replaceChildren(new Range().createContextualFragment(answer)); // <- model-output-to-code
  box.setHTML(answer);
  box.textContent = answer;
  box.innerHTML = marked.parse(answer) as string; // <- model-output-to-code
  box.innerHTML = escaping.render(answer);
  box.innerHTML = raw.render(answer); // <- model-output-to-code
  $('#report').html(answer); // <- model-output-to-code
  $('#report').text(answer);
  createElement('div', { dangerouslySetInnerHTML: { __html: answer } }); // <- model-output-to-code
  createElement('div', { title: answer });
  h('div', { innerHTML: answer }); // <- model-output-to-code
  sanitizer.bypassSecurityTrustHtml(answer); // <- model-output-to-code
  box.innerHTML = sanitizer.sanitize(1, answer) ?? '';
  box.innerHTML = encodeURIComponent(answer);
}

export async function fromThePage() {
  const input = document.querySelector('input')!;
  await openai.responses.create({ model: 'gpt-5', instructions: input.value, input: 'Hello' }); // <- user-text-in-system-prompt
  await openai.responses.create({ model: 'gpt-5', instructions: prompt('Role?')!, input: 'Hello' }); // <- user-text-in-system-prompt
  await openai.responses.create({ model: 'gpt-5', instructions: `Agreed: ${confirm('Agree?')}`, input: 'Hello' });
}
