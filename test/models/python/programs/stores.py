"""Vector and document stores: what this program put in comes out again."""
import azure.search.documents
import chromadb
import faiss
import lancedb
import marqo
import pinecone
import pydicom
import weaviate
from azure.core.credentials import AzureKeyCredential
from elasticsearch import Elasticsearch
from mem0 import Memory
from openai import OpenAI
from pymilvus import MilvusClient
from qdrant_client import QdrantClient
from qdrant_client.models import PointStruct

client = OpenAI(base_url="http://localhost:8000/v1")


def comments(path: str) -> str:
    return str(pydicom.dcmread(path).ImageComments)


def ask(text: str) -> None:
    client.responses.create(model="m", input=text)  # <- stored-untrusted-context


def chroma(path: str, question: str) -> None:
    store = chromadb.PersistentClient("./chroma").get_or_create_collection("comments")
    store.add(ids=["1"], documents=[comments(path)])  # <- unverified-knowledge-base
    ask(store.query(query_texts=[question])["documents"][0][0])
    client.responses.create(model="m", input=f"{store.count()} comments")
    protocols = chromadb.PersistentClient("./chroma").get_or_create_collection("protocols")
    protocols.add(ids=["1"], documents=["Chest CT: 120 kV."])
    client.responses.create(model="m", input=protocols.query(query_texts=[question])["documents"][0][0])


def qdrant(path: str, vector: list[float]) -> None:
    store = QdrantClient("localhost")
    store.upsert(collection_name="comments", points=[PointStruct(id=1, vector=vector, payload={"text": comments(path)})])  # <- unverified-knowledge-base
    ask(store.query_points(collection_name="comments", query=vector).points[0].payload["text"])


def weaviate_store(path: str, question: str) -> None:
    with weaviate.connect_to_local() as connection:
        store = connection.collections.get("Comments")
        store.data.insert({"text": comments(path)})  # <- unverified-knowledge-base
        ask(store.query.near_text(query=question, limit=1).objects[0].properties["text"])


def pinecone_store(path: str, vector: list[float]) -> None:
    store = pinecone.Pinecone(api_key="k").Index("comments")
    store.upsert(vectors=[{"id": "1", "values": vector, "metadata": {"text": comments(path)}}])  # <- unverified-knowledge-base
    ask(store.query(vector=vector, top_k=1, include_metadata=True).matches[0].metadata["text"])


def milvus(path: str, vector: list[float]) -> None:
    store = MilvusClient("./milvus.db")
    store.insert(collection_name="comments", data=[{"id": 1, "vector": vector, "text": comments(path)}])  # <- unverified-knowledge-base
    ask(store.search(collection_name="comments", data=[vector], output_fields=["text"])[0][0]["entity"]["text"])


def elastic(path: str, question: str) -> None:
    store = Elasticsearch("http://localhost:9200")
    store.index(index="comments", document={"text": comments(path)})  # <- unverified-knowledge-base
    ask(store.search(index="comments", query={"match": {"text": question}})["hits"]["hits"][0]["_source"]["text"])


def lance(path: str, vector: list[float]) -> None:
    store = lancedb.connect("./lance").open_table("comments")
    store.add([{"vector": vector, "text": comments(path)}])  # <- unverified-knowledge-base
    ask(store.search(vector).limit(1).to_list()[0]["text"])


def memory(path: str, question: str) -> None:
    store = Memory()
    store.add(comments(path), user_id="desk")  # <- unverified-knowledge-base
    ask(store.search(question, user_id="desk")["results"][0]["memory"])


def marqo_store(path: str, question: str) -> None:
    store = marqo.Client().index("comments")
    store.add_documents([{"text": comments(path)}], tensor_fields=["text"])  # <- unverified-knowledge-base
    ask(store.search(question)["hits"][0]["text"])


def azure_search(path: str, question: str) -> None:
    store = azure.search.documents.SearchClient("https://x.search.windows.net", "comments", AzureKeyCredential("k"))
    store.upload_documents([{"id": "1", "text": comments(path)}])  # <- unverified-knowledge-base
    for found in store.search(question):
        ask(found["text"])


def vectors(path: str) -> None:
    index = faiss.read_index(path)
    client.responses.create(model="m", input=f"{index.ntotal} vectors")
