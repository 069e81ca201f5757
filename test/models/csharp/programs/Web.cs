using System.IO;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.AI;

namespace Triage;

[ApiController]
public class Questions(IChatClient chat) : ControllerBase
{
    [HttpPost("letter")]
    public async Task<IActionResult> Letter(IFormFile file)
    {
        using var reader = new StreamReader(file.OpenReadStream());
        var answer = await chat.GetResponseAsync("Explain " + await reader.ReadToEndAsync()); // <- untrusted-text-in-prompt
        return Ok(answer.Text);
    }

    [HttpPost("page")]
    public async Task<IActionResult> Page([FromBody] string question)
    {
        var answer = await chat.GetResponseAsync(question);
        return Content(answer.Text, "text/html"); // <- model-output-to-code
    }

    [HttpPost("plain")]
    public async Task<IActionResult> Plain([FromBody] string question)
    {
        var answer = await chat.GetResponseAsync(question);
        return Content(answer.Text, "text/plain");
    }
}

public static class Raw
{
    public static async Task Ask(HttpRequest request, IChatClient chat)
    {
        var tone = request.Query["tone"];
        await chat.GetResponseAsync([new ChatMessage(ChatRole.System, $"Answer in this tone: {tone}"), new ChatMessage(ChatRole.User, "Go.")]); // <- user-text-in-system-prompt
        await chat.GetResponseAsync($"{tone}");
    }
}
