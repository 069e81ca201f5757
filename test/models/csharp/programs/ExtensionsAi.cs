using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;
using FellowOakDicom;
using FellowOakDicom.Imaging;
using Microsoft.Extensions.AI;

namespace Triage;

public record Finding(string Summary, int Score);

/// <summary>The interfaces that .NET gives to models.</summary>
public class ExtensionsAi(IChatClient chat, IEmbeddingGenerator<string, Embedding<float>> embeddings)
{
    public async Task Contents(DicomDataset ds)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        await chat.GetResponseAsync([new ChatMessage(ChatRole.User, [new TextContent(text)])]); // <- untrusted-text-in-prompt
        await chat.GetResponseAsync([new ChatMessage(ChatRole.User, [new TextContent("Hello")])]);
        await chat.GetResponseAsync([new(ChatRole.System, text), new(ChatRole.User, "Go.")]); // <- untrusted-text-in-system-prompt
        await chat.GetResponseAsync([new(ChatRole.System, "Sort."), new(ChatRole.User, text)]); // <- untrusted-text-in-prompt
        await chat.GetResponseAsync([new ChatMessage(ChatRole.Tool, [new FunctionResultContent("1", text)])]); // <- untrusted-text-in-prompt
    }

    public async Task Vectors(DicomDataset ds)
    {
        var found = await embeddings.GenerateAsync([ds.GetString(DicomTag.PatientName)]); // <- phi-to-external-model
        await chat.GetResponseAsync($"{found.Count} vectors");
    }

    public async Task Parsed(string question)
    {
        var found = await chat.GetResponseAsync<Finding>(question);
        Process.Start("sh", $"-c \"{found.Result.Summary}\""); // <- model-output-to-code
        Process.Start("sh", $"-c \"notify {found.Result.Score}\"");
    }

    public async Task Stream(string question)
    {
        await foreach (var update in chat.GetStreamingResponseAsync(question))
        {
            Process.Start("sh", $"-c \"{update.Text}\""); // <- model-output-to-code
        }
    }
}
