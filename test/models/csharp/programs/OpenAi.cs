using System;
using System.ClientModel;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using FellowOakDicom;
using OpenAI;
using OpenAI.Assistants;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Files;
using OpenAI.Responses;

namespace Triage;

/// <summary>The SDK of OpenAI: where it runs, messages, responses, assistants, files.</summary>
public class OpenAiCalls
{
    private readonly OpenAIClient hosted = new(new ApiKeyCredential("k"));
    private readonly OpenAIClient local = new(new ApiKeyCredential("k"), new OpenAIClientOptions { Endpoint = new Uri("http://localhost:11434/v1") });

    public async Task Where(DicomDataset ds)
    {
        var name = ds.GetString(DicomTag.PatientName);
        await hosted.GetChatClient("gpt-4o").CompleteChatAsync(new UserChatMessage(name)); // <- untrusted-text-in-prompt, phi-to-external-model
        await local.GetChatClient("llama3.2").CompleteChatAsync(new UserChatMessage(name)); // <- untrusted-text-in-prompt
    }

    public async Task Messages(DicomDataset ds)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        var chat = hosted.GetChatClient("gpt-4o");
        await chat.CompleteChatAsync(new SystemChatMessage("Sort."), new AssistantChatMessage(text)); // <- untrusted-text-in-prompt
        await chat.CompleteChatAsync(new ToolChatMessage("call-1", text)); // <- untrusted-text-in-prompt
        await chat.CompleteChatAsync(ChatMessage.CreateSystemMessage(text)); // <- untrusted-text-in-system-prompt
        await chat.CompleteChatAsync(new UserChatMessage(ChatMessageContentPart.CreateTextPart(text))); // <- untrusted-text-in-prompt
        await chat.CompleteChatAsync(new UserChatMessage(ChatMessageContentPart.CreateTextPart("Hello")));
        ChatCompletion answer = await chat.CompleteChatAsync(new UserChatMessage("Hello"));
        Process.Start("sh", $"-c \"{answer.Content[0].Text}\""); // <- model-output-to-code
    }

    public async Task Responses(DicomDataset ds, OpenAIResponseClient client)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        await client.CreateResponseAsync(text); // <- untrusted-text-in-prompt
        await client.CreateResponseAsync("Go.", new ResponseCreationOptions { Instructions = text }); // <- untrusted-text-in-system-prompt
        await client.CreateResponseAsync(new List<ResponseItem> { ResponseItem.CreateUserMessageItem(text) }); // <- untrusted-text-in-prompt
        await client.CreateResponseAsync(new List<ResponseItem> { ResponseItem.CreateSystemMessageItem(text) }); // <- untrusted-text-in-system-prompt
        await client.CreateResponseAsync("Hello", new ResponseCreationOptions { Instructions = "Sort." });
    }

    public async Task Vectors(DicomDataset ds, EmbeddingClient embeddings, ChatClient chat)
    {
        var found = await embeddings.GenerateEmbeddingAsync(ds.GetString(DicomTag.PatientName)); // <- phi-to-external-model
        await chat.CompleteChatAsync(new UserChatMessage($"{found.Value.ToFloats().Length} numbers"));
        await embeddings.GenerateEmbeddingAsync("Chest CT");
    }

    public async Task Assistants(DicomDataset ds, AssistantClient assistants, OpenAIFileClient files)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        await assistants.CreateAssistantAsync("gpt-4o", new AssistantCreationOptions { Instructions = text }); // <- untrusted-text-in-system-prompt
        await assistants.CreateAssistantAsync("gpt-4o", new AssistantCreationOptions { Instructions = "Sort." });
        await assistants.CreateMessageAsync("thread", MessageRole.User, new[] { MessageContent.FromText(text) }); // <- untrusted-text-in-prompt
        await files.UploadFileAsync(BinaryData.FromString(ds.GetString(DicomTag.PatientName)), "names.txt", FileUploadPurpose.Assistants); // <- phi-to-external-model
        await files.UploadFileAsync(BinaryData.FromString("Chest CT"), "protocols.txt", FileUploadPurpose.Assistants);
    }
}
