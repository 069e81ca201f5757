using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FellowOakDicom;
using Microsoft.Extensions.Logging;
using OpenAI.Chat;

namespace Radiology.Reports
{
    /// <summary>Turns incoming studies into summaries.</summary>
    public sealed class ReportService
    {
        private const string Rules = "You are a radiology assistant.";
        private readonly ChatClient _chat;
        private readonly ILogger<ReportService> _log;

        public ReportService(ChatClient chat, ILogger<ReportService> log)
        {
            _chat = chat;
            _log = log;
        }

        public async Task<string> SummariseAsync(string path)
        {
            var file = await DicomFile.OpenAsync(path);
            DicomDataset study = file.Dataset;
            _log.LogInformation("summarising a study of {Patient}", study.GetString(DicomTag.PatientName));
            var comments = study.GetSingleValueOrDefault(DicomTag.PatientComments, "none"); // what the referrer wrote
            ChatCompletion answer = await _chat.CompleteChatAsync(
                new SystemChatMessage($@"{Rules}
The institution is ""{study.GetString(DicomTag.InstitutionName)}""."),
                new UserChatMessage($@"Comments:
{comments,-20}
History: {study.GetString(DicomTag.AdditionalPatientHistory)}"));
            return answer.Content[0].Text;
        }

        public async Task<string> TitleAsync(string path)
        {
            var study = (await DicomFile.OpenAsync(path)).Dataset;
            var parts = new List<string> { study.GetString(DicomTag.StudyDescription), study.GetString(DicomTag.ImageComments) };
            var answer = await _chat.CompleteChatAsync(new UserChatMessage(string.Format("Shorten: {0}", string.Join(" / ", parts.Where(p => p.Length > 0)))));
            return answer.Value.Content[0].Text;
        }
    }
}
