using System.Net.Http;
using System.Threading.Tasks;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using Microsoft.Extensions.AI;

namespace Radiology.Ehr;

public class WriteBack
{
    private readonly IChatClient _chat;
    private readonly FhirClient _ehr = new("http://ehr.hospital.example/fhir");
    private readonly HttpClient _http = new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
    });

    public WriteBack(IChatClient chat) => _chat = chat;

    public async System.Threading.Tasks.Task ReportAsync(string findings)
    {
        var impression = await _chat.GetResponseAsync($"Write an impression for: {findings}");
        var report = new DiagnosticReport
        {
            Status = DiagnosticReport.DiagnosticReportStatus.Final,
            Conclusion = impression.Text,
        };
        await _ehr.CreateAsync(report);
        await _http.GetAsync("https://ehr.hospital.example/ping");
    }
}
