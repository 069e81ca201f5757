using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Threading.Tasks;
using FellowOakDicom;
using FellowOakDicom.Imaging;
using FellowOakDicom.Network;
using FellowOakDicom.Network.Client;
using FellowOakDicom.Network.Tls;
using FellowOakDicom.Serialization;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Server;

namespace Triage;

/// <summary>fo-dicom: ways to a value, what is built, anonymised, drawn and sent.</summary>
public class DataSets(IChatClient chat)
{
    public async Task Ways(DicomDataset ds)
    {
        await chat.GetResponseAsync(ds.GetSingleValueOrDefault(DicomTag.ImageComments, "none")); // <- untrusted-text-in-prompt
        await chat.GetResponseAsync($"{ds.GetSingleValueOrDefault(DicomTag.Rows, 0)} rows");
        await chat.GetResponseAsync(DicomJson.ConvertDicomToJson(ds)); // <- untrusted-text-in-prompt, phi-to-external-model
        await chat.GetResponseAsync(ds.WriteToString()); // <- untrusted-text-in-prompt, phi-to-external-model
    }

    public async Task Built(DicomDataset ds)
    {
        var copy = new DicomDataset();
        copy.Add(DicomTag.ImageComments, ds.GetString(DicomTag.ImageComments));
        await chat.GetResponseAsync(DicomJson.ConvertDicomToJson(copy)); // <- untrusted-text-in-prompt
        var empty = new DicomDataset();
        empty.Add(DicomTag.ImageComments, "none");
        await chat.GetResponseAsync(DicomJson.ConvertDicomToJson(empty));
    }

    public async Task Anonymised(DicomDataset ds)
    {
        var clean = new DicomAnonymizer().Anonymize(ds);
        await chat.GetResponseAsync(clean.WriteToString()); // <- untrusted-text-in-prompt
    }

    public async Task Drawn(string path)
    {
        var image = new DicomImage(path).RenderImage();
        await chat.GetResponseAsync([new ChatMessage(ChatRole.User, [new DataContent(image.As<byte[]>(), "image/png")])]); // <- unscreened-image, phi-to-external-model
    }

    public async Task Fetched()
    {
        var plain = DicomClientFactory.Create("pacs.example.org", 104, false, "A", "B"); // <- plaintext-clinical-transport
        var secret = DicomClientFactory.Create("pacs.example.org", 2762, true, "A", "B");
        secret.OnCStoreRequest += async request =>
        {
            await chat.GetResponseAsync(request.Dataset.GetString(DicomTag.ImageComments)); // <- untrusted-text-in-prompt
            return new DicomCStoreResponse(request, DicomStatus.Success);
        };
        secret.OnNEventReportRequest += async request =>
        {
            await chat.GetResponseAsync(request.Dataset.GetString(DicomTag.ImageComments)); // <- untrusted-text-in-prompt
            return new DicomNEventReportResponse(request, DicomStatus.Success);
        };
        await secret.SendAsync();
    }
}

public class Finder(IChatClient chat) : IDicomCFindProvider
{
    public async IAsyncEnumerable<DicomCFindResponse> OnCFindRequestAsync(DicomCFindRequest request)
    {
        await chat.GetResponseAsync(request.Dataset.GetString(DicomTag.StudyDescription)); // <- untrusted-text-in-prompt
        yield return new DicomCFindResponse(request, DicomStatus.Success);
    }
}

public static class Listeners
{
    public static void Start()
    {
        DicomServerFactory.Create<Store>(104); // <- open-dicom-listener
        DicomServerFactory.Create<Store>("0.0.0.0", 104); // <- open-dicom-listener
        DicomServerFactory.Create<Store>("127.0.0.1", 104);
        DicomServerFactory.Create<Store>(2762, new DefaultTlsAcceptor("server.pfx"));
        DicomServerFactory.Create<Store>("0.0.0.0", 2762, new DefaultTlsAcceptor("server.pfx"));
    }
}

public class Store(INetworkStream stream) : DicomService(stream, null, null, null), IDicomCStoreProvider
{
    public Task<DicomCStoreResponse> OnCStoreRequestAsync(DicomCStoreRequest request) => Task.FromResult(new DicomCStoreResponse(request, DicomStatus.Success));

    public Task OnCStoreRequestExceptionAsync(string file, Exception error) => Task.CompletedTask;
}

[McpServerToolType]
public static class DicomTools
{
    [McpServerTool, Description("Keeps a copy")] // <- overprivileged-tool
    public static async Task<string> Keep(int number)
    {
        await DicomFile.Open("/data/1.dcm").SaveAsync($"/srv/copies/{number}.dcm");
        return "kept";
    }

    [McpServerTool, Description("Rows of an image")]
    public static int Rows(int number) => DicomFile.Open($"/data/{number}.dcm").Dataset.GetSingleValue<int>(DicomTag.Rows);
}
