using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;
using FellowOakDicom;
using LLama;
using LLama.Common;
using Microsoft.Extensions.AI;
using OllamaSharp;
using OllamaSharp.Models;
using OllamaSharp.Models.Chat;

namespace Triage;

/// <summary>Models on this machine.</summary>
public class LocalModels
{
    private readonly OllamaApiClient ollama = new("http://localhost:11434", "llama3.2");
    private readonly OllamaApiClient remote = new(new Uri("https://models.example.com"), "llama3.2");

    public async Task Generate(DicomDataset ds)
    {
        var name = ds.GetString(DicomTag.PatientName);
        await foreach (var part in ollama.GenerateAsync(name)) // <- untrusted-text-in-prompt
            Process.Start("sh", $"-c \"{part.Response}\""); // <- model-output-to-code
        await foreach (var part in remote.GenerateAsync(name)) // <- untrusted-text-in-prompt, phi-to-external-model
            Console.WriteLine(part.Done);
        await foreach (var part in ollama.GenerateAsync(new GenerateRequest { System = name, Prompt = "Go." })) // <- untrusted-text-in-system-prompt
            Console.WriteLine(part.Done);
    }

    public async Task Talk(DicomDataset ds)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        var chat = new Chat(ollama, "Sort studies.");
        await foreach (var part in chat.SendAsync(text)) // <- untrusted-text-in-prompt
            Process.Start("sh", $"-c \"{part}\""); // <- model-output-to-code
        var known = new Chat(ollama, text); // <- untrusted-text-in-system-prompt
        await foreach (var part in known.SendAsync("Hello"))
            Console.WriteLine(part.Length);
    }

    public async Task Messages(DicomDataset ds)
    {
        var request = new ChatRequest
        {
            Messages = new List<Message>
            {
                new Message(OllamaSharp.Models.Chat.ChatRole.System, ds.GetString(DicomTag.ImageComments)), // <- untrusted-text-in-system-prompt
                new Message(OllamaSharp.Models.Chat.ChatRole.User, "Hello"),
            },
        };
        await foreach (var part in ollama.ChatAsync(request)) Console.WriteLine(part.Done);
    }

    public async Task AsChatClient(DicomDataset ds, IOllamaApiClient injected)
    {
        await ollama.GetResponseAsync(ds.GetString(DicomTag.PatientName)); // <- untrusted-text-in-prompt
        await foreach (var part in injected.GenerateAsync(ds.GetString(DicomTag.PatientName))) // <- untrusted-text-in-prompt
            Console.WriteLine(part.Done);
    }

    public async Task Llama(DicomDataset ds, InteractiveExecutor executor)
    {
        await foreach (var part in executor.InferAsync(ds.GetString(DicomTag.PatientName), new InferenceParams())) // <- untrusted-text-in-prompt
            Process.Start("sh", $"-c \"{part}\""); // <- model-output-to-code
    }
}
