"""What a run of LangGraph hands to its steps and tools is of the type that the program names."""
from dataclasses import dataclass

import pydicom
from langchain.tools import ToolRuntime, tool
from langgraph.graph import START, StateGraph
from langgraph.runtime import Runtime
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")


class Archive:
    def comments(self, number: int) -> str:
        return str(pydicom.dcmread(f"/data/{number}.dcm").ImageComments)

    def rows(self, number: int) -> int:
        return int(pydicom.dcmread(f"/data/{number}.dcm").Rows)


@dataclass
class Desk:
    archive: Archive


def summarise(state: dict, runtime: Runtime[Desk]) -> dict:
    client.responses.create(model="m", input=f"{runtime.context.archive.rows(1)} rows")
    return {"text": client.responses.create(model="m", input=runtime.context.archive.comments(1)).output_text}  # <- untrusted-text-in-prompt


@tool
def comments(number: int, runtime: ToolRuntime[Desk]) -> str:
    """Comments of a study."""
    return runtime.context.archive.comments(number)  # <- untrusted-tool-result


@tool
def size(number: int, runtime: ToolRuntime[Desk]) -> str:
    """Size of a study."""
    return str(runtime.context.archive.rows(number))


graph = StateGraph(dict, context_schema=Desk)
graph.add_node("summarise", summarise)
graph.add_edge(START, "summarise")
