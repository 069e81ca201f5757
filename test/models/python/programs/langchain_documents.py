"""Documents of LangChain, and indexes that are loaded again."""
import pydicom
from langchain_chroma import Chroma
from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_openai import ChatOpenAI, OpenAIEmbeddings

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
