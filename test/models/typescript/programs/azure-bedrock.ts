import { AzureKeyCredential, OpenAIClient } from '@azure/openai';
import ModelClient, { isUnexpected } from '@azure-rest/ai-inference';
import { AgentsClient } from '@azure/ai-agents';
import { DefaultAzureCredential } from '@azure/identity';
import { AzureOpenAI } from 'openai';
import { BedrockRuntime, BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { BedrockAgentRuntimeClient, InvokeAgentCommand, RetrieveAndGenerateCommand } from '@aws-sdk/client-bedrock-agent-runtime';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { api } from 'dicomweb-client';

const dicomweb = new api.DICOMwebClient({ url: 'https://pacs.example.org/dicom-web' });
const azure = new OpenAIClient('https://radiology.openai.azure.com', new AzureKeyCredential(process.env.AZURE_KEY!));
const gateway = new OpenAIClient('http://localhost:4000', new AzureKeyCredential('none'));
const inference = ModelClient('https://models.example.org', new AzureKeyCredential(process.env.AZURE_KEY!));
const onPremises = ModelClient('http://127.0.0.1:8080', new AzureKeyCredential('none'));
const agents = new AgentsClient('https://radiology.services.ai.azure.com/api/projects/reports', new DefaultAzureCredential());
const proxied = new AzureOpenAI({ endpoint: 'http://localhost:4000', apiVersion: '2024-10-21' });

async function commentsOf(uid: string): Promise<string> {
  const [study] = await dicomweb.searchForStudies({ queryParams: { StudyInstanceUID: uid } });
  return study['00104000'].Value[0];
}

export async function azureCalls(uid: string) {
  const comments = await commentsOf(uid);
  const rows = 512;
  await azure.getChatCompletions('gpt-4o', [{ role: 'system', content: 'You triage.' }, { role: 'user', content: comments }]); // <- untrusted-text-in-prompt, phi-to-external-model
  await gateway.getChatCompletions('llama', [{ role: 'system', content: comments }]); // <- untrusted-text-in-system-prompt
  await azure.getCompletions('davinci', [`Explain: ${comments}`]); // <- untrusted-text-in-prompt, phi-to-external-model
  await azure.getEmbeddings('ada', [comments]); // <- phi-to-external-model
  const vectors = await gateway.getEmbeddings('nomic', [comments]);
  await azure.getChatCompletions('gpt-4o', [{ role: 'user', content: `${rows} rows, ${vectors.data.length} vectors` }]);
  await proxied.chat.completions.create({ model: 'llama', messages: [{ role: 'user', content: comments }] }); // <- untrusted-text-in-prompt
}

export async function inferenceCalls(uid: string) {
  const comments = await commentsOf(uid);
  const response = await inference.path('/chat/completions').post({
    body: { messages: [{ role: 'system', content: 'You explain reports.' }, { role: 'user', content: comments }], max_tokens: 500 }, // <- untrusted-text-in-prompt, phi-to-external-model
  });
  if (isUnexpected(response)) throw new Error('no answer');
  await onPremises.path('/chat/completions').post({ body: { messages: [{ role: 'user', content: comments }] } }); // <- untrusted-text-in-prompt
  return response.body.choices[0].message.content;
}

export async function agentThread(uid: string) {
  const comments = await commentsOf(uid);
  const agent = await agents.createAgent('gpt-4o', { name: 'triage', instructions: `Known: ${comments}` }); // <- untrusted-text-in-system-prompt, phi-to-external-model
  const thread = await agents.threads.create();
  await agents.messages.create(thread.id, 'user', comments); // <- untrusted-text-in-prompt, phi-to-external-model
  await agents.messages.create(thread.id, 'user', 'Go on.');
  return agents.runs.createAndPoll(thread.id, agent.id);
}

const bedrock = new BedrockRuntimeClient({ region: 'eu-central-1' });
const aggregated = new BedrockRuntime({ region: 'eu-central-1' });
const knowledge = new BedrockAgentRuntimeClient({ region: 'eu-central-1' });
const sagemaker = new SageMakerRuntimeClient({ region: 'eu-central-1' });

export async function awsCalls(uid: string) {
  const comments = await commentsOf(uid);
  const command = new ConverseCommand({
    modelId: 'anthropic.claude-sonnet-4-5',
    messages: [{ role: 'user', content: [{ text: comments }] }], // <- untrusted-text-in-prompt, phi-to-external-model
  });
  await bedrock.send(command);
  await aggregated.converse({ modelId: 'm', system: [{ text: comments }], messages: [{ role: 'user', content: [{ text: 'Go.' }] }] }); // <- untrusted-text-in-system-prompt, phi-to-external-model
  await knowledge.send(new InvokeAgentCommand({ agentId: 'A', agentAliasId: 'B', sessionId: uid, inputText: comments })); // <- untrusted-text-in-prompt, phi-to-external-model
  await knowledge.send(new InvokeAgentCommand({ agentId: 'A', agentAliasId: 'B', sessionId: uid, inputText: 'List my tasks.' }));
  await knowledge.send(new RetrieveAndGenerateCommand({
    input: { text: `Guidelines for ${comments}` }, // <- untrusted-text-in-prompt, phi-to-external-model
    retrieveAndGenerateConfiguration: {
      type: 'KNOWLEDGE_BASE',
      knowledgeBaseConfiguration: { knowledgeBaseId: 'KB', modelArn: 'arn', generationConfiguration: { promptTemplate: { textPromptTemplate: 'Answer from $search_results$' } } },
    },
  }));
  await sagemaker.send(new InvokeEndpointCommand({ EndpointName: 'medgemma', ContentType: 'application/json', Body: JSON.stringify({ inputs: comments }) })); // <- untrusted-text-in-prompt, phi-to-external-model
}
