import { BedrockClient, CreateGuardrailCommand, DeleteGuardrailCommand } from '@aws-sdk/client-bedrock';

const bedrock = new BedrockClient({ region: 'eu-central-1' });

export async function reset(id: string) {
  await bedrock.send(new DeleteGuardrailCommand({ guardrailIdentifier: id })); // <- provider-safety-off
  await bedrock.send(new CreateGuardrailCommand({ name: 'reports', blockedInputMessaging: 'No.', blockedOutputsMessaging: 'No.' }));
}
