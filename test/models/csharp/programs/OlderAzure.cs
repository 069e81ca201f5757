using System;
using System.Threading.Tasks;
using Azure;
using Azure.AI.OpenAI;
using FellowOakDicom;

namespace Triage;

/// <summary>The first client of Azure OpenAI.</summary>
public class OlderAzure
{
    private readonly OpenAIClient client = new(new Uri("https://clinic.openai.azure.com"), new AzureKeyCredential("k"));

    public async Task Ask(DicomDataset ds)
    {
        var options = new ChatCompletionsOptions
        {
            DeploymentName = "gpt-4o",
            Messages =
            {
                new ChatRequestSystemMessage("Sort."),
                new ChatRequestUserMessage(ds.GetString(DicomTag.ImageComments)), // <- untrusted-text-in-prompt
            },
        };
        await client.GetChatCompletionsAsync(options);
    }
}
