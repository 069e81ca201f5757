"""Ready-made tools and toolkits of LangChain in the hands of agents that read studies."""
import pandas as pd
import pydicom
from deepagents import create_deep_agent
from langchain.agents import AgentExecutor, create_tool_calling_agent, load_tools
from langchain_community.agent_toolkits import FileManagementToolkit, GmailToolkit, SQLDatabaseToolkit
from langchain_community.tools import DeleteFileTool, DuckDuckGoSearchRun, ReadFileTool, RequestsPostTool, WriteFileTool
from langchain_community.utilities import SQLDatabase, TextRequestsWrapper
from langchain_community.chains.graph_qa.cypher import GraphCypherQAChain
from langchain_community.graphs import Neo4jGraph
from langchain_core.tools import tool
from langchain_experimental.agents import create_pandas_dataframe_agent
from langchain_openai import ChatOpenAI
from langgraph.prebuilt import create_react_agent
from langgraph_supervisor import create_supervisor

llm = ChatOpenAI(model="gpt-4o")


@tool
def comments(path: str) -> str:
    """Comments of a study."""
    return str(pydicom.dcmread("/data/1.dcm").ImageComments)  # <- untrusted-tool-result


reading = create_react_agent(llm, [comments, ReadFileTool(), DuckDuckGoSearchRun()])

acting = create_react_agent(
    llm,
    [
        comments,
        RequestsPostTool(requests_wrapper=TextRequestsWrapper(), allow_dangerous_requests=True),  # <- overprivileged-tool
        WriteFileTool(),  # <- overprivileged-tool
        DeleteFileTool(),  # <- overprivileged-tool
    ],
)

# A selection of the file tools is judged by what it holds.
files = create_react_agent(llm, [comments] + FileManagementToolkit(root_dir="/srv/work").get_tools())  # <- overprivileged-tool
readers = create_react_agent(llm, [comments] + FileManagementToolkit(root_dir="/srv/work", selected_tools=["read_file", "list_directory"]).get_tools())
writers = create_react_agent(llm, [comments] + FileManagementToolkit(root_dir="/srv/work", selected_tools=["read_file", "write_file"]).get_tools())  # <- overprivileged-tool
removers = create_react_agent(llm, [comments] + FileManagementToolkit(root_dir="/srv/work", selected_tools=["file_delete"]).get_tools())  # <- overprivileged-tool

mailing = create_react_agent(llm, [comments, *GmailToolkit().get_tools()])  # <- overprivileged-tool
querying = create_react_agent(llm, [comments, *SQLDatabaseToolkit(db=SQLDatabase.from_uri("postgresql://ris"), llm=llm).get_tools()])  # <- overprivileged-tool

shell = create_react_agent(llm, [comments, *load_tools(["terminal"], allow_dangerous_tools=True)])  # <- unsandboxed-code-execution, overprivileged-tool
python = create_react_agent(llm, [comments, *load_tools(["python_repl"])])  # <- unsandboxed-code-execution, overprivileged-tool
network = create_react_agent(llm, [comments, *load_tools(["requests_all"], allow_dangerous_tools=True)])  # <- overprivileged-tool
maths = create_react_agent(llm, [comments, *load_tools(["llm-math"], llm=llm)])


@tool
def remove_study(uid: int) -> str:
    """Remove a study."""
    import os
    os.remove(f"/data/{uid}.dcm")
    return "removed"


executor = AgentExecutor(agent=create_tool_calling_agent(llm, [comments, remove_study], None), tools=[comments, remove_study])  # <- overprivileged-tool
supervisor = create_supervisor([reading], model=llm, prompt="You lead.", tools=[comments, remove_study]).compile()  # <- overprivileged-tool
deep = create_deep_agent(tools=[comments, remove_study], system_prompt="You sort studies.")  # <- overprivileged-tool
gated = create_deep_agent(tools=[comments, remove_study], system_prompt="You sort studies.", interrupt_on={"remove_study": True})


def table(path: str) -> str:
    agent = create_pandas_dataframe_agent(llm, pd.read_csv(path), allow_dangerous_code=True)  # <- unsandboxed-code-execution
    return agent.invoke("How many studies?")


def graph() -> GraphCypherQAChain:
    return GraphCypherQAChain.from_llm(
        llm,
        graph=Neo4jGraph(),
        allow_dangerous_requests=True,  # <- unsandboxed-code-execution
    )


def limited_graph() -> GraphCypherQAChain:
    return GraphCypherQAChain.from_llm(llm, graph=Neo4jGraph())
