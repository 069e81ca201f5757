import { Annotation, Command, END, interrupt, START, StateGraph } from '@langchain/langgraph';
import { ToolNode } from '@langchain/langgraph/prebuilt';
import { ChatOllama } from '@langchain/ollama';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { parseDicom } from 'dicom-parser';
import fs from 'node:fs';

const State = Annotation.Root({ path: Annotation<string>(), history: Annotation<string>(), answer: Annotation<string>() });
const llm = new ChatOllama({ model: 'llama3.2' });

async function read(state: typeof State.State) {
  const dataSet = parseDicom(fs.readFileSync(state.path));
  return { history: dataSet.string('x001021b0') };
}
async function explain(state: typeof State.State) {
  const answer = await llm.invoke(`Explain ${state.history}`); // <- untrusted-text-in-prompt
  return { answer: answer.content };
}
async function review(state: typeof State.State) {
  const decision = interrupt({ question: 'Send this?', answer: state.answer });
  return decision === 'yes' ? new Command({ goto: 'send' }) : new Command({ goto: END });
}
function route(state: typeof State.State) {
  return state.history ? 'explain' : END;
}

const graph = new StateGraph(State)
  .addNode('read', read)
  .addNode('explain', explain)
  .addNode('review', review)
  .addEdge(START, 'read')
  .addConditionalEdges('read', route)
  .addEdge('explain', 'review')
  .compile();

export async function run(path: string) {
  const result = await graph.invoke({ path });
  await llm.invoke(`Check ${result.answer}`); // <- untrusted-text-in-prompt
  return graph.invoke(new Command({ resume: 'yes' }));
}

const remove = tool(async ({ path }) => fs.rmSync(path), { name: 'remove', description: 'Deletes a study', schema: z.object({ path: z.string() }) }); // <- model-output-to-code
const acting = llm.bindTools([remove]); // <- overprivileged-tool
async function act(state: typeof State.State) {
  const answer = await acting.invoke(`Tidy up after ${state.history}`); // <- untrusted-text-in-prompt
  return { answer: answer.content };
}
export const tidying = new StateGraph(State)
  .addNode('read', read)
  .addNode('act', act)
  .addNode('tools', new ToolNode([remove]))
  .addEdge(START, 'read')
  .addEdge('read', 'act')
  .addEdge('act', 'tools')
  .compile();
