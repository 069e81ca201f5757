using System;
using System.Threading.Tasks;
using Azure.AI.OpenAI;
using Azure.Identity;
using FellowOakDicom;
using OpenAI.Chat;

namespace Triage;

/// <summary>Azure OpenAI.</summary>
public class AzureModels
{
    public async Task Hosted(DicomDataset ds)
    {
        var client = new AzureOpenAIClient(new Uri("https://clinic.openai.azure.com"), new DefaultAzureCredential());
        ChatClient chat = client.GetChatClient("gpt-4o");
        await chat.CompleteChatAsync(new UserChatMessage(ds.GetString(DicomTag.PatientName))); // <- untrusted-text-in-prompt, phi-to-external-model
        await chat.CompleteChatAsync(new UserChatMessage($"{ds.GetSingleValue<int>(DicomTag.Rows)} rows"));
    }
}
