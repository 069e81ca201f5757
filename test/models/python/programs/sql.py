"""Statements that a model writes, and values that it may only fill in."""
import pandas as pd
import psycopg2
import pydicom
import sqlalchemy
from agents import Agent, function_tool
from openai import OpenAI
from psycopg2 import sql
from pymongo import MongoClient
from sqlalchemy import delete, insert, select, text, update

engine = sqlalchemy.create_engine("postgresql://ris")


def answer(question: str) -> str:
    return OpenAI().responses.create(model="gpt-4o", input=question).output_text


def composed(question: str) -> None:
    with psycopg2.connect("dbname=ris") as connection, connection.cursor() as cursor:
        cursor.execute(answer(question))  # <- model-output-to-code
        cursor.execute(sql.SQL("select * from {}").format(sql.Identifier(answer(question))))
        cursor.execute("select * from studies where uid = %s", (answer(question),))


def bound(question: str) -> None:
    with engine.connect() as connection:
        connection.execute(text(answer(question)))  # <- model-output-to-code
        connection.execute(text("select * from studies where uid = :uid").bindparams(uid=answer(question)))
        connection.execute(text("select * from studies where uid = :uid"), {"uid": answer(question)})


@function_tool
def comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread("/data/1.dcm").ImageComments)  # <- untrusted-tool-result


@function_tool
def keep(rows: list[str]) -> str:
    """Keep a table."""
    pd.DataFrame({"rows": rows}).to_sql("summaries", engine, if_exists="replace")
    return "kept"


studies = sqlalchemy.Table("studies", sqlalchemy.MetaData(), autoload_with=engine)


@function_tool
def rename(number: int, title: str) -> str:
    """Set the title of a study."""
    with engine.begin() as connection:
        connection.execute(update(studies).where(studies.c.number == number).values(title=title))
    return "renamed"


@function_tool
def enter(title: str) -> str:
    """Enter a study."""
    with engine.begin() as connection:
        connection.execute(insert(studies).values(title=title))
    return "entered"


@function_tool
def strike(number: int) -> str:
    """Remove a study."""
    with engine.begin() as connection:
        connection.execute(delete(studies).where(studies.c.number == number))
    return "removed"


@function_tool
def titles() -> str:
    """How many studies there are."""
    with engine.connect() as connection:
        return str(len(connection.execute(select(studies.c.number)).all()))


@function_tool
def forget(number: int) -> str:
    """Remove a draft."""
    MongoClient("mongodb://localhost")["desk"]["drafts"].delete_one({"number": number})
    return "removed"


@function_tool
def draft(number: int) -> str:
    """Whether there is a draft."""
    return str(MongoClient("mongodb://localhost")["desk"]["drafts"].count_documents({"number": number}))


Agent(
    name="tables",
    instructions="You keep tables.",
    tools=[
        comments,
        keep,  # <- overprivileged-tool
        rename,  # <- overprivileged-tool
        enter,  # <- overprivileged-tool
        strike,  # <- overprivileged-tool
        titles,
        forget,  # <- overprivileged-tool
        draft,
    ],
)
