using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.AI;
using System.Threading.Tasks;

namespace Radiology.Web;

public record Question(string Persona, string Text);

[ApiController]
[Route("desk")]
public class PageController : ControllerBase
{
    private readonly IChatClient _chat;

    public PageController(IChatClient chat)
    {
        _chat = chat;
    }

    [HttpPost("letter")]
    public async Task<IHtmlContent> Letter([FromBody] Question question)
    {
        var answer = await _chat.GetResponseAsync(new[]
        {
            new ChatMessage(ChatRole.System, $"Speak as {question.Persona}."),
            new ChatMessage(ChatRole.User, "Write a letter."),
        });
        return new HtmlString($"<article title='{answer.Text}'>{answer.Text}</article>");
    }
}
