using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Amazon.BedrockRuntime;
using Amazon.BedrockRuntime.Model;
using Anthropic.SDK;
using Anthropic.SDK.Messaging;
using FellowOakDicom;
using Google.Cloud.AIPlatform.V1;
using Google.GenAI;
using Google.GenAI.Types;
using Mistral.SDK;
using Mistral.SDK.DTOs;
using Mscc.GenerativeAI;
using OpenAI_API;

namespace Triage;

/// <summary>Models of other houses.</summary>
public class HostedModels
{
    public async Task Claude(DicomDataset ds)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        var parameters = new MessageParameters
        {
            System = new List<SystemMessage> { new SystemMessage(text) }, // <- untrusted-text-in-system-prompt
            Messages = new List<Anthropic.SDK.Messaging.Message> { new Anthropic.SDK.Messaging.Message(RoleType.User, "Summarise.") },
        };
        await new AnthropicClient().Messages.GetClaudeMessageAsync(parameters);
    }

    public async Task Gemini(DicomDataset ds)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        var client = new Google.GenAI.Client();
        var answer = await client.Models.GenerateContentAsync("gemini-2.5-flash", text); // <- untrusted-text-in-prompt
        await client.Models.GenerateContentAsync("gemini-2.5-flash", "Hello");
        Process.Start("sh", $"-c \"{answer.Text}\""); // <- model-output-to-code
        var model = new GoogleAI("key").GenerativeModel("gemini-2.5-flash");
        await model.GenerateContent(text); // <- untrusted-text-in-prompt
        var chat = model.StartChat();
        await chat.SendMessage(text); // <- untrusted-text-in-prompt
        await chat.SendMessage("Hello");
    }

    public void Safety()
    {
        var off = new Mscc.GenerativeAI.SafetySetting { Category = HarmCategory.HarmCategoryHarassment, Threshold = HarmBlockThreshold.BlockNone }; // <- provider-safety-off
        var on = new Mscc.GenerativeAI.SafetySetting { Category = HarmCategory.HarmCategoryHarassment, Threshold = HarmBlockThreshold.BlockLowAndAbove };
    }

    public async Task Vertex(DicomDataset ds, PredictionServiceClient client)
    {
        var request = new GenerateContentRequest { Contents = { new Google.Cloud.AIPlatform.V1.Content { Role = "user", Parts = { new Google.Cloud.AIPlatform.V1.Part { Text = ds.GetString(DicomTag.ImageComments) } } } } }; // <- untrusted-text-in-prompt
        await client.GenerateContentAsync(request);
    }

    public async Task Bedrock(DicomDataset ds, IAmazonBedrockRuntime client)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        await client.ConverseAsync(new ConverseRequest
        {
            ModelId = "anthropic.claude-3-5-sonnet-20241022-v2:0",
            System = new List<SystemContentBlock> { new SystemContentBlock { Text = text } }, // <- untrusted-text-in-system-prompt
            Messages = new List<Amazon.BedrockRuntime.Model.Message> { new Amazon.BedrockRuntime.Model.Message { Role = ConversationRole.User, Content = new List<ContentBlock> { new ContentBlock { Text = text } } } }, // <- untrusted-text-in-prompt
        });
        var body = JsonSerializer.Serialize(new { prompt = text });
        await client.InvokeModelAsync(new InvokeModelRequest { ModelId = "m", Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) }); // <- untrusted-text-in-prompt
        await client.ConverseAsync(new ConverseRequest { ModelId = "m", Messages = new List<Amazon.BedrockRuntime.Model.Message> { new Amazon.BedrockRuntime.Model.Message { Role = ConversationRole.User, Content = new List<ContentBlock> { new ContentBlock { Text = "Hello" } } } } });
    }

    public async Task Mistral(DicomDataset ds)
    {
        var request = new ChatCompletionRequest("mistral-large", new List<ChatMessage> { new ChatMessage(ChatMessage.RoleEnum.User, ds.GetString(DicomTag.ImageComments)) });
        await new MistralClient().Completions.GetCompletionAsync(request); // <- untrusted-text-in-prompt
    }

    public async Task Older(DicomDataset ds)
    {
        var chat = new OpenAIAPI("key").Chat.CreateConversation();
        chat.AppendSystemMessage(ds.GetString(DicomTag.ImageComments)); // <- untrusted-text-in-system-prompt
        chat.AppendUserInput(ds.GetString(DicomTag.ImageComments)); // <- untrusted-text-in-prompt
        chat.AppendUserInput("Summarise.");
        Process.Start("sh", $"-c \"{await chat.GetResponseFromChatbotAsync()}\""); // <- model-output-to-code
    }
}
