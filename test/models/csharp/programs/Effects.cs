using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Data.SqlClient;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Mail;
using System.Reflection;
using System.Runtime.Serialization.Formatters.Binary;
using System.Threading.Tasks;
using FellowOakDicom;
using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.ML.OnnxRuntime;
using ModelContextProtocol.Server;
using RazorLight;
using Scriban;

namespace Triage;

/// <summary>What a model's answer must not reach, and what a tool must not do.</summary>
public class Outputs(IChatClient chat)
{
    private async Task<string> Answer(string question) => (await chat.GetResponseAsync(question)).Text;

    public async Task Commands(string question)
    {
        var text = await Answer(question);
        Process.Start(text); // <- model-output-to-code
        Process.Start("dcmdump", new[] { "--", "/data/1.dcm" });
        var shell = new ProcessStartInfo("bash");
        shell.ArgumentList.Add("-c");
        shell.ArgumentList.Add(text);
        Process.Start(shell); // <- model-output-to-code
        PowerShell.Create().AddScript(text).Invoke(); // <- model-output-to-code
    }

    public async Task Code(string question)
    {
        var text = await Answer(question);
        await CSharpScript.EvaluateAsync(text); // <- model-output-to-code
        Assembly.LoadFrom(text); // <- model-output-to-code
        await CSharpScript.EvaluateAsync("1 + 1");
        var session = new InferenceSession("model.onnx");
        await chat.GetResponseAsync($"{session.InputMetadata.Count} inputs");
    }

    public async Task Statements(string question, SqlConnection connection, DbContext db)
    {
        var text = await Answer(question);
        var command = connection.CreateCommand();
        command.CommandText = text; // <- model-output-to-code
        var adapter = new SqlDataAdapter(text, connection); // <- model-output-to-code
        db.Database.ExecuteSqlRaw(text); // <- model-output-to-code
        db.Database.ExecuteSqlInterpolated($"delete from drafts where name = {text}");
        db.Database.ExecuteSql($"delete from drafts where name = {text}");
        command.CommandText = "select 1";
    }

    public async Task<IEnumerable<IHtmlContent>> Pages(string question)
    {
        var text = await Answer(question);
        await new RazorLightEngineBuilder().UseMemoryCachingProvider().Build().CompileRenderStringAsync("key", "<p>@Model</p>", text);
        Template.Parse(text); // <- model-output-to-code
        Template.Parse("<p>{{ text }}</p>").Render(new { text });
        return
        [
            new HtmlString(text), // <- model-output-to-code
            new HtmlString(WebUtility.HtmlEncode(text)),
        ];
    }

    public object Weights(Stream file)
    {
        return new BinaryFormatter().Deserialize(file); // <- unsafe-model-deserialization
    }
}

[McpServerToolType]
public static class Tools
{
    [McpServerTool, Description("Size of a report")]
    public static int Size(int number) => File.Exists($"/srv/reports/{number}.txt") ? File.ReadAllText($"/srv/reports/{number}.txt").Length : 0;

    [McpServerTool, Description("Runs an expression")] // <- overprivileged-tool
    public static async Task<int> Run(string code) => (await CSharpScript.EvaluateAsync(code)).ToString().Length; // <- model-output-to-code

    [McpServerTool, Description("Sends a mail")] // <- overprivileged-tool
    public static string Mail(string address, string text)
    {
        using var client = new SmtpClient("localhost");
        client.Send("desk@clinic.example", address, "Study", text);
        return "sent";
    }

    [McpServerTool, Description("Sends a mail to the desk")]
    public static string MailDesk(string text)
    {
        using var client = new SmtpClient("localhost");
        client.Send("desk@clinic.example", "desk@clinic.example", "Study", text);
        return "sent";
    }
}
