"""Statements for Neo4j that run inside of the driver's transactions."""
import pydicom
from neo4j import GraphDatabase
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")
driver = GraphDatabase.driver("neo4j://localhost:7687", auth=("desk", "desk"))


def statement(question: str) -> str:
    return client.responses.create(model="m", input=question).output_text


def run_it(tx, query, site):
    return [record.data() for record in tx.run(query, site=site)]  # <- model-output-to-code


def bound(tx, name):
    return tx.run("MATCH (s:Study {name: $name}) RETURN count(s)", name=name).single()


def ask(question: str) -> None:
    with driver.session() as session:
        session.execute_read(run_it, statement(question), "Bern")
        session.execute_read(bound, statement(question))
