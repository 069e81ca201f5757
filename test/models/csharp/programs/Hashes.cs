using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using FellowOakDicom;
using OpenAI.Chat;

// A study is named by a digest of its text: that neither speaks nor identifies.
public class Hashes
{
    private readonly ChatClient chat = new("gpt-4o", "key");

    public void Ask(string path)
    {
        var text = DicomFile.Open(path).Dataset.GetString(DicomTag.PatientComments);
        var bytes = Encoding.UTF8.GetBytes(text);
        chat.CompleteChat($"Study {Convert.ToHexString(SHA256.HashData(bytes))}");
        chat.CompleteChat($"Study {Convert.ToHexString(MD5.HashData(bytes))}");
        using var sha = SHA512.Create();
        chat.CompleteChat($"Study {Convert.ToBase64String(sha.ComputeHash(bytes))}");
        using var keyed = new HMACSHA256(Encoding.UTF8.GetBytes("pepper"));
        chat.CompleteChat($"Study {Convert.ToBase64String(keyed.ComputeHash(bytes))}");
        chat.CompleteChat($"Study {XxHash64.HashToUInt64(bytes)}");
        chat.CompleteChat($"Study {Convert.ToBase64String(bytes)}"); // <- phi-to-external-model, untrusted-text-in-prompt
    }
}
