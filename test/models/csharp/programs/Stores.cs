using System.Collections.Generic;
using System.Threading.Tasks;
using Azure.Search.Documents;
using FellowOakDicom;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.VectorData;
using Microsoft.KernelMemory;
using Microsoft.SemanticKernel.Memory;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace Triage;

public class Comment
{
    public string Text { get; set; } = "";
}

/// <summary>Stores: what this program puts in comes out again.</summary>
public class Stores(IChatClient chat, VectorStoreCollection<string, Comment> collection, IKernelMemory memory, ISemanticTextMemory old, QdrantClient qdrant, SearchClient search)
{
    public async Task Fill(DicomDataset ds)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        await collection.UpsertAsync(new Comment { Text = text }); // <- unverified-knowledge-base
        await memory.ImportTextAsync(text); // <- unverified-knowledge-base
        await old.SaveInformationAsync("comments", text, "1"); // <- unverified-knowledge-base
        await qdrant.UpsertAsync("comments", new List<PointStruct> { new() { Id = 1, Payload = { ["text"] = text } } }); // <- unverified-knowledge-base
        await search.UploadDocumentsAsync(new[] { new Comment { Text = text } }); // <- unverified-knowledge-base
        await collection.UpsertAsync(new Comment { Text = "Chest CT: 120 kV." });
    }

    public async Task Ask(string question, float[] vector)
    {
        await foreach (var found in collection.SearchAsync(question, 3))
            await chat.GetResponseAsync(found.Record.Text); // <- stored-untrusted-context
        var remembered = await memory.SearchAsync(question);
        await chat.GetResponseAsync(remembered.Results[0].Partitions[0].Text); // <- stored-untrusted-context
        await foreach (var found in old.SearchAsync("comments", question))
            await chat.GetResponseAsync(found.Metadata.Text); // <- stored-untrusted-context
        var points = await qdrant.SearchAsync("comments", vector);
        await chat.GetResponseAsync(points[0].Payload["text"].StringValue); // <- stored-untrusted-context
        var documents = await search.SearchAsync<Comment>(question);
        await foreach (var found in documents.Value.GetResultsAsync())
            await chat.GetResponseAsync(found.Document.Text); // <- stored-untrusted-context
    }

    public async Task AskMemory(DicomDataset ds)
    {
        await memory.AskAsync(ds.GetString(DicomTag.ImageComments)); // <- untrusted-text-in-prompt
        await memory.AskAsync("How many?");
    }
}
