using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using FellowOakDicom;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace Triage;

/// <summary>Agents that are tools of others.</summary>
public class Agents(IChatClient chat)
{
    private static string Remove(int number)
    {
        File.Delete($"/data/{number}.dcm");
        return "removed";
    }

    private static string Comments() => DicomFile.Open("/data/1.dcm").Dataset.GetString(DicomTag.ImageComments); // <- untrusted-tool-result

    public async Task Ask(string question)
    {
        AIAgent reader = chat.CreateAIAgent(instructions: "Read.", tools: [AIFunctionFactory.Create(Comments)]);
        AIAgent leader = chat.CreateAIAgent(instructions: "Lead.", tools: [reader.AsAIFunction(), AIFunctionFactory.Create(Remove)]); // <- overprivileged-tool
        AIAgent careful = chat.CreateAIAgent(instructions: "Lead.", tools: [reader.AsAIFunction()]);
        await careful.RunAsync(question);
        var answer = await leader.RunAsync(question);
        Process.Start("sh", $"-c \"{answer.Text}\""); // <- model-output-to-code
    }
}
