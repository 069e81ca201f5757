using System.Data;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using OpenAI.Chat;

namespace Radiology.Desk;

public class Study { public int Id { get; set; } public string Title { get; set; } = ""; }

public class Archive : DbContext { public DbSet<Study> Studies => Set<Study>(); }

public class QueryDesk
{
    private readonly ChatClient _chat;
    private readonly Archive _archive;
    private readonly SqlConnection _database;

    public QueryDesk(ChatClient chat, Archive archive, SqlConnection database) => (_chat, _archive, _database) = (chat, archive, database);

    private async Task<string> AskAsync(string question)
    {
        ChatCompletion answer = await _chat.CompleteChatAsync(new UserChatMessage(question));
        return answer.Content[0].Text;
    }

    public async Task<Study[]> FindAsync(string question)
    {
        var title = await AskAsync(question);
        return await _archive.Studies.FromSqlRaw($"SELECT * FROM Studies WHERE Title = '{title}'").ToArrayAsync();
    }

    public async Task<object?> CountAsync(string question)
    {
        var modality = await AskAsync(question);
        await using var command = new SqlCommand("SELECT COUNT(*) FROM Studies WHERE Modality = '" + modality + "'", _database);
        return await command.ExecuteScalarAsync();
    }

    public async Task RenameAsync(int id, string question)
    {
        var title = await AskAsync(question);
        using var command = _database.CreateCommand();
        command.CommandText = $"UPDATE Studies SET Title = '{title}' WHERE Id = {id}";
        await command.ExecuteNonQueryAsync();
    }
}
