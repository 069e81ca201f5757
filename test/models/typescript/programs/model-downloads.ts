import { createModelDownloader } from 'node-llama-cpp';

export async function load() {
  await createModelDownloader({ modelUri: 'hf:clinic/triage-GGUF/triage.Q4_K_M.gguf', dirPath: './models' }); // <- unpinned-model
  await createModelDownloader({ modelUri: 'https://huggingface.co/clinic/triage-GGUF/resolve/0123456789abcdef0123456789abcdef01234567/triage.gguf', dirPath: './models' });
}
