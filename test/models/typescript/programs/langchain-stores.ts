import { CheerioWebBaseLoader } from '@langchain/community/document_loaders/web/cheerio';
import { PDFLoader } from '@langchain/community/document_loaders/fs/pdf';
import { Chroma } from '@langchain/community/vectorstores/chroma';
import { FaissStore } from '@langchain/community/vectorstores/faiss';
import { PineconeStore } from '@langchain/pinecone';
import { ChatOllama, OllamaEmbeddings } from '@langchain/ollama';
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import { Document } from '@langchain/core/documents';
import { tool } from '@langchain/core/tools';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { z } from 'zod';

const embeddings = new OllamaEmbeddings();
const llm = new ChatOllama({ model: 'llama3.2' });

export async function ingest(path: string) {
  const pages = await new PDFLoader(path).load();
  const chunks = await new RecursiveCharacterTextSplitter({ chunkSize: 500 }).splitDocuments(pages);
  const store = new Chroma(embeddings, { collectionName: 'reports' });
  await store.addDocuments(chunks); // <- unverified-knowledge-base
  const vectors = await embeddings.embedDocuments(chunks.map((chunk) => chunk.pageContent));
  await store.addVectors(vectors, chunks); // <- unverified-knowledge-base
  await store.addDocuments([new Document({ pageContent: 'House rules.' })]);
  const hits = await store.similaritySearch('nodule', 3);
  return llm.invoke(`Answer from ${hits.map((hit) => hit.pageContent).join('\n')}`); // <- stored-untrusted-context
}

export async function fromTheWeb(url: string, index: any) {
  const docs = await new CheerioWebBaseLoader(url).load();
  await PineconeStore.fromDocuments(docs, embeddings, { pineconeIndex: index }); // <- unverified-knowledge-base
}

export async function ownRules() {
  const store = await FaissStore.fromTexts(['Report within a day.'], [{ id: 1 }], embeddings);
  const hits = await store.asRetriever(3).invoke('When?');
  return llm.invoke(`Answer from ${hits.map((hit) => hit.pageContent).join('\n')}`);
}

const reports = new Chroma(embeddings, { collectionName: 'reports' });
const forget = tool(
  async ({ ids }) => reports.delete({ ids }),
  { name: 'forget', description: 'Deletes reports', schema: z.object({ ids: z.array(z.string()) }) },
);
const remember = tool(
  async ({ text }) => reports.addDocuments([new Document({ pageContent: text })]),
  { name: 'remember', description: 'Keeps a text', schema: z.object({ text: z.string() }) },
);
export async function keeper(path: string) {
  const [page] = await new PDFLoader(path).load();
  const agent = createReactAgent({
    llm,
    tools: [
      forget, // <- overprivileged-tool
      remember, // <- overprivileged-tool
    ],
  });
  return agent.invoke({ messages: [{ role: 'user', content: page.pageContent }] }); // <- untrusted-text-in-prompt
}
