import { ChromaClient } from 'chromadb';
import { Pinecone } from '@pinecone-database/pinecone';
import { QdrantClient } from '@qdrant/js-client-rest';
import weaviate from 'weaviate-client';
import oldWeaviate from 'weaviate-ts-client';
import { MilvusClient } from '@zilliz/milvus2-sdk-node';
import { Client as ElasticClient } from '@elastic/elasticsearch';
import * as lancedb from '@lancedb/lancedb';
import { Index as UpstashIndex } from '@upstash/vector';
import { create, insert, search } from '@orama/orama';
import { LocalIndex } from 'vectra';
import MiniSearch from 'minisearch';
import { ZepClient } from '@getzep/zep-cloud';
import { Memory } from 'mem0ai/oss';
import { AzureKeyCredential, SearchClient } from '@azure/search-documents';
import { MeiliSearch } from 'meilisearch';
import ollama from 'ollama';
import { parseDicom } from 'dicom-parser';
import { embed } from './embed';

const historyOf = (bytes: Uint8Array) => parseDicom(bytes).string('x001021b0') ?? '';

export async function chroma(bytes: Uint8Array) {
  const client = new ChromaClient();
  const reports = await client.getOrCreateCollection({ name: 'reports' });
  await reports.add({ ids: ['1'], documents: [historyOf(bytes)] }); // <- unverified-knowledge-base
  const found = await reports.query({ queryTexts: ['nodule'], nResults: 3 });
  await ollama.generate({ model: 'llama3.2', prompt: found.documents[0].join('\n') }); // <- stored-untrusted-context
  const rules = await client.getOrCreateCollection({ name: 'rules' });
  await rules.add({ ids: ['1'], documents: ['House rules.'] });
  const count = await rules.count();
  const own = await rules.query({ queryTexts: ['rule'], nResults: count });
  await ollama.generate({ model: 'llama3.2', prompt: own.documents[0].join('\n') });
}

export async function pinecone(bytes: Uint8Array) {
  const index = new Pinecone().index('reports').namespace('ct');
  await index.upsert([{ id: '1', values: await embed('x'), metadata: { text: historyOf(bytes) } }]); // <- unverified-knowledge-base
  const found = await index.query({ vector: await embed('nodule'), topK: 3, includeMetadata: true });
  await ollama.generate({ model: 'llama3.2', prompt: found.matches.map((match) => match.metadata?.text).join('\n') }); // <- stored-untrusted-context
}

export async function qdrant(bytes: Uint8Array) {
  const client = new QdrantClient({ url: 'http://localhost:6333' });
  await client.upsert('reports', { points: [{ id: 1, vector: await embed('x'), payload: { text: historyOf(bytes) } }] }); // <- unverified-knowledge-base
  const hits = await client.search('reports', { vector: await embed('nodule'), limit: 3 });
  await ollama.generate({ model: 'llama3.2', prompt: hits.map((hit) => hit.payload?.text).join('\n') }); // <- stored-untrusted-context
}

export async function weaviates(bytes: Uint8Array) {
  const client = await weaviate.connectToLocal();
  const reports = client.collections.use('Report');
  await reports.data.insert({ text: historyOf(bytes) }); // <- unverified-knowledge-base
  const { objects } = await reports.query.nearText('nodule', { limit: 3 });
  await ollama.generate({ model: 'llama3.2', prompt: objects.map((object) => object.properties.text).join('\n') }); // <- stored-untrusted-context
  const old = oldWeaviate.client({ scheme: 'http', host: 'localhost:8080' });
  await old.data.creator().withClassName('Report').withProperties({ text: historyOf(bytes) }).do(); // <- unverified-knowledge-base
  const result = await old.graphql.get().withClassName('Report').withFields('text').withNearText({ concepts: ['nodule'] }).do();
  await ollama.generate({ model: 'llama3.2', prompt: result.data.Get.Report[0].text }); // <- stored-untrusted-context
}

export async function milvus(bytes: Uint8Array) {
  const client = new MilvusClient({ address: 'localhost:19530' });
  await client.insert({ collection_name: 'reports', data: [{ vector: await embed('x'), text: historyOf(bytes) }] }); // <- unverified-knowledge-base
  const { results } = await client.search({ collection_name: 'reports', data: await embed('nodule'), limit: 3 });
  await ollama.generate({ model: 'llama3.2', prompt: results.map((hit) => hit.text).join('\n') }); // <- stored-untrusted-context
}

export async function elastic(bytes: Uint8Array) {
  const client = new ElasticClient({ node: 'http://localhost:9200' });
  await client.index({ index: 'reports', document: { text: historyOf(bytes) } }); // <- unverified-knowledge-base
  await client.bulk({ operations: [{ index: { _index: 'reports' } }, { text: historyOf(bytes) }] }); // <- unverified-knowledge-base
  const { hits } = await client.search({ index: 'reports', query: { match: { text: 'nodule' } } });
  await ollama.generate({ model: 'llama3.2', prompt: JSON.stringify(hits.hits) }); // <- stored-untrusted-context
}

export async function lance(bytes: Uint8Array) {
  const db = await lancedb.connect('data/lance');
  const table = await db.openTable('reports');
  await table.add([{ vector: await embed('x'), text: historyOf(bytes) }]); // <- unverified-knowledge-base
  const rows = await table.search(await embed('nodule')).limit(3).toArray();
  await ollama.generate({ model: 'llama3.2', prompt: rows.map((row) => row.text).join('\n') }); // <- stored-untrusted-context
}

export async function upstash(bytes: Uint8Array) {
  const index = new UpstashIndex();
  await index.upsert({ id: '1', data: historyOf(bytes) }); // <- unverified-knowledge-base
  const hits = await index.query({ data: 'nodule', topK: 3, includeData: true });
  await ollama.generate({ model: 'llama3.2', prompt: hits.map((hit) => hit.data).join('\n') }); // <- stored-untrusted-context
  await ollama.generate({ model: 'llama3.2', prompt: hits.map((hit) => hit.score).join(', ') });
  await ollama.generate({ model: 'llama3.2', prompt: `Nearest at ${hits[0]!.score.toFixed(2)}` });
}

export async function orama(bytes: Uint8Array) {
  const db = create({ schema: { text: 'string' } });
  await insert(db, { text: historyOf(bytes) }); // <- unverified-knowledge-base
  const results = await search(db, { term: 'nodule' });
  await ollama.generate({ model: 'llama3.2', prompt: results.hits.map((hit) => hit.document.text).join('\n') }); // <- stored-untrusted-context
}

export async function vectra(bytes: Uint8Array) {
  const index = new LocalIndex('data/vectra');
  await index.insertItem({ vector: await embed('x'), metadata: { text: historyOf(bytes) } }); // <- unverified-knowledge-base
  const hits = await index.queryItems(await embed('nodule'), 'nodule', 3);
  await ollama.generate({ model: 'llama3.2', prompt: hits.map((hit) => hit.item.metadata.text).join('\n') }); // <- stored-untrusted-context
}

export async function miniSearch(bytes: Uint8Array) {
  const index = new MiniSearch({ fields: ['text'], storeFields: ['text'] });
  index.addAll([{ id: 1, text: historyOf(bytes) }]); // <- unverified-knowledge-base
  await ollama.generate({ model: 'llama3.2', prompt: index.search('nodule').map((hit) => hit.text).join('\n') }); // <- stored-untrusted-context
}

export async function zep(bytes: Uint8Array, thread: string) {
  const client = new ZepClient({ apiKey: 'key' });
  await client.thread.addMessages(thread, { messages: [{ role: 'user', content: historyOf(bytes) }] }); // <- unverified-knowledge-base
  await client.graph.add({ userId: 'u', type: 'text', data: historyOf(bytes) }); // <- unverified-knowledge-base
  const { context } = await client.thread.getUserContext(thread);
  await ollama.generate({ model: 'llama3.2', prompt: context }); // <- stored-untrusted-context
}

export async function memory(bytes: Uint8Array, user: string) {
  const mem = new Memory();
  await mem.add([{ role: 'user', content: historyOf(bytes) }], { userId: user }); // <- unverified-knowledge-base
  const { results } = await mem.search('nodule', { userId: user });
  await ollama.generate({ model: 'llama3.2', prompt: results.map((entry) => entry.memory).join('\n') }); // <- stored-untrusted-context
}

export async function searchServices(bytes: Uint8Array) {
  const azure = new SearchClient('https://search.example.org', 'reports', new AzureKeyCredential('key'));
  await azure.uploadDocuments([{ id: '1', text: historyOf(bytes) }]); // <- unverified-knowledge-base
  for await (const result of (await azure.search('nodule')).results) {
    await ollama.generate({ model: 'llama3.2', prompt: result.document.text }); // <- stored-untrusted-context
  }
  const meili = new MeiliSearch({ host: 'http://localhost:7700' });
  await meili.index('reports').addDocuments([{ id: 1, text: historyOf(bytes) }]); // <- unverified-knowledge-base
  const { hits } = await meili.index('reports').search('nodule');
  await ollama.generate({ model: 'llama3.2', prompt: hits[0].text }); // <- stored-untrusted-context
}
