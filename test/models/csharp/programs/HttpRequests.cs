using System.ComponentModel;
using System.Net.Http;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Server;

namespace Triage;

/// <summary>Requests that are made first and sent later.</summary>
public class HttpRequests(IChatClient chat, HttpClient http)
{
    public async Task Send(string question)
    {
        var text = (await chat.GetResponseAsync(question)).Text;
        var request = new HttpRequestMessage(HttpMethod.Put, "https://fhir.clinic.example/fhir/DiagnosticReport/1") { Content = new StringContent(text) };
        await http.SendAsync(request); // <- model-output-to-clinical-system
        var later = new HttpRequestMessage(HttpMethod.Put, "https://fhir.clinic.example/fhir/DiagnosticReport/1");
        later.Content = new StringContent(text);
        await http.SendAsync(later); // <- model-output-to-clinical-system
        var draft = new HttpRequestMessage(HttpMethod.Put, "https://notes.clinic.example/drafts/1") { Content = new StringContent(text) };
        await http.SendAsync(draft);
        var none = new HttpRequestMessage(HttpMethod.Put, "https://fhir.clinic.example/fhir/DiagnosticReport/1") { Content = new StringContent("None") };
        await http.SendAsync(none);
    }

    public async Task Plain()
    {
        var open = new HttpRequestMessage(HttpMethod.Get, "http://pacs.clinic.example/dicom-web/studies");
        await http.SendAsync(open); // <- plaintext-clinical-transport
        var secret = new HttpRequestMessage(HttpMethod.Get, "https://pacs.clinic.example/dicom-web/studies");
        await http.SendAsync(secret);
        var here = new HttpRequestMessage(HttpMethod.Get, "http://localhost:8042/dicom-web/studies");
        await http.SendAsync(here);
    }
}

[McpServerToolType]
public static class HttpRequestTools
{
    [McpServerTool, Description("Notes that a report was seen")] // <- overprivileged-tool
    public static async Task<string> Seen(int number)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, "https://fhir.clinic.example/fhir/DiagnosticReport/1") { Content = new StringContent("seen") };
        await new HttpClient().SendAsync(request);
        return "noted";
    }

    [McpServerTool, Description("Whether there is a report")]
    public static async Task<int> There(int number)
    {
        var request = new HttpRequestMessage(HttpMethod.Head, "https://fhir.clinic.example/fhir/DiagnosticReport/1");
        var answer = await new HttpClient().SendAsync(request);
        return (int)answer.StatusCode;
    }
}
