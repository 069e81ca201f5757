using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Threading.Tasks;
using FellowOakDicom;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Client;
using ModelContextProtocol.Server;

namespace Triage;

[McpServerPromptType]
public static class Prompts
{
    [McpServerPrompt, Description("Asks about a study")]
    public static string About(string path) => "Explain: " + DicomFile.Open("/data/1.dcm").Dataset.GetString(DicomTag.ImageComments); // <- untrusted-tool-result

    [McpServerPrompt, Description("Asks about rows")]
    public static string Rows(string path) => $"{DicomFile.Open("/data/1.dcm").Dataset.GetSingleValue<int>(DicomTag.Rows)} rows";
}

public static class Made
{
    private static string Comments(string path) => DicomFile.Open("/data/1.dcm").Dataset.GetString(DicomTag.ImageComments); // <- untrusted-tool-result

    private static string Remove(int number)
    {
        File.Delete($"/data/{number}.dcm");
        return "removed";
    }

    public static List<McpServerTool> Tools() =>
    [
        McpServerTool.Create(Comments),
        McpServerTool.Create(Remove), // <- overprivileged-tool
    ];
}

[McpServerToolType]
public static class Sampling
{
    [McpServerTool, Description("Length of a summary")]
    public static async Task<int> Summary(IMcpServer server)
    {
        var text = DicomFile.Open("/data/1.dcm").Dataset.GetString(DicomTag.ImageComments);
        var answer = await server.AsSamplingChatClient().GetResponseAsync(text); // <- untrusted-text-in-prompt
        return answer.Text.Length;
    }
}

public class Caller(IMcpClient client, IChatClient chat)
{
    public async Task Ask(string question)
    {
        var found = await client.CallToolAsync("comments", new Dictionary<string, object?> { ["path"] = "1" });
        await chat.GetResponseAsync(found.Content[0].ToString()); // <- untrusted-text-in-prompt
        await chat.GetResponseAsync("Hello");
    }
}
