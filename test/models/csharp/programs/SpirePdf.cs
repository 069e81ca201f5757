using System.Threading.Tasks;
using OllamaSharp;
using Spire.Pdf;
using Spire.Pdf.Texts;

namespace Triage;

public class SpireDocuments(IOllamaApiClient ollama)
{
    public async Task Spire(string path)
    {
        var pdf = new PdfDocument();
        pdf.LoadFromFile(path);
        var extractor = new PdfTextExtractor(pdf.Pages[0]);
        await foreach (var part in ollama.GenerateAsync(extractor.ExtractText(new PdfTextExtractOptions()))) // <- untrusted-text-in-prompt
            System.Console.WriteLine(part.Done);
    }
}
