from __future__ import annotations

import chromadb
from langchain_community.document_loaders import PyPDFLoader
from langchain_core.documents import Document
from langchain_core.prompts import ChatPromptTemplate
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from langchain_chroma import Chroma

store = Chroma(embedding_function=OpenAIEmbeddings())
llm = ChatOpenAI(model="gpt-4o-mini")
prompt = ChatPromptTemplate.from_messages(
    [("system", "Answer from the context."), ("human", "{context}\n\n{question}")]
)


def index(path: str) -> None:
    pages: list[Document] = PyPDFLoader(path).load()
    store.add_documents(pages)
    store.add_texts([page.page_content for page in pages])


def answer(question: str) -> str:
    found = store.similarity_search(question, k=4)
    context = "\n\n".join(doc.page_content for doc in found)
    return (prompt | llm).invoke({"context": context, "question": question}).content


async def answer_later(question: str) -> str:
    found = await store.asimilarity_search(question)
    return (await llm.ainvoke(f"Context: {found[0].page_content}\nQuestion: {question}")).content
