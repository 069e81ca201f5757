using System;
using System.Threading.Tasks;
using FellowOakDicom;
using Microsoft.Extensions.AI;

namespace Triage;

/// <summary>What stands behind the end of the process does not happen.</summary>
public class Exit(IChatClient chat)
{
    public async Task Left(DicomDataset ds, bool ready)
    {
        var text = "none";
        if (!ready)
        {
            text = ds.GetString(DicomTag.ImageComments);
            Environment.Exit(1);
        }
        await chat.GetResponseAsync(text);
    }

    public async Task Failed(DicomDataset ds, bool ready)
    {
        var text = "none";
        if (!ready)
        {
            text = ds.GetString(DicomTag.ImageComments);
            Environment.FailFast("not ready");
        }
        await chat.GetResponseAsync(text);
    }

    public async Task GoesOn(DicomDataset ds, bool ready)
    {
        var text = "none";
        if (!ready)
        {
            text = ds.GetString(DicomTag.ImageComments);
            Environment.ExitCode = 1;
        }
        await chat.GetResponseAsync(text); // <- untrusted-text-in-prompt
    }
}
