using System;
using System.ComponentModel;
using System.IO;
using System.Threading.Tasks;
using Azure.Storage.Blobs;
using ModelContextProtocol.Server;

namespace Archive;

/// <summary>Tools on the containers of a cloud.</summary>
[McpServerToolType]
public class BlobTools(BlobContainerClient container)
{
    [McpServerTool, Description("Keeps a text")] // <- overprivileged-tool
    public async Task<string> Keep(string name, string text)
    {
        await container.UploadBlobAsync(name, BinaryData.FromString(text));
        return "kept";
    }

    [McpServerTool, Description("Whether there is such a text")]
    public async Task<bool> Exists(string name) => (await container.GetBlobClient(name).ExistsAsync()).Value;
}
