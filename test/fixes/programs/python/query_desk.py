"""A desk that answers questions with a database."""
import sqlite3

import anthropic

client = anthropic.Anthropic()
db = sqlite3.connect("studies.db")


def ask(question):
    message = client.messages.create(
        model="claude-3-5-haiku-latest", max_tokens=200, messages=[{"role": "user", "content": question}]
    )
    return message.content[0].text


def count(question):
    modality = ask("Which modality? " + question).strip()
    rows = db.execute(f"SELECT COUNT(*) FROM studies WHERE modality = '{modality}' AND year >= {2020}")
    return rows.fetchone()[0]


def rename(study, question):
    title = ask(question)
    db.execute("UPDATE studies SET title = '" + title + "' WHERE id = " + str(int(study)))
    db.commit()


def newest(question):
    limit = ask(question)
    sql = f"SELECT id FROM studies ORDER BY date DESC LIMIT {limit}"
    return [row[0] for row in db.execute(sql)]


def anything(question):
    return db.execute(ask("Write an SQL query: " + question)).fetchall()
