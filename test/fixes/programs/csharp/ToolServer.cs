using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using FellowOakDicom;
using ModelContextProtocol.Server;
using UglyToad.PdfPig;

namespace Radiology.Server;

[McpServerToolType]
public static class ToolServer
{
    [McpServerTool(Name = "comments"), Description("Comments of a study")]
    public static async Task<string> Comments([Description("path")] string path)
    {
        var study = (await DicomFile.OpenAsync(path)).Dataset;
        return study.GetString(DicomTag.PatientComments);
    }

    [McpServerTool, Description("Reads a letter")]
    public static string Letter(string path)
    {
        using var pdf = PdfDocument.Open(path);
        return string.Join("\n\n", pdf.GetPages().Select(page => page.Text));
    }

    [McpServerTool]
    [Description("Removes a study")]
    public static string Remove(string path)
    {
        Directory.Delete(path, true);
        return "removed";
    }

    [McpServerTool, Description("Sends a study to a colleague")]
    public static async Task<string> Forward(string path, string url)
    {
        using var http = new HttpClient();
        await http.PostAsync(url, new ByteArrayContent(await File.ReadAllBytesAsync(path)));
        return "sent";
    }
}
