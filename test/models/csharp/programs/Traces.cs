using System.Diagnostics;
using FellowOakDicom;

namespace Triage;

/// <summary>What a trace keeps beside its tags.</summary>
public static class Traces
{
    public static void Status(DicomDataset ds, Activity activity)
    {
        activity.SetStatus(ActivityStatusCode.Error, ds.GetString(DicomTag.PatientName)); // <- phi-in-logs
        activity.SetStatus(ActivityStatusCode.Error, description: ds.GetString(DicomTag.PatientName)); // <- phi-in-logs
        activity.SetStatus(ActivityStatusCode.Error, "no pixels");
    }

    public static void Events(DicomDataset ds, Activity activity)
    {
        activity.AddEvent(new ActivityEvent(ds.GetString(DicomTag.PatientName))); // <- phi-in-logs
        activity.AddEvent(new ActivityEvent("read"));
    }
}
