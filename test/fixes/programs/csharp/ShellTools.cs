using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.Extensions.AI;

namespace Radiology.Tools;

public class ShellTools
{
	private const string Out = "/srv/out";
	private readonly IChatClient _chat;

	public ShellTools(IChatClient chat)
	{
		_chat = chat;
	}

	private async Task<string> ChooseAsync(string prompt) => (await _chat.GetResponseAsync(prompt)).Text;

	public async Task DumpAsync()
	{
		var tag = await ChooseAsync("Which tag?");
		Process.Start("/bin/sh", $"-c \"dcmdump +P {tag} study.dcm\"");
	}

	public async Task ConvertAsync()
	{
		var name = await ChooseAsync("Name the output.");
		Process.Start("cmd.exe", "/c dcm2niix -f " + name + " C:\\in");
	}

	public async Task StoreAsync(byte[] data)
	{
		var name = await ChooseAsync("Name the file.");
		await File.WriteAllBytesAsync(Path.Combine(Out, name), data);
		File.WriteAllText($"{Out}/{name}.txt", "stored");
	}

	public async Task<object> ComputeAsync() => await CSharpScript.EvaluateAsync(await ChooseAsync("Write the formula."));
}
