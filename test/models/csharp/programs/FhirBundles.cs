using System.Threading.Tasks;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;
using Microsoft.Extensions.AI;

namespace Triage;

/// <summary>Resources that go to a server in one transaction.</summary>
public class FhirBundles(IChatClient chat, FhirClient server)
{
    public async Task Send(string question)
    {
        var text = (await chat.GetResponseAsync(question)).Text;
        var builder = new TransactionBuilder("https://fhir.clinic.example/baseR4");
        builder.Create(new DiagnosticReport { Conclusion = text });
        await server.TransactionAsync(builder.ToBundle()); // <- model-output-to-clinical-system
    }

    public async Task SendFixed(string question)
    {
        var builder = new TransactionBuilder("https://fhir.clinic.example/baseR4");
        builder.Create(new DiagnosticReport { Conclusion = "None" });
        await server.TransactionAsync(builder.ToBundle());
    }
}
