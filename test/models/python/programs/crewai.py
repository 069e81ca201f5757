"""Ready-made tools of CrewAI in the hands of a crew that reads referral letters."""
from crewai import Agent, Crew, Task
from crewai_tools import CodeInterpreterTool, FileReadTool, FileWriterTool, NL2SQLTool, ScrapeWebsiteTool, SerperDevTool
from pypdf import PdfReader


def letter(path: str) -> str:
    return PdfReader(path).pages[0].extract_text()


reader = Agent(role="reader", goal="Read the letter", backstory="b", tools=[FileReadTool(file_path="/srv/guidelines.txt"), SerperDevTool()])
clerk = Agent(  # <- data-exfiltration-path
    role="clerk", goal="Keep the archive", backstory="b",
    tools=[
        NL2SQLTool(db_uri="postgresql://ris"),  # <- overprivileged-tool
        ScrapeWebsiteTool(),  # <- overprivileged-tool
        FileWriterTool(),  # <- overprivileged-tool
    ],
)
analyst = Agent(
    role="analyst", goal="Count", backstory="b",
    tools=[CodeInterpreterTool()],  # <- overprivileged-tool
)
careless = Agent(
    role="analyst", goal="Count", backstory="b",
    tools=[CodeInterpreterTool(unsafe_mode=True)],  # <- unsandboxed-code-execution, overprivileged-tool
)
task = Task(description="Sort this letter: {letter}", expected_output="one word", agent=reader)
crew = Crew(agents=[reader, clerk, analyst, careless], tasks=[task])


def sort(path: str):
    return crew.kickoff(inputs={"letter": letter(path)})  # <- untrusted-text-in-prompt, phi-to-external-model


def sort_all(paths):
    return crew.kickoff_for_each(inputs=[{"letter": letter(path)} for path in paths])  # <- untrusted-text-in-prompt, phi-to-external-model


def count(paths):
    return crew.kickoff(inputs={"pages": len(PdfReader(paths[0]).pages)})
