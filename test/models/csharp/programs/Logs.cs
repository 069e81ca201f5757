using System;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using FellowOakDicom;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Serilog;

namespace Triage;

/// <summary>What is written to logs and traces.</summary>
public class Logs(ILogger<Logs> logger, IChatClient chat)
{
    public void Write(DicomDataset ds)
    {
        logger.LogInformation("Study of {Patient}", ds.GetString(DicomTag.PatientName)); // <- phi-in-logs
        logger.LogInformation("Study with {Rows} rows", ds.GetSingleValue<int>(DicomTag.Rows));
        Log.Information("Study of {Patient}", ds.GetString(DicomTag.PatientName)); // <- phi-in-logs
        Console.WriteLine(ds.GetString(DicomTag.PatientName)); // <- phi-in-logs
        Console.WriteLine("done");
        logger.LogInformation("Study of {Patient}", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(ds.GetString(DicomTag.PatientName)))));
        logger.LogInformation("Study {Number}", System.IO.Hashing.Crc32.HashToUInt32(Encoding.UTF8.GetBytes(ds.GetString(DicomTag.PatientName))));
    }

    public void Trace(DicomDataset ds, Activity activity)
    {
        activity.SetTag("patient", ds.GetString(DicomTag.PatientName)); // <- phi-in-logs
        activity.SetTag("rows", ds.GetSingleValue<int>(DicomTag.Rows));
    }

    public async Task Talk()
    {
        var question = Console.ReadLine();
        await chat.GetResponseAsync(question);
    }
}
