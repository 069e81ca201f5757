using System.IO;
using System.Threading.Tasks;
using Azure;
using Azure.AI.DocumentIntelligence;
using Docnet.Core;
using Docnet.Core.Models;
using DocumentFormat.OpenXml.Packaging;
using IronOcr;
using iText.Kernel.Pdf;
using iText.Kernel.Pdf.Canvas.Parser;
using OllamaSharp;
using Tesseract;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Triage;

/// <summary>Readers of documents, and what of them is only structure.</summary>
public class Documents(IOllamaApiClient ollama)
{
    private async Task Ask(string text)
    {
        await foreach (var part in ollama.GenerateAsync(text)) // <- untrusted-text-in-prompt
            System.Console.WriteLine(part.Done);
    }

    public async Task PdfPig(string path)
    {
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(path);
        await Ask(ContentOrderTextExtractor.GetText(pdf.GetPage(1)));
    }

    public async Task PdfPigStructure(string path)
    {
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(path);
        await foreach (var part in ollama.GenerateAsync($"{pdf.NumberOfPages} {pdf.GetPage(1).Width} {pdf.GetPage(1).Rotation} {pdf.GetPage(1).Number}"))
            System.Console.WriteLine(part.Done);
    }

    public async Task IText(string path)
    {
        using var pdf = new PdfDocument(new PdfReader(path));
        await foreach (var part in ollama.GenerateAsync(PdfTextExtractor.GetTextFromPage(pdf.GetPage(1)))) // <- untrusted-text-in-prompt
            System.Console.WriteLine(part.Done);
        await foreach (var part in ollama.GenerateAsync(pdf.GetDocumentInfo().GetTitle())) // <- untrusted-text-in-prompt
            System.Console.WriteLine(part.Done);
        await foreach (var part in ollama.GenerateAsync($"{pdf.GetNumberOfPages()} pages"))
            System.Console.WriteLine(part.Done);
    }

    public async Task Docnet(string path)
    {
        using var reader = DocLib.Instance.GetDocReader(path, new PageDimensions(1080, 1920));
        using var page = reader.GetPageReader(0);
        await foreach (var part in ollama.GenerateAsync(page.GetText())) // <- untrusted-text-in-prompt
            System.Console.WriteLine(part.Done);
    }

    public async Task Ocr(string path)
    {
        using var engine = new TesseractEngine("./tessdata", "eng");
        using var page = engine.Process(Pix.LoadFromFile(path));
        await foreach (var part in ollama.GenerateAsync(page.GetText())) // <- untrusted-text-in-prompt
            System.Console.WriteLine(part.Done);
        await foreach (var part in ollama.GenerateAsync($"{page.GetMeanConfidence()}"))
            System.Console.WriteLine(part.Done);
        var read = new IronTesseract().Read(path);
        await foreach (var part in ollama.GenerateAsync(read.Text)) // <- untrusted-text-in-prompt
            System.Console.WriteLine(part.Done);
    }

    public async Task Azure(string path, DocumentIntelligenceClient client)
    {
        var operation = await client.AnalyzeDocumentAsync(WaitUntil.Completed, "prebuilt-read", System.BinaryData.FromBytes(File.ReadAllBytes(path)));
        await foreach (var part in ollama.GenerateAsync(operation.Value.Content)) // <- untrusted-text-in-prompt
            System.Console.WriteLine(part.Done);
    }

    public async Task Word(Stream upload)
    {
        using var letter = WordprocessingDocument.Open(upload, false);
        await foreach (var part in ollama.GenerateAsync(letter.MainDocumentPart.Document.Body.InnerText)) // <- untrusted-text-in-prompt
            System.Console.WriteLine(part.Done);
    }
}
