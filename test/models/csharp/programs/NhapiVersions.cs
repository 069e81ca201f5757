using System.Threading.Tasks;
using Microsoft.Extensions.AI;

namespace Interfaces;

/// <summary>Messages, groups and segments of every version that are handed in hold text from outside; how often one repeats is a number.</summary>
public class NhapiVersions(IChatClient chat)
{
    public Task V21(NHapi.Model.V21.Segment.NTE note) => chat.GetResponseAsync(note.GetComment(0).Value); // <- untrusted-text-in-prompt, phi-to-external-model

    public Task V22(NHapi.Model.V22.Segment.NTE note) => chat.GetResponseAsync(note.GetComment(0).Value); // <- untrusted-text-in-prompt, phi-to-external-model

    public Task V23(NHapi.Model.V23.Segment.NTE note) => chat.GetResponseAsync(note.GetComment(0).Value); // <- untrusted-text-in-prompt, phi-to-external-model

    public Task V231(NHapi.Model.V231.Segment.NTE note) => chat.GetResponseAsync(note.GetComment(0).Value); // <- untrusted-text-in-prompt, phi-to-external-model

    public Task V24(NHapi.Model.V24.Segment.NTE note) => chat.GetResponseAsync(note.GetComment(0).Value); // <- untrusted-text-in-prompt, phi-to-external-model

    public Task V25(NHapi.Model.V25.Segment.NTE note) => chat.GetResponseAsync(note.GetComment(0).Value); // <- untrusted-text-in-prompt, phi-to-external-model

    public Task V251(NHapi.Model.V251.Segment.NTE note) => chat.GetResponseAsync(note.GetComment(0).Value); // <- untrusted-text-in-prompt, phi-to-external-model

    public Task V26(NHapi.Model.V26.Segment.NTE note) => chat.GetResponseAsync(note.GetComment(0).Value); // <- untrusted-text-in-prompt, phi-to-external-model

    public Task V27(NHapi.Model.V27.Segment.NTE note) => chat.GetResponseAsync(note.GetComment(0).Value); // <- untrusted-text-in-prompt, phi-to-external-model

    public Task V28(NHapi.Model.V28.Segment.NTE note) => chat.GetResponseAsync(note.GetComment(0).Value); // <- untrusted-text-in-prompt, phi-to-external-model

    public Task Group(NHapi.Model.V251.Group.ORU_R01_OBSERVATION group) => chat.GetResponseAsync(group.OBX.GetObservationValue(0).Data.ToString()); // <- untrusted-text-in-prompt, phi-to-external-model

    public Task Repeated(NHapi.Model.V251.Message.ORU_R01 message) => chat.GetResponseAsync($"{message.PATIENT_RESULTRepetitionsUsed} results");
}
