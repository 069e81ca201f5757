"""Documents of LangChain, and indexes that are loaded again."""
import pydicom
from langchain_chroma import Chroma
from langchain_community.retrievers import BM25Retriever
from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from langchain_qdrant import QdrantVectorStore
from langchain_redis import RedisVectorStore

llm = ChatOpenAI(model="gpt-4o")
store = Chroma(collection_name="comments", embedding_function=OpenAIEmbeddings())


def documents(path: str) -> None:
    ds = pydicom.dcmread(path)
    document = Document(page_content=str(ds.ImageComments), metadata={"rows": int(ds.Rows), "description": str(ds.StudyDescription)})
    llm.invoke(document.page_content)  # <- untrusted-text-in-prompt
    llm.invoke(document.metadata["description"])  # <- untrusted-text-in-prompt
    llm.invoke(f"{document.metadata['rows']} rows")
    positional = Document(str(ds.ImageComments))
    llm.invoke(positional.page_content)  # <- untrusted-text-in-prompt
    store.add_documents([document])  # <- unverified-knowledge-base
    store.add_documents([Document(page_content="Chest CT: 120 kV.")])


def indexes(folder: str) -> None:
    FAISS.load_local(folder, OpenAIEmbeddings(), allow_dangerous_deserialization=True)  # <- unsafe-model-deserialization
    FAISS.load_local(folder, OpenAIEmbeddings())


def other_stores(paths: list[str], question: str) -> None:
    texts = [str(pydicom.dcmread(path).ImageComments) for path in paths]
    qdrant = QdrantVectorStore.from_texts(texts, OpenAIEmbeddings(), collection_name="comments")  # <- unverified-knowledge-base
    llm.invoke(qdrant.similarity_search(question)[0].page_content)  # <- stored-untrusted-context
    words = BM25Retriever.from_texts(texts)  # <- unverified-knowledge-base
    llm.invoke(words.invoke(question)[0].page_content)  # <- stored-untrusted-context
    redis = RedisVectorStore.from_texts(["Chest CT: 120 kV."], OpenAIEmbeddings())
    llm.invoke(redis.similarity_search(question)[0].page_content)


def functions(path: str) -> None:
    read = RunnableLambda(lambda where: str(pydicom.dcmread(where).ImageComments))
    rows = RunnableLambda(lambda where: f"{int(pydicom.dcmread(where).Rows)} rows")
    ({"text": read} | ChatPromptTemplate.from_template("Summarise {text}") | llm).invoke(path)  # <- untrusted-text-in-prompt
    ({"text": rows} | ChatPromptTemplate.from_template("Summarise {text}") | llm).invoke(path)
    assigned = RunnablePassthrough.assign(text=lambda given: str(pydicom.dcmread(given["path"]).ImageComments))
    (assigned | ChatPromptTemplate.from_template("Summarise {text}") | llm).invoke({"path": path})  # <- untrusted-text-in-prompt
