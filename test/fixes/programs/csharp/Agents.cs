using System.IO;
using System.Threading.Tasks;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Agents;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using UglyToad.PdfPig;

namespace Radiology.Agents;

public class ArchivePlugin
{
    [KernelFunction]
    public string Remove(string path)
    {
        File.Delete(path);
        return "removed";
    }
}

public class Desk
{
    private readonly IChatCompletionService _chat;

    public Desk(IChatCompletionService chat) => _chat = chat;

    public async Task<string> SortAsync(Kernel kernel, string path)
    {
        kernel.Plugins.AddFromType<ArchivePlugin>();
        using var pdf = PdfDocument.Open(path);
        var history = new ChatHistory("You sort letters.");
        history.AddUserMessage("Letter:\n" + pdf.GetPage(1).Text);
        var settings = new OpenAIPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        var answer = await _chat.GetChatMessageContentAsync(history, settings, kernel);
        return answer.Content ?? "";
    }
}
