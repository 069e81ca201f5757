using System;
using System.IO;
using System.Net.Http;
using System.Runtime.Serialization.Formatters.Binary;
using System.Threading.Tasks;

namespace Radiology.Files;

[Serializable]
public class Thresholds { public double Low; public double High; }

public class ModelFiles
{
    public Thresholds Read(string path)
    {
        using (var stream = File.OpenRead(path))
        {
            var formatter = new BinaryFormatter();
            return (Thresholds) formatter.Deserialize(stream);
        }
    }

    public async Task FetchAsync(HttpClient http, string target)
    {
        var bytes = await http.GetByteArrayAsync("https://huggingface.co/radlab/nodules/resolve/main/model.onnx");
        await File.WriteAllBytesAsync(target, bytes);
    }
}
