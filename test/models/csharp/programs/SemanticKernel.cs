using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using FellowOakDicom;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Agents;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.Google;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using Microsoft.SemanticKernel.Plugins.Core;
using Microsoft.SemanticKernel.TextGeneration;

namespace Triage;

public class StudyPlugin
{
    [KernelFunction, Description("Comments of a study")]
    public string Comments(string path) => DicomFile.Open("/data/1.dcm").Dataset.GetString(DicomTag.ImageComments); // <- untrusted-tool-result
}

public class ArchivePlugin
{
    [KernelFunction, Description("Removes a study")]
    public string Remove(int number)
    {
        File.Delete($"/data/{number}.dcm");
        return "removed";
    }
}

/// <summary>Histories, prompts and functions of Semantic Kernel.</summary>
public class Kernels(IChatCompletionService chat, ITextGenerationService text, Kernel kernel)
{
    public async Task Histories(DicomDataset ds)
    {
        var comments = ds.GetString(DicomTag.ImageComments);
        var history = new ChatHistory();
        history.AddSystemMessage(comments); // <- untrusted-text-in-system-prompt
        history.AddDeveloperMessage(comments); // <- untrusted-text-in-system-prompt
        history.AddAssistantMessage(comments); // <- untrusted-text-in-prompt
        history.AddMessage(AuthorRole.User, comments); // <- untrusted-text-in-prompt
        history.Add(new ChatMessageContent(AuthorRole.User, comments)); // <- untrusted-text-in-prompt
        history.Add(new ChatMessageContent(AuthorRole.System, comments)); // <- untrusted-text-in-system-prompt
        history.AddSystemMessage("Sort.");
        history.AddMessage(AuthorRole.User, "Summarise.");
        var answer = await chat.GetChatMessageContentAsync(history);
        Process.Start("sh", $"-c \"{answer.Content}\""); // <- model-output-to-code
    }

    public async Task Kept(DicomDataset ds)
    {
        var history = new ChatHistory("Sort.");
        history.AddUserMessage(ds.GetString(DicomTag.ImageComments)); // <- untrusted-text-in-prompt
        var answer = await chat.GetChatMessageContentAsync(history);
        history.AddAssistantMessage(answer.Content ?? "");
    }

    public async Task Functions(DicomDataset ds)
    {
        var comments = ds.GetString(DicomTag.ImageComments);
        var function = kernel.CreateFunctionFromPrompt("Summarise {{$text}}");
        await kernel.InvokeAsync(function, new KernelArguments { ["text"] = comments }); // <- untrusted-text-in-prompt
        await kernel.InvokeAsync(function, new KernelArguments { ["text"] = "nothing" });
        kernel.CreateFunctionFromPrompt($"Summarise {comments}"); // <- untrusted-text-in-system-prompt
        await text.GetTextContentAsync(comments); // <- untrusted-text-in-prompt
        await text.GetTextContentAsync("Hello");
        var summaries = kernel.ImportPluginFromPromptDirectory("./prompts");
        await kernel.InvokeAsync(summaries["short"], new KernelArguments { ["text"] = comments }); // <- untrusted-text-in-prompt
    }

    public static string Show(string path) => DicomFile.Open("/data/1.dcm").Dataset.GetString(DicomTag.ImageComments); // <- untrusted-tool-result

    public KernelFunction FromMethod() => KernelFunctionFactory.CreateFromMethod(Show, "show", "Shows a study");

    public GeminiSafetySetting[] Safety() =>
    [
        new(GeminiSafetyCategory.Harassment, GeminiSafetyThreshold.BlockNone), // <- provider-safety-off
        new(GeminiSafetyCategory.DangerousContent, GeminiSafetyThreshold.BlockLowAndAbove),
    ];
}

/// <summary>Kernels that are given plug-ins, and agents that hold such a kernel.</summary>
public class KernelsWithPlugins
{
    public async Task FromObjects(DicomDataset ds)
    {
        var builder = Kernel.CreateBuilder();
        builder.AddOpenAIChatCompletion("gpt-4o", "key");
        builder.Plugins.AddFromType<StudyPlugin>();
        var kernel = builder.Build();
        kernel.ImportPluginFromObject(new ArchivePlugin()); // <- overprivileged-tool
        var settings = new OpenAIPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        await kernel.InvokePromptAsync("Sort the new studies", new KernelArguments(settings));
    }

    public async Task Agent(DicomDataset ds)
    {
        var kernel = Kernel.CreateBuilder().AddOpenAIChatCompletion("gpt-4o", "key").Build();
        kernel.Plugins.AddFromType<StudyPlugin>();
        kernel.ImportPluginFromType<ArchivePlugin>(); // <- overprivileged-tool
        kernel.Plugins.AddFromObject(new SessionsPythonPlugin(null, null)); // <- overprivileged-tool
        var agent = new ChatCompletionAgent { Name = "archive", Instructions = "Keep the archive.", Kernel = kernel };
        await foreach (var answer in agent.InvokeAsync(new ChatMessageContent(AuthorRole.User, ds.GetString(DicomTag.ImageComments)))) // <- untrusted-text-in-prompt
            System.Console.WriteLine(answer.Message.Role);
    }

    public async Task Known(DicomDataset ds, Kernel kernel)
    {
        var agent = new ChatCompletionAgent { Name = "known", Instructions = ds.GetString(DicomTag.ImageComments), Kernel = kernel }; // <- untrusted-text-in-system-prompt
        await foreach (var answer in agent.InvokeAsync("Hello"))
            System.Console.WriteLine(answer.Message.Role);
    }
}
