import { format, parse } from 'date-fns';
import _ from 'lodash';
import { DateTime } from 'luxon';
import { parseDicom } from 'dicom-parser';
import ollama from 'ollama';

export async function when(bytes: Uint8Array) {
  const comment = parseDicom(bytes).string('x00104000') ?? '';
  await ollama.generate({ model: 'llama3.2', prompt: comment }); // <- untrusted-text-in-prompt
  const day = parse(comment, 'yyyyMMdd', new Date());
  await ollama.generate({ model: 'llama3.2', prompt: `Study of ${format(day, 'd MMMM yyyy')}` });
  await ollama.generate({ model: 'llama3.2', prompt: `Study of ${DateTime.fromISO(comment).toISODate()}` });
  await ollama.generate({ model: 'llama3.2', prompt: `Study of ${DateTime.fromFormat(comment, 'yyyyMMdd').toFormat('dd.MM.yyyy')}` });
  await ollama.generate({ model: 'llama3.2', prompt: `Dose: ${_.toNumber(comment)}` });
  await ollama.generate({ model: 'llama3.2', prompt: `Note: ${_.trim(comment)}` }); // <- untrusted-text-in-prompt
}
