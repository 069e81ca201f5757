import { createClient } from '@supabase/supabase-js';
import OpenAI from 'openai';
import { parseDicom } from 'dicom-parser';
import { embed } from './embed';

const supabase = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_KEY!);
const openai = new OpenAI();

export async function index(bytes: Uint8Array) {
  const content = parseDicom(bytes).string('x00102000') ?? '';
  await supabase.from('documents').insert({ content, embedding: await embed(content) }); // <- unverified-knowledge-base
  await supabase.from('documents').upsert([{ content, embedding: await embed(content) }]); // <- unverified-knowledge-base
  await supabase.from('reads').insert({ at: Date.now() });
}

export async function answer(question: string) {
  const { data: hits } = await supabase.rpc('match_documents', { query_embedding: await embed(question), match_count: 3 });
  await openai.responses.create({ model: 'gpt-5', input: hits.map((hit: any) => hit.content).join('\n') }); // <- stored-untrusted-context
  const { data: report } = await supabase.from('reports').select('body').eq('id', question).single();
  await openai.responses.create({ model: 'gpt-5', input: report!.body }); // <- phi-to-external-model, untrusted-text-in-prompt
  const { data: theme } = await supabase.from('settings').select('theme').single();
  await openai.responses.create({ model: 'gpt-5', input: theme!.theme });
}
