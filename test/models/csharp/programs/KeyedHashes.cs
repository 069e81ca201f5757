using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using FellowOakDicom;
using Microsoft.KernelMemory;

namespace Triage;

/// <summary>A text that carries the digest that only the sender could make is the sender's.</summary>
public class KeyedHashes(IKernelMemory memory)
{
    public async Task Checked(DicomDataset ds, byte[] key, byte[] expected)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)), expected)) return;
        await memory.ImportTextAsync(text);
    }

    public async Task CheckedLonger(DicomDataset ds, byte[] key, byte[] expected)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        if (HMACSHA512.HashData(key, Encoding.UTF8.GetBytes(text)).SequenceEqual(expected)) await memory.ImportTextAsync(text);
    }

    public async Task OnlyMade(DicomDataset ds, byte[] key)
    {
        var text = ds.GetString(DicomTag.ImageComments);
        var digest = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
        await memory.ImportTextAsync(text); // <- unverified-knowledge-base
    }
}
