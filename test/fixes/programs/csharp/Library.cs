using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.VectorData;
using UglyToad.PdfPig;

namespace Radiology.Library;

public class Chunk
{
    [VectorStoreKey] public string Id { get; set; } = "";
    [VectorStoreData] public string Text { get; set; } = "";
}

public class Library
{
    private readonly VectorStoreCollection<string, Chunk> _chunks;
    private readonly IChatClient _chat;

    public Library(VectorStoreCollection<string, Chunk> chunks, IChatClient chat)
    {
        _chunks = chunks;
        _chat = chat;
    }

    public async Task IndexAsync(string path)
    {
        using var pdf = PdfDocument.Open(path);
        foreach (var page in pdf.GetPages())
        {
            var chunk = new Chunk { Id = $"{path}#{page.Number}", Text = page.Text };
            await _chunks.UpsertAsync(chunk);
        }
    }

    public async Task<string> AnswerAsync(string question)
    {
        var found = new List<string>();
        await foreach (var result in _chunks.SearchAsync(question, top: 4))
        {
            found.Add(result.Record.Text);
        }

        return (await _chat.GetResponseAsync($"Context: {string.Join("\n", found)}\nQuestion: {question}")).Text;
    }
}
