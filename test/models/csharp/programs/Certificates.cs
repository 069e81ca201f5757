using System.IO;
using System.Net;
using System.Net.Security;
using FellowOakDicom.Network;
using FellowOakDicom.Network.Client;
using FellowOakDicom.Network.Tls;

namespace Triage;

/// <summary>Whether the other side's certificate is looked at.</summary>
public static class Certificates
{
    public static void Everywhere()
    {
        ServicePointManager.ServerCertificateValidationCallback += (sender, certificate, chain, errors) => true; // <- plaintext-clinical-transport
        ServicePointManager.ServerCertificateValidationCallback += (sender, certificate, chain, errors) => errors == SslPolicyErrors.None;
    }

    public static void Streams(Stream inner)
    {
        var open = new SslStream(inner, false, (sender, certificate, chain, errors) => true); // <- plaintext-clinical-transport
        var named = new SslStream(inner, leaveInnerStreamOpen: false, userCertificateValidationCallback: (sender, certificate, chain, errors) => true); // <- plaintext-clinical-transport
        var strict = new SslStream(inner, false, (sender, certificate, chain, errors) => errors == SslPolicyErrors.None);
        var plain = new SslStream(inner, false);
    }

    public static void Dicom()
    {
        var initiator = new DefaultTlsInitiator { IgnoreSslPolicyErrors = true }; // <- plaintext-clinical-transport
        var strict = new DefaultTlsInitiator { IgnoreSslPolicyErrors = false };
        var client = DicomClientFactory.Create("pacs.example.org", 2762, true, "A", "B");
        client.ServiceOptions.IgnoreSslPolicyErrors = true; // <- plaintext-clinical-transport
        client.ServiceOptions.IgnoreSslPolicyErrors = false;
    }
}
