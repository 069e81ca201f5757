import { describe, test } from 'node:test';
import { expectFindings } from '../support/analyse.ts';

const py = (text: string): Promise<void> => expectFindings('excessive-agency', { 'app.py': text });

/** A tool that deletes, one that reads, and untrusted text. */
const TOOLS = `
import os
import pydicom

def remove_study(uid: str) -> str:
    """Remove a study."""
    os.remove(f"/data/{uid}.dcm")
    return "removed"

def count_studies() -> int:
    """Number of studies."""
    return len(os.listdir("/data"))

def header(path: str) -> str:
    return str(pydicom.dcmread(path).PatientComments)
`;

describe('where a tool is granted (Python)', () => {
  test('OpenAI Agents: list in a variable, append, concatenation', () => py(`${TOOLS}
from agents import Agent, Runner, function_tool
remove = function_tool(remove_study)
count = function_tool(count_studies)
tools = [count]
tools.append(remove)  # <- overprivileged-tool
a = Agent(name="a", tools=tools)
b = Agent(name="b", tools=[count] + [count])
Runner.run_sync(a, header("x.dcm"))
Runner.run_sync(b, header("x.dcm"))
`));
  test('LangChain: bind_tools and a loop', () => py(`${TOOLS}
from langchain_openai import ChatOpenAI
from langchain_core.tools import tool
remove = tool(remove_study)
llm = ChatOpenAI(model="gpt-4o").bind_tools([remove])  # <- overprivileged-tool
def ask(path):
    return llm.invoke([("user", header(path))])
`));
  test('LangGraph: an agent made by a factory that is called with two lists', () => py(`${TOOLS}
from langchain_core.tools import tool
from langgraph.prebuilt import create_react_agent
remove = tool(remove_study)
count = tool(count_studies)
def make(tools):
    return create_react_agent("openai:gpt-4o", tools)
writer = make([count, remove])  # <- overprivileged-tool
reader = make([count])
reader.invoke({"messages": [("user", header("x"))]})
writer.invoke({"messages": [("user", header("x"))]})
`));
  test('the same agents, where the one that may delete sees a constant', () => py(`${TOOLS}
from langchain_core.tools import tool
from langgraph.prebuilt import create_react_agent
remove = tool(remove_study)
count = tool(count_studies)
def make(tools):
    return create_react_agent("openai:gpt-4o", tools)
writer = make([count, remove])
reader = make([count])
reader.invoke({"messages": [("user", header("x"))]})
writer.invoke({"messages": [("user", "Remove study 5.")]})
`));
  test('CrewAI: a tool class and a crew', () => py(`${TOOLS}
from crewai import Agent, Crew, Task
from crewai.tools import BaseTool, tool
class Remove(BaseTool):
    name: str = "remove"
    description: str = "Remove"
    def _run(self, uid: str) -> str:
        return remove_study(uid)
@tool("count")
def count() -> int:
    """Count."""
    return count_studies()
r = Agent(role="reader", goal="g", backstory="b", tools=[count])
w = Agent(role="writer", goal="g", backstory="b", tools=[Remove()])  # <- overprivileged-tool
t = Task(description="Read {text}", expected_output="x", agent=w)
Crew(agents=[r, w], tasks=[t]).kickoff(inputs={"text": header("x")})
`));
  test('smolagents, LlamaIndex, agno: functions and wrapped functions', () => py(`${TOOLS}
from smolagents import ToolCallingAgent, tool, OpenAIServerModel
from llama_index.core.agent.workflow import FunctionAgent
from llama_index.core.tools import FunctionTool
from agno.agent import Agent
s = ToolCallingAgent(tools=[tool(remove_study)], model=OpenAIServerModel("gpt-4o"))  # <- overprivileged-tool
s.run(header("x"))
l = FunctionAgent(tools=[FunctionTool.from_defaults(fn=remove_study), count_studies])  # <- overprivileged-tool
async def go():
    await l.run(user_msg=header("x"))
g = Agent(tools=[remove_study])  # <- overprivileged-tool
g.run(header("x"))
`));
  test('Semantic Kernel: a plugin object', () => py(`${TOOLS}
from semantic_kernel.functions import kernel_function
from semantic_kernel.agents import ChatCompletionAgent
class Studies:
    @kernel_function
    def remove(self, uid: str) -> str:
        return remove_study(uid)
class Counter:
    @kernel_function
    def count(self) -> int:
        return count_studies()
bad = ChatCompletionAgent(name="a", plugins=[Studies()])  # <- overprivileged-tool
good = ChatCompletionAgent(name="b", plugins=[Counter()])
async def go():
    await bad.get_response(messages=header("x"))
    await good.get_response(messages=header("x"))
`));
  test('AutoGen: register_function and register_for_llm', () => py(`${TOOLS}
from autogen import AssistantAgent, UserProxyAgent, register_function
assistant = AssistantAgent("a", llm_config={"model": "gpt-4o"})
user = UserProxyAgent("u", human_input_mode="NEVER", code_execution_config=False)  # <- auto-approved-tools
register_function(remove_study, caller=assistant, executor=user, description="d")  # <- overprivileged-tool
register_function(count_studies, caller=assistant, executor=user, description="d")
user.initiate_chat(assistant, message=header("x"))
careful = AssistantAgent("a", llm_config={"model": "gpt-4o"})
person = UserProxyAgent("u", human_input_mode="ALWAYS", code_execution_config=False)
@person.register_for_execution()
@careful.register_for_llm(description="d")
def drop(uid: str) -> str:
    return remove_study(uid)
person.initiate_chat(careful, message=header("x"))
`));
  test('AutoGen AgentChat: tools of an assistant in a team', () => py(`${TOOLS}
from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.teams import RoundRobinGroupChat
from autogen_core.tools import FunctionTool
a = AssistantAgent("a", model_client=None, tools=[FunctionTool(remove_study, description="d")])  # <- overprivileged-tool
b = AssistantAgent("b", model_client=None, tools=[count_studies])
team = RoundRobinGroupChat([a, b])
async def go():
    await team.run(task=header("x"))
`));
  test('a tool that returns untrusted text makes its agent untrusted', () => py(`${TOOLS}
from agents import Agent, Runner, function_tool
@function_tool
def read_header(path: str) -> str:
    return header(path)
a = Agent(name="a", tools=[read_header, function_tool(remove_study)])  # <- overprivileged-tool
b = Agent(name="b", tools=[function_tool(count_studies), function_tool(remove_study)])
Runner.run_sync(a, "Tidy up.")
Runner.run_sync(b, "Tidy up.")
`));
  test('text handed over by another agent counts, numbers do not', () => py(`${TOOLS}
from agents import Agent, Runner, function_tool
@function_tool
def read_header(path: str) -> str:
    return header(path)
remover = Agent(name="r", tools=[function_tool(remove_study)])  # <- overprivileged-tool
front = Agent(name="f", tools=[read_header], handoffs=[remover])
Runner.run_sync(front, "Go.")
alone = Agent(name="x", tools=[function_tool(remove_study)])
Runner.run_sync(alone, f"{int(pydicom.dcmread('x').Rows)} rows")
`));
});

describe('tools by name (Python)', () => {
  const schema = (name: string): string => `{"type": "function", "function": {"name": "${name}", "description": "d", "parameters": {}}}`;
  test('OpenAI: a table of handlers', () => py(`${TOOLS}
import json
from openai import OpenAI
client = OpenAI()
HANDLERS = {"remove_it": remove_study, "count_it": count_studies}
TOOLS = [
    ${schema('count_it')},
    ${schema('remove_it')},  # <- overprivileged-tool
]
def run(path):
    messages = [{"role": "user", "content": header(path)}]
    while True:
        m = client.chat.completions.create(model="gpt-4o", messages=messages, tools=TOOLS).choices[0].message
        if not m.tool_calls:
            return m.content
        for call in m.tool_calls:
            result = HANDLERS[call.function.name](**json.loads(call.function.arguments))
            messages.append({"role": "tool", "tool_call_id": call.id, "content": str(result)})
`));
  test('a chain of conditions', () => py(`${TOOLS}
import json
from openai import OpenAI
client = OpenAI()
def call_tool(name, args):
    if name == "count_it":
        return count_studies()
    elif name == "remove_it":
        return remove_study(args["uid"])
    raise ValueError(name)
def run(path):
    m = client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": header(path)}], tools=[
        ${schema('count_it')},
        ${schema('remove_it')},  # <- overprivileged-tool
    ]).choices[0].message
    for call in m.tool_calls:
        call_tool(call.function.name, json.loads(call.function.arguments))
`));
  test('methods of a class by match', () => py(`${TOOLS}
import anthropic
class Desk:
    def __init__(self):
        self.client = anthropic.Anthropic()
    def _remove(self, uid):
        return remove_study(uid)
    def dispatch(self, name, args):
        match name:
            case "count_it":
                return count_studies()
            case "remove_it":
                return self._remove(**args)
    def run(self, path):
        tools = [
            {"name": "count_it", "description": "d", "input_schema": {}},
            {"name": "remove_it", "description": "d", "input_schema": {}},  # <- overprivileged-tool
        ]
        r = self.client.messages.create(model="m", max_tokens=9, tools=tools, messages=[{"role": "user", "content": header(path)}])
        return [self.dispatch(b.name, b.input) for b in r.content if b.type == "tool_use"]
Desk().run("x")
`));
});

describe('steps at which a person decides (Python)', () => {
  const agent = (body: string, mark = ''): Promise<void> => py(`${TOOLS}
from agents import Agent, Runner, function_tool
${body}
a = Agent(name="a", tools=[remove])${mark}
Runner.run_sync(a, header("x"))
`);
  test('a question before the effect', () => agent(`
@function_tool
def remove(uid: str) -> str:
    if input("Remove? ") != "y":
        return "kept"
    return remove_study(uid)
`));
  test('a helper that asks and says so', () => agent(`
def confirm(text: str) -> bool:
    answer = input(text + " [y/N] ").strip().lower()
    return answer in ("y", "yes")
@function_tool
def remove(uid: str) -> str:
    if not confirm(f"Remove {uid}?"):
        return "kept"
    return remove_study(uid)
`));
  test('a helper that raises when the person declines', () => agent(`
class Declined(Exception):
    pass
def require_consent(text: str) -> None:
    if input(text) != "yes":
        raise Declined(text)
@function_tool
def remove(uid: str) -> str:
    require_consent(f"Remove {uid}?")
    return remove_study(uid)
`));
  test('a decorator that asks', () => agent(`
import functools
def asks_first(fn):
    @functools.wraps(fn)
    def inner(*args, **kwargs):
        if input(f"Run {fn.__name__}? ") == "y":
            return fn(*args, **kwargs)
        return "declined"
    return inner
@function_tool
@asks_first
def remove(uid: str) -> str:
    return remove_study(uid)
`));
  test('a question whose answer decides nothing', () => agent(`
@function_tool
def remove(uid: str) -> str:
    input("Press enter to go on")
    return remove_study(uid)
`, '  # <- overprivileged-tool'));
  test('a helper that asks and agrees all the same', () => agent(`
def confirm(text: str) -> bool:
    print(text)
    input("ok?")
    return True
@function_tool
def remove(uid: str) -> str:
    if not confirm(uid):
        return "kept"
    return remove_study(uid)
`, '  # <- overprivileged-tool'));
  test('a decorator that only writes a log', () => agent(`
import functools
def audited(fn):
    @functools.wraps(fn)
    def inner(*args, **kwargs):
        print("calling", fn.__name__)
        return fn(*args, **kwargs)
    return inner
@function_tool
@audited
def remove(uid: str) -> str:
    return remove_study(uid)
`, '  # <- overprivileged-tool'));
  test('an argument that the model fills in', () => agent(`
@function_tool
def remove(uid: str, approved: bool) -> str:
    """Set approved once the user agreed."""
    if approved:
        return remove_study(uid)
    return "ask first"
`, '  # <- overprivileged-tool'));
  test('needs_approval that never asks', () => agent(`
remove = function_tool(remove_study, needs_approval=lambda *a: False)
`, '  # <- overprivileged-tool'));
  test('langgraph interrupt inside the tool', () => py(`${TOOLS}
from langchain_core.tools import tool
from langgraph.prebuilt import create_react_agent
from langgraph.types import interrupt
@tool
def remove(uid: str) -> str:
    """Remove."""
    decision = interrupt({"uid": uid})
    if decision.get("type") == "accept":
        return remove_study(uid)
    return "kept"
a = create_react_agent("openai:gpt-4o", [remove])
a.invoke({"messages": [("user", header("x"))]})
`));
  test('interrupt_on covers the tools that it names', () => py(`${TOOLS}
from langchain.agents import create_agent
from langchain.agents.middleware import HumanInTheLoopMiddleware
from langchain_core.tools import tool
@tool
def remove(uid: str) -> str:
    """Remove."""
    return remove_study(uid)
@tool
def rename(uid: str, name: str) -> str:
    """Rename."""
    os.rename(f"/data/{uid}", f"/data/{name}")
    return "renamed"
a = create_agent("openai:gpt-4o", tools=[remove, rename], middleware=[HumanInTheLoopMiddleware(interrupt_on={"remove": True, "rename": True})])
b = create_agent("openai:gpt-4o", tools=[remove, rename], middleware=[HumanInTheLoopMiddleware(interrupt_on={"remove": True, "rename": False})])  # <- overprivileged-tool
a.invoke({"messages": [("user", header("x"))]})
b.invoke({"messages": [("user", header("x"))]})
`));
  test('a list chosen by trust', () => py(`${TOOLS}
from agents import Agent, Runner, function_tool
remove = function_tool(remove_study)
count = function_tool(count_studies)
def ask(text: str, trusted: bool):
    a = Agent(name="a", tools=[count, remove] if trusted else [count])
    return Runner.run_sync(a, text)
ask(header("x"), bool(os.environ.get("X")))
`));
  test('approving every pending call in a loop is no approval', () => py(`${TOOLS}
from agents import Agent, Runner, function_tool
remove = function_tool(remove_study, needs_approval=True)
a = Agent(name="a", tools=[remove])
def go():
    result = Runner.run_sync(a, header("x"))
    while result.interruptions:
        state = result.to_state()
        for item in result.interruptions:
            state.approve(item)  # <- auto-approved-tools
        result = Runner.run_sync(a, state)
`));
  test('a function that the policy names', async () => {
    const { defaultPolicy } = await import('../../src/policy/policy.ts');
    await expectFindings('excessive-agency', { 'app.py': `${TOOLS}
from agents import Agent, Runner, function_tool
from our.console import ask_operator
@function_tool
def remove(uid: str) -> str:
    if not ask_operator(uid):
        return "kept"
    return remove_study(uid)
a = Agent(name="a", tools=[remove])
Runner.run_sync(a, header("x"))
` }, { ...defaultPolicy, approvals: ['ask_operator'] });
  });
});

describe('lists that are chosen (Python)', () => {
  const ask = (build: string, mark: string): Promise<void> => py(`${TOOLS}
from agents import Agent, Runner, function_tool
remove = function_tool(remove_study)
count = function_tool(count_studies)
WRITERS = [remove]${mark}
def ask(text, trusted):
${build}
    return Runner.run_sync(a, text)
ask(header("x"), bool(os.environ.get("X")))
`);
  test('nothing for untrusted text', () => ask(`
    a = Agent(name="a", tools=WRITERS if trusted else [])`, ''));
  test('in a variable', () => ask(`
    tools = []
    if trusted:
        tools = WRITERS
    a = Agent(name="a", tools=tools)`, ''));
  test('the empty case spelt out', () => ask(`
    a = Agent(name="a", tools=WRITERS if WRITERS else None)`, '  # <- overprivileged-tool'));
  test('a list that may fail to load', () => ask(`
    def load():
        if not os.path.exists("tools.json"):
            return []
        return WRITERS
    a = Agent(name="a", tools=load())`, '  # <- overprivileged-tool'));
});
