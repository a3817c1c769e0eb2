using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SharedSequencer.Protocol;

namespace SharedSequencer.ServiceDefaults;

/// <summary>
/// Self-signed P-256 certificates with a <see cref="PeerIdentity"/> as an extension. Names, dates and issuers mean
/// nothing: the identity pins the key of the connection to a validator, and TLS proves that the key is held. So who
/// knows the genesis knows whom it talks to, without an authority.
/// </summary>
public static class PeerCertificate
{
    /// <summary>The extension, under the arc of UUIDs (2.25), which needs no registration.</summary>
    private const string Extension = "2.25.216103541834529287130574816493921346837";

    /// <summary>A certificate with a new key that never leaves the process.</summary>
    /// <param name="network">The network.</param>
    /// <param name="signer">The validator whose connections it is for.</param>
    /// <param name="now">The wall clock.</param>
    public static X509Certificate2 Create(NetworkId network, ValidatorSigner signer, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(signer);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var identity = PeerIdentity.Sign(key.ExportSubjectPublicKeyInfo(), network, signer);
        var request = new CertificateRequest($"CN={signer.Key.Address}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509Extension(Extension, identity.Encode(), critical: false));
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
    }

    /// <summary>Which member of the committee vouches for the key of a certificate; null when none does.</summary>
    public static ValidatorIndex? MemberOf(X509Certificate2? certificate, Genesis genesis)
    {
        var extension = certificate?.Extensions.FirstOrDefault(one => one.Oid?.Value == Extension);
        return extension is not null
            && PeerIdentity.TryDecode(extension.RawData, out var identity)
            && identity.IsValid(certificate!.PublicKey.ExportSubjectPublicKeyInfo(), genesis)
                ? identity.Validator
                : null;
    }
}
