using System;
using System.ComponentModel;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using FellowOakDicom;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Server;

namespace Triage;

/// <summary>Models, archives and hubs over HTTP.</summary>
public class Http(IHttpClientFactory factory, IChatClient chat)
{
    public async Task Named(string path)
    {
        var fhir = factory.CreateClient("Fhir");
        await chat.GetResponseAsync(await fhir.GetStringAsync(path)); // <- untrusted-text-in-prompt, phi-to-external-model
        var other = factory.CreateClient("Weather");
        await chat.GetResponseAsync(await other.GetStringAsync(path));
    }

    public async Task Ask(DicomDataset ds)
    {
        var body = JsonSerializer.Serialize(new { model = "gpt-4o", messages = new[] { new { role = "user", content = ds.GetString(DicomTag.ImageComments) } } }); // <- untrusted-text-in-prompt
        await new HttpClient().PostAsync("https://api.openai.com/v1/chat/completions", new StringContent(body, Encoding.UTF8, "application/json"));
    }

    public HttpClient Trusting()
    {
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }; // <- plaintext-clinical-transport
        return new HttpClient(handler);
    }

    public async Task Weights()
    {
        await new HttpClient().GetByteArrayAsync("https://huggingface.co/org/unet/resolve/main/model.onnx"); // <- unpinned-model
        await new HttpClient().GetByteArrayAsync("https://huggingface.co/org/unet/resolve/0123456789abcdef0123456789abcdef01234567/model.onnx");
    }
}

[McpServerToolType]
public static class HttpTools
{
    [McpServerTool, Description("Removes a study")] // <- overprivileged-tool
    public static async Task<string> Remove(int number)
    {
        await new HttpClient().DeleteAsync($"http://localhost:8042/studies/{number}");
        return "removed";
    }
}
