using System.ComponentModel;
using System.Threading.Tasks;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Server;
using OllamaSharp;

namespace Triage;

/// <summary>Resources of a FHIR server.</summary>
public class Reports(IChatClient chat, FhirClient server)
{
    public async Task<string> Explain(DiagnosticReport report)
    {
        var answer = await chat.GetResponseAsync("Explain " + report.Conclusion); // <- untrusted-text-in-prompt, phi-to-external-model
        return answer.Text;
    }

    public async Task Rewrite(string question)
    {
        var text = (await chat.GetResponseAsync(question)).Text;
        var report = new DiagnosticReport { Conclusion = text };
        await server.CreateAsync(report); // <- model-output-to-clinical-system
        await server.CreateAsync(new DiagnosticReport { Conclusion = "None" });
    }
}

[McpServerToolType]
public class ReportTools(FhirClient server)
{
    [McpServerTool, Description("Number of reports")]
    public async Task<int?> Count(string patient) => (await server.SearchAsync<DiagnosticReport>(new[] { "subject=" + patient })).Total;

    [McpServerTool, Description("Removes a report")] // <- overprivileged-tool
    public async Task<string> Remove(int number)
    {
        await server.DeleteAsync($"DiagnosticReport/{number}");
        return "removed";
    }

    [McpServerTool, Description("Writes a report")] // <- overprivileged-tool
    public async Task<string> Write(int code)
    {
        await server.UpdateAsync(new Observation { Value = new Integer(code) }); // <- model-output-to-clinical-system
        return "written";
    }
}
