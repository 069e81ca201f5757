using System;
using System.Text;
using System.Threading.Tasks;
using FellowOakDicom;
using FellowOakDicom.Network;
using FellowOakDicom.Network.Client;
using Microsoft.Extensions.Logging;

namespace Radiology.Scp;

public class Store : DicomService, IDicomServiceProvider, IDicomCStoreProvider
{
    public Store(INetworkStream stream, Encoding fallback, ILogger log, DicomServiceDependencies dependencies) : base(stream, fallback, log, dependencies) { }

    public Task OnReceiveAssociationRequestAsync(DicomAssociation association) => SendAssociationAcceptAsync(association);
    public Task OnReceiveAssociationReleaseRequestAsync() => SendAssociationReleaseResponseAsync();
    public void OnReceiveAbort(DicomAbortSource source, DicomAbortReason reason) { }
    public void OnConnectionClosed(Exception? exception) { }
    public Task<DicomCStoreResponse> OnCStoreRequestAsync(DicomCStoreRequest request)
    {
        Console.WriteLine("stored an object of " + request.Dataset.GetString(DicomTag.PatientName));
        return Task.FromResult(new DicomCStoreResponse(request, DicomStatus.Success));
    }
    public Task OnCStoreRequestExceptionAsync(string file, Exception e) => Task.CompletedTask;
}

public static class Program
{
    public static async Task Main()
    {
        using var server = DicomServerFactory.Create<Store>(11112);
        var client = DicomClientFactory.Create("pacs.hospital.example", 104, false, "DESK", "PACS");
        await client.AddRequestAsync(new DicomCEchoRequest());
        await client.SendAsync();
    }
}
