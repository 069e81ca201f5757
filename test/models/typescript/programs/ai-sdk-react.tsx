'use client';
import { experimental_useObject as useObject, useChat, useCompletion } from '@ai-sdk/react';
import { useState } from 'react';
import dicomParser from 'dicom-parser';
import { schema } from './schema';

export function Viewer({ bytes }: { bytes: Uint8Array }) {
  const [open, setOpen] = useState(false);
  const { messages, sendMessage, setMessages } = useChat();
  const { completion, complete } = useCompletion({ api: '/api/completion' });
  const { object, submit } = useObject({ api: '/api/findings', schema });
  const history = dicomParser.parseDicom(bytes).string('x001021b0') ?? '';
  const rows = dicomParser.parseDicom(bytes).uint16('x00280010');

  return (
    <main>
      <button onClick={() => setOpen(!open)}>{open ? 'Close' : 'Open'}</button>
      <button onClick={() => sendMessage({ text: `Explain ${history}` })}>Explain</button> // <- untrusted-text-in-prompt, phi-to-external-model
      <button onClick={() => sendMessage({ text: `The image has ${rows} rows` })}>Size</button>
      <button onClick={() => setMessages([{ id: '1', role: 'user', parts: [{ type: 'text', text: history }] }])}>Reset</button> // <- untrusted-text-in-prompt, phi-to-external-model
      <button onClick={() => complete(history)}>Complete</button> // <- untrusted-text-in-prompt, phi-to-external-model
      <button onClick={() => submit({ history })}>Extract</button> // <- untrusted-text-in-prompt, phi-to-external-model
      {messages.map((message) => <p key={message.id}>{message.parts.map((part) => (part.type === 'text' ? part.text : ''))}</p>)}
      <div dangerouslySetInnerHTML={{ __html: completion }} /> // <- model-output-to-code
      <pre>{JSON.stringify(object)}</pre>
    </main>
  );
}
