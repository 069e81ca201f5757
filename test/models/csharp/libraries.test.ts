import { test } from 'node:test';
import { check, type Programs } from './support.ts';

const PROMPT = 'untrusted-text-in-prompt';

const prompts: Programs = {
  kernel: `using Microsoft.SemanticKernel;
using FellowOakDicom;
class A(Kernel kernel) { async Task F(DicomDataset ds) {
  await kernel.InvokePromptAsync("Say " + ds.GetString(DicomTag.ImageComments)); //! ${PROMPT}
} }`,
  kernelBuilder: `using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using FellowOakDicom;
var builder = Kernel.CreateBuilder();
builder.AddOpenAIChatCompletion("gpt-4o", "key");
var kernel = builder.Build();
var chat = kernel.GetRequiredService<IChatCompletionService>();
var ds = DicomFile.Open("a.dcm").Dataset;
var history = new ChatHistory();
history.AddUserMessage(ds.GetString(DicomTag.ImageComments)); //! ${PROMPT}
var reply = await chat.GetChatMessageContentAsync(history);
`,
  systemHistory: `using Microsoft.SemanticKernel.ChatCompletion;
using FellowOakDicom;
class A(IChatCompletionService chat) { async Task F(DicomDataset ds) {
  var history = new ChatHistory("You know: " + ds.GetString(DicomTag.ImageComments)); //! untrusted-text-in-system-prompt
  await chat.GetChatMessageContentAsync(history);
} }`,
  chatList: `using OpenAI.Chat;
using UglyToad.PdfPig;
class A(ChatClient chat) { async Task F(string path) {
  using var pdf = PdfDocument.Open(path);
  var messages = new List<ChatMessage> { new SystemChatMessage("x") };
  messages.Add(new UserChatMessage(pdf.GetPage(1).Text)); //! ${PROMPT}
  await chat.CompleteChatAsync(messages);
} }`,
  agentFramework: `using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using FellowOakDicom;
class A(IChatClient chat) { async Task F(DicomDataset ds) {
  AIAgent agent = chat.CreateAIAgent(instructions: "Help");
  await agent.RunAsync(ds.GetString(DicomTag.ImageComments)); //! ${PROMPT}
} }`,
  chatRole: `using Microsoft.Extensions.AI;
using FellowOakDicom;
class A(IChatClient chat) { async Task F(DicomDataset ds) {
  var list = new List<ChatMessage> { new(ChatRole.System, ds.GetString(DicomTag.ImageComments)) }; //! untrusted-text-in-system-prompt
  await chat.GetResponseAsync(list);
} }`,
  anthropic: `using Anthropic.SDK;
using Anthropic.SDK.Messaging;
using FellowOakDicom;
class A { async Task F(DicomDataset ds) {
  var client = new AnthropicClient();
  var parameters = new MessageParameters { Messages = new List<Message> { new Message(RoleType.User, ds.GetString(DicomTag.ImageComments)) } }; //! ${PROMPT}
  await client.Messages.GetClaudeMessageAsync(parameters);
} }`,
  http: `using System.Net.Http.Json;
using FellowOakDicom;
class A(HttpClient http) { async Task F(DicomDataset ds) {
  await http.PostAsJsonAsync("https://api.openai.com/v1/chat/completions", new { model = "m", messages = new[] { new { role = "user", content = ds.GetString(DicomTag.ImageComments) } } }); //! ${PROMPT}
} }`,
  minimalApi: `using Microsoft.Extensions.AI;
using Hl7.Fhir.Rest;
using Hl7.Fhir.Model;
var app = WebApplication.CreateBuilder(args).Build();
app.MapPost("/x/{id}", async (string id, FhirClient fhir, IChatClient chat) => {
  var report = await fhir.ReadAsync<DiagnosticReport>($"DiagnosticReport/{id}");
  var a = await chat.GetResponseAsync("Explain " + report.Conclusion); //! ${PROMPT}
  return a.Text;
});
app.Run();
`,
  controller: `using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.AI;
using NHapi.Base.Parser;
[ApiController] public class C : ControllerBase {
  private readonly IChatClient _chat;
  public C(IChatClient chat) { _chat = chat; }
  [HttpPost("hl7")] public async Task<IActionResult> Post([FromBody] string body) {
    var message = new PipeParser().Parse(body);
    return Ok((await _chat.GetResponseAsync("x" + message.ToString())).Text); //! ${PROMPT}
  }
}`,
  store: `using FellowOakDicom.Network;
using FellowOakDicom;
using OpenAI.Chat;
class Scp : DicomService, IDicomCStoreProvider {
  ChatClient chat;
  public async Task<DicomCStoreResponse> OnCStoreRequestAsync(DicomCStoreRequest request) {
    await chat.CompleteChatAsync(new UserChatMessage(request.Dataset.GetString(DicomTag.ImageComments))); //! ${PROMPT}
    return new DicomCStoreResponse(request, DicomStatus.Success);
  }
}`,
  find: `using FellowOakDicom.Network;
using FellowOakDicom.Network.Client;
using FellowOakDicom;
using OpenAI.Chat;
class Q(ChatClient chat) { async Task F(IDicomClient client) {
  var request = DicomCFindRequest.CreateStudyQuery("1");
  request.OnResponseReceived += (req, response) => {
    chat.CompleteChat(new UserChatMessage(response.Dataset.GetString(DicomTag.StudyDescription))); //! ${PROMPT}
  };
  await client.AddRequestAsync(request);
} }`,
};

const tools: Programs = {
  mcp: `using ModelContextProtocol.Server;
using System.ComponentModel;
using FellowOakDicom;
[McpServerToolType] public static class T {
  [McpServerTool, Description("x")] public static string Comments(string path) {
    return DicomFile.Open("data/a.dcm").Dataset.GetString(DicomTag.ImageComments); //! untrusted-tool-result
  }
  [McpServerTool] public static int Rows(string path) => DicomFile.Open("data/a.dcm").Dataset.GetSingleValue<int>(DicomTag.Rows);
}`,
  plugin: `using Microsoft.SemanticKernel;
using FellowOakDicom;
public class P {
  [KernelFunction("comments")] public string Comments() => DicomFile.Open("data/a.dcm").Dataset.GetString(DicomTag.ImageComments); //! untrusted-tool-result
}`,
};

const outputs: Programs = {
  sql: `using Microsoft.Extensions.AI;
using Microsoft.Data.SqlClient;
using Dapper;
class A(IChatClient chat, SqlConnection db) { async Task F() {
  var sql = (await chat.GetResponseAsync("Write SQL")).Text;
  var cmd = new SqlCommand(sql, db); //! model-output-to-code
  await db.QueryAsync(sql); //! model-output-to-code
  await db.QueryAsync("select * from t where a = @a", new { a = sql });
} }`,
  command: `using Microsoft.Extensions.AI;
using System.Diagnostics;
class A(IChatClient chat) { async Task F() {
  var text = (await chat.GetResponseAsync("Write a command")).Text;
  Process.Start(new ProcessStartInfo { FileName = "sh", Arguments = text }); //! model-output-to-code
} }`,
  path: `using Microsoft.Extensions.AI;
class A(IChatClient chat) { async Task F() {
  var name = (await chat.GetResponseAsync("Name a file")).Text;
  await File.WriteAllTextAsync(Path.Combine("out", name), "x"); //! model-output-to-code
  await File.WriteAllTextAsync(Path.Combine("out", Path.GetFileName(name)), "x");
} }`,
};

for (const [name, program] of Object.entries(prompts)) test(name, () => check({ [name]: program }, ['prompt-injection']));
for (const [name, program] of Object.entries(tools)) test(name, () => check({ [name]: program }, ['prompt-injection']));
for (const [name, program] of Object.entries(outputs)) test(name, () => check({ [name]: program }, ['improper-output-handling']));
