// C# that uses most of the grammar; parsed by tests, never compiled.
using System;
using System.Collections.Generic;
using static System.Math;
using Json = System.Text.Json.JsonSerializer;

namespace Imaging.Agents;

#region types
public record Study(string Id, [property: Tag("0010,4000")] string? Comments) { public int Count { get; init; } = 1; }
public enum Level : byte { Low = 1, High }
public delegate Task<string> Handler(Study study, CancellationToken token = default);
#endregion

[ApiController, Route("api/[controller]")]
public sealed partial class Agent<T>(ILogger log) : Base(log), IRunner where T : class, new()
{
    private readonly Dictionary<string, List<int>> _index = new() { ["a"] = [1, 2], ["b"] = new List<int> { 3 } };
    public event EventHandler? Done;
    public string Prompt => $"Report {_study.Comments ?? "none",10:N} {{literal}}";
    public string this[int i] { get => _items[i]; set { _items[i] = value; } }
    const string Raw = """
        raw "text" here
        """;
    string verbatim = @"c:\dicom\""x""", both = $@"{1 + 2}\";

    [HttpPost("{id:int}")]
    public async Task<IActionResult> Run([FromBody] Study study, params string[] rest)
    {
        await foreach (var part in Stream(study).ConfigureAwait(false)) { if (part is { Length: > 3 } p && p[^1] != 'x') continue; else break; }
        for (int i = 0; i < rest.Length; i++) total += checked(rest[i].Length << 1);
        foreach (var (key, value) in _index) Console.WriteLine(key + value[0..2]);
        using var file = File.OpenRead(study.Id); lock (this) { do { } while (false); }
        try { throw new InvalidOperationException(nameof(study)); }
        catch (Exception e) when (e.InnerException is not null) { log?.LogError(e, "bad {Id}", study.Id); }
        finally { goto end; }
        var query = from s in studies where s.Count > 1 orderby s.Id descending select new { s.Id, Text = s.Comments! };
        Func<int, int> square = static x => x * x; var copy = study with { Count = 2 };
        var label = study switch { { Count: 0 } => "none", Study(var id, null) when id != "" => id, _ => throw null! };
        object boxed = (object)total as string ?? default(string);
        end: return Ok(out _, ref total, name: label);
    }
    public static Agent<T> operator +(Agent<T> a, Agent<T> b) => a;
    ~Agent() { }
}
