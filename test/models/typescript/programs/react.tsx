import parse from 'html-react-parser';
import InnerHTML from 'dangerously-set-html-content';
import Markdown from 'react-markdown';
import rehypeRaw from 'rehype-raw';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import OpenAI from 'openai';

const openai = new OpenAI({ dangerouslyAllowBrowser: true });

export const Report = observer(() => {
  const [answer, setAnswer] = useState('');
  useEffect(() => {
    openai.responses.create({ model: 'gpt-5', input: 'Hello' }).then((response) => setAnswer(response.output_text));
  }, []);
  return (
    <>
      <p>{answer}</p>
      <div dangerouslySetInnerHTML={{ __html: answer }} /> // <- model-output-to-code
      <iframe srcDoc={answer} /> // <- model-output-to-code
      <div>{parse(answer)}</div> // <- model-output-to-code
      <InnerHTML html={answer} /> // <- model-output-to-code
      <Markdown>{answer}</Markdown>
      <Markdown rehypePlugins={[rehypeRaw]}>{answer}</Markdown> // <- model-output-to-code
    </>
  );
});
