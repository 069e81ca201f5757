import { PDFLoader } from '@langchain/community/document_loaders/fs/pdf';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { MemoryVectorStore } from 'langchain/vectorstores/memory';

const store = new MemoryVectorStore(new OpenAIEmbeddings());
const llm = new ChatOpenAI({ model: 'gpt-4o-mini' });

export async function index(path: string): Promise<void> {
  const pages = await new PDFLoader(path).load();
  await store.addDocuments(pages);
}

export async function answer(question: string): Promise<unknown> {
  const found = await store.similaritySearch(question, 4);
  const prompt = ChatPromptTemplate.fromTemplate('{context}\n\n{question}');
  return prompt.pipe(llm).invoke({ context: found.map((one) => one.pageContent).join('\n'), question });
}
