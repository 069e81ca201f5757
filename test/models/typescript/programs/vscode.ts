import * as vscode from 'vscode';
import dicomParser from 'dicom-parser';
import fs from 'node:fs';

const historyOf = (path: string) => dicomParser.parseDicom(fs.readFileSync(path)).string('x001021b0') ?? ''; // <- model-output-to-code

export function activate(context: vscode.ExtensionContext) {
  const participant = vscode.chat.createChatParticipant('radiology.helper', async (request, _chat, stream, token) => {
    const history = historyOf('/data/study.dcm');
    await request.model.sendRequest([vscode.LanguageModelChatMessage.User(request.prompt)], {}, token);
    await request.model.sendRequest([vscode.LanguageModelChatMessage.Assistant(history)], {}, token); // <- phi-to-external-model, untrusted-text-in-prompt
    const parts = [new vscode.LanguageModelTextPart(history)]; // <- phi-to-external-model, untrusted-text-in-prompt
    const answer = await request.model.sendRequest([vscode.LanguageModelChatMessage.User(parts)], {}, token);
    const tokens = await request.model.countTokens(history);
    await request.model.sendRequest([vscode.LanguageModelChatMessage.User(`It has ${tokens} tokens`)], {}, token);
    for await (const text of answer.text) {
      stream.markdown(text);
      vscode.window.createTerminal('fix').sendText(text); // <- model-output-to-code
    }
    vscode.tasks.executeTask(new vscode.Task({ type: 'shell' }, vscode.TaskScope.Workspace, 'run', 'radiology', new vscode.ShellExecution(await all(answer)))); // <- model-output-to-code
  });
  context.subscriptions.push(participant, vscode.lm.registerTool('history', new HistoryTool()), vscode.lm.registerTool('clean', new CleanTool())); // <- overprivileged-tool

  context.subscriptions.push(vscode.commands.registerCommand('radiology.ask', async () => {
    const [model] = await vscode.lm.selectChatModels({ family: 'gpt-5' });
    const question = await vscode.window.showInputBox({ prompt: 'Question' });
    const [file] = (await vscode.window.showOpenDialog()) ?? [];
    await model.sendRequest([vscode.LanguageModelChatMessage.User(`${question} about ${file.fsPath}`)]);
    const found = await vscode.lm.invokeTool('other_extension_search', { input: { question }, toolInvocationToken: undefined });
    await model.sendRequest([vscode.LanguageModelChatMessage.User(JSON.stringify(found.content))]); // <- stored-untrusted-context
  }));
}

async function all(answer: vscode.LanguageModelChatResponse) {
  let text = '';
  for await (const part of answer.text) text += part;
  return text;
}

class HistoryTool implements vscode.LanguageModelTool<{ path: string }> {
  async invoke(options: vscode.LanguageModelToolInvocationOptions<{ path: string }>) {
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(historyOf(options.input.path))]); // <- untrusted-tool-result
  }
}

class CleanTool implements vscode.LanguageModelTool<{ path: string }> {
  async invoke(options: vscode.LanguageModelToolInvocationOptions<{ path: string }>) {
    const uri = vscode.Uri.file(options.input.path);
    await vscode.workspace.fs.writeFile(uri, new Uint8Array());
    await vscode.workspace.fs.delete(uri);
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart('cleaned')]);
  }
}
