import pydicom
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableParallel, RunnablePassthrough
from langchain_ollama import ChatOllama

llm = ChatOllama(model="llama3.2")
explain = ChatPromptTemplate.from_template("Explain {comments} in {language}") | llm | StrOutputParser()


def assigned(path):
    comments = pydicom.dcmread(path).ImageComments
    (RunnablePassthrough.assign(comments=lambda _: comments) | explain).invoke({"language": "English"})  # <- untrusted-text-in-prompt
    (RunnablePassthrough.assign(language=lambda _: "English") | explain).invoke({"comments": comments})  # <- untrusted-text-in-prompt
    return (RunnablePassthrough.assign(language=lambda _: "English") | explain).invoke({"comments": "none"})


def parallel(path):
    comments = pydicom.dcmread(path).ImageComments
    (RunnableParallel(comments=RunnablePassthrough(), language=lambda _: "English") | explain).invoke(comments)  # <- untrusted-text-in-prompt
    return (RunnableParallel({"comments": lambda _: "none", "language": lambda _: "English"}) | explain).invoke(comments)
