using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using NHapi.Base.Parser;
using NHapi.Model.V25.Message;
using NHapiTools.Base.Net;

namespace Triage;

/// <summary>Messages that are built field by field, then written as text and sent.</summary>
public class Hl7Built(IChatClient chat)
{
    public async Task Send(string question)
    {
        var text = (await chat.GetResponseAsync(question)).Text;
        var message = new ORU_R01();
        var note = message.GetPATIENT_RESULT(0).GetORDER_OBSERVATION(0).GetNTE(0);
        note.GetComment(0).Value = text;
        var client = new SimpleMLLPClient("127.0.0.1", 2575);
        client.SendHL7Message(new PipeParser().Encode(message)); // <- model-output-to-clinical-system
    }

    public void SendFixed()
    {
        var message = new ORU_R01();
        message.GetPATIENT_RESULT(0).GetORDER_OBSERVATION(0).GetNTE(0).GetComment(0).Value = "None";
        var client = new SimpleMLLPClient("127.0.0.1", 2575);
        client.SendHL7Message(new PipeParser().Encode(message));
    }

    public async Task SendChosen(string question)
    {
        var name = (await chat.GetResponseAsync(question)).Text;
        var message = new ORU_R01();
        var client = new SimpleMLLPClient("127.0.0.1", 2575);
        client.SendHL7Message(new PipeParser().Encode(message.GetStructure(name).Message));
        client.SendHL7Message(new PipeParser().Encode(message, name));
        client.SendHL7Message("MSA|AA|" + name); // <- model-output-to-clinical-system
    }

    public async Task Explain(string text)
    {
        var parser = new PipeParser();
        var message = parser.Parse(text);
        await chat.GetResponseAsync(parser.Encode(message)); // <- untrusted-text-in-prompt, phi-to-external-model
        await chat.GetResponseAsync(parser.Encode(new ACK()));
    }
}
