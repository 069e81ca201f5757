import { useCopilotAction, useCopilotAdditionalInstructions, useCopilotReadable, useFrontendTool } from '@copilotkit/react-core';
import { useState } from 'react';
import dicomParser from 'dicom-parser';

export function Worklist({ bytes }: { bytes: Uint8Array }) {
  const [note, setNote] = useState('');
  const dataSet = dicomParser.parseDicom(bytes);
  const history = dataSet.string('x001021b0');
  useCopilotReadable({ description: 'Number of rows', value: dataSet.uint16('x00280010') });
  useCopilotReadable({ description: 'History of the patient', value: history }); // <- untrusted-text-in-prompt, phi-to-external-model
  useCopilotAdditionalInstructions({ instructions: `The history is ${history}` }); // <- untrusted-text-in-system-prompt, phi-to-external-model
  useCopilotAction({
    name: 'read_history',
    description: 'Reads the history',
    handler: async () => history, // <- untrusted-tool-result
  });
  useFrontendTool({ name: 'set_note', description: 'Writes a note', handler: async ({ text }: { text: string }) => setNote(text) });
  return <p>{note}</p>;
}
