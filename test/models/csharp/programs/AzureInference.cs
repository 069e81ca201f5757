using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Azure;
using Azure.AI.Inference;
using FellowOakDicom;

namespace Triage;

/// <summary>The models of Azure AI.</summary>
public class InferenceModels
{
    public async Task Inference(DicomDataset ds, ChatCompletionsClient client)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        var options = new ChatCompletionsOptions
        {
            Messages =
            {
                new ChatRequestSystemMessage(text), // <- untrusted-text-in-system-prompt
                new ChatRequestUserMessage(text), // <- untrusted-text-in-prompt
                new ChatRequestAssistantMessage(text), // <- untrusted-text-in-prompt
                new ChatRequestUserMessage("Summarise."),
            },
        };
        Response<ChatCompletions> answer = await client.CompleteAsync(options);
        Process.Start("sh", $"-c \"{answer.Value.Content}\""); // <- model-output-to-code
    }
}
