using System.Threading.Tasks;
using HL7.Dotnetcore;
using Microsoft.Extensions.AI;
using NHapi.Base.Model;
using NHapi.Base.Parser;
using NHapi.Base.Util;
using NHapiTools.Base.Net;

namespace Triage;

/// <summary>Messages of HL7 v2.</summary>
public class Messages(IChatClient chat)
{
    public async Task Terse(string text)
    {
        var message = new PipeParser().Parse(text);
        var result = new Terser(message).Get("/.OBX-5");
        await chat.GetResponseAsync(result); // <- untrusted-text-in-prompt, phi-to-external-model
    }

    public async Task HandedIn(IMessage message) => await chat.GetResponseAsync(message.ToString()); // <- untrusted-text-in-prompt, phi-to-external-model

    public async Task Dotnetcore(string text)
    {
        var message = new HL7.Dotnetcore.Message(text);
        message.ParseMessage();
        await chat.GetResponseAsync(message.GetValue("OBX.5")); // <- untrusted-text-in-prompt, phi-to-external-model
        foreach (var segment in message.Segments("NTE"))
            await chat.GetResponseAsync(segment.Fields(3).Value); // <- untrusted-text-in-prompt, phi-to-external-model
        await chat.GetResponseAsync($"{message.Segments("OBX").Count} results");
    }

    public async Task Send(string question)
    {
        var client = new SimpleMLLPClient("127.0.0.1", 2575);
        client.SendHL7Message((await chat.GetResponseAsync(question)).Text); // <- model-output-to-clinical-system
        client.SendHL7Message("MSH|^~\\&|A|B|C|D|20250101||ACK|1|P|2.5");
    }
}
