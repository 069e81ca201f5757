using System;
using System.ComponentModel;
using System.IO;
using System.Threading.Tasks;
using System.Windows;
using FellowOakDicom;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using ModelContextProtocol.Server;
using Sharprompt;
using Spectre.Console;

namespace Triage;

/// <summary>Tools that remove a study where a person at the console or the screen says so.</summary>
[McpServerToolType]
public static class AskingTools
{
    [McpServerTool, Description("Removes a study")] // <- overprivileged-tool
    public static string Unasked(int number)
    {
        File.Delete($"/data/{number}.dcm");
        return "removed";
    }

    [McpServerTool, Description("Removes a study")]
    public static string Spectre(int number)
    {
        if (!AnsiConsole.Confirm($"Remove study {number}?")) return "kept";
        File.Delete($"/data/{number}.dcm");
        return "removed";
    }

    [McpServerTool, Description("Removes a study")]
    public static string Sharp(int number)
    {
        if (!Prompt.Confirm($"Remove study {number}?")) return "kept";
        File.Delete($"/data/{number}.dcm");
        return "removed";
    }

    [McpServerTool, Description("Removes a study")]
    public static string Window(int number)
    {
        if (MessageBox.Show($"Remove study {number}?", "Archive", MessageBoxButton.YesNo) != MessageBoxResult.Yes) return "kept";
        File.Delete($"/data/{number}.dcm");
        return "removed";
    }

    [McpServerTool, Description("Removes a study")] // <- overprivileged-tool
    public static string Told(int number)
    {
        AnsiConsole.MarkupLine($"Removing study {number}");
        File.Delete($"/data/{number}.dcm");
        return "removed";
    }
}

public class RemovingPlugin
{
    [KernelFunction, Description("Removes a study")]
    public string Remove(int number)
    {
        File.Delete($"/data/{number}.dcm");
        return "removed";
    }
}

public class AskingFilter : IAutoFunctionInvocationFilter
{
    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        if (AnsiConsole.Confirm($"Call {context.Function.Name}?")) await next(context);
    }
}

public class WritingFilter : IAutoFunctionInvocationFilter
{
    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        AnsiConsole.MarkupLine(context.Function.Name);
        await next(context);
    }
}

/// <summary>A filter of a kernel runs before each function that the model chose.</summary>
public class FilteredKernels
{
    public async Task Asked(DicomDataset ds)
    {
        var kernel = Kernel.CreateBuilder().AddOpenAIChatCompletion("gpt-4o", "key").Build();
        kernel.AutoFunctionInvocationFilters.Add(new AskingFilter());
        kernel.ImportPluginFromObject(new RemovingPlugin());
        var settings = new OpenAIPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        await kernel.InvokePromptAsync("Sort: " + ds.GetString(DicomTag.ImageComments), new KernelArguments(settings)); // <- untrusted-text-in-prompt
    }

    public async Task Written(DicomDataset ds)
    {
        var kernel = Kernel.CreateBuilder().AddOpenAIChatCompletion("gpt-4o", "key").Build();
        kernel.AutoFunctionInvocationFilters.Add(new WritingFilter());
        kernel.ImportPluginFromObject(new RemovingPlugin()); // <- overprivileged-tool
        var settings = new OpenAIPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        await kernel.InvokePromptAsync("Sort: " + ds.GetString(DicomTag.ImageComments), new KernelArguments(settings)); // <- untrusted-text-in-prompt
    }
}
