import { Codex } from '@openai/codex-sdk';
import { parseDicom } from 'dicom-parser';

const codex = new Codex();

export async function carryOn(id: string, bytes: Uint8Array) {
  const held = codex.resumeThread(id, { sandboxMode: 'read-only', approvalPolicy: 'never' });
  await held.run('Which files changed?');
  const asked = codex.resumeThread(id, { sandboxMode: 'workspace-write', approvalPolicy: 'on-request' });
  await asked.run('Tidy the folder.');
  const free = codex.resumeThread(id, {
    sandboxMode: 'workspace-write',
    approvalPolicy: 'never', // <- auto-approved-tools
  });
  await free.run('Tidy the folder.');
  const open = codex.resumeThread(id, {
    sandboxMode: 'danger-full-access', // <- unsandboxed-code-execution
    approvalPolicy: 'on-request',
  });
  const study = parseDicom(bytes);
  await open.run(`Sort: ${study.string('x00104000')}`); // <- untrusted-text-in-prompt, phi-to-external-model
  await open.run(`Rows: ${study.uint16('x00280010')}`);
}
