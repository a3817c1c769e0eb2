using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SharedSequencer.Protocol;
using SharedSequencer.ServiceDefaults;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Peers;

public sealed class PeerCertificateTests
{
    private readonly TestCommittee _committee = new(1, 1, 1, 1);

    [Fact]
    public void It_names_the_member_that_made_it()
    {
        using var certificate = Create(_committee, 2);

        Assert.Equal(new ValidatorIndex(2), PeerCertificate.MemberOf(certificate, _committee.Genesis));
    }

    [Fact]
    public void A_stranger_s_another_network_s_and_a_plain_certificate_name_nobody()
    {
        using var stranger = PeerCertificate.Create(
            _committee.Genesis.NetworkId,
            _committee.Signers[2] with { Key = TestNetwork.Key("stranger") },
            SampleNetwork.Start);
        using var foreign = Create(new TestCommittee(1, 1, 1, 2), 2);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var plain = new CertificateRequest("CN=validator", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(SampleNetwork.Start, SampleNetwork.Start.AddDays(1));

        Assert.Null(PeerCertificate.MemberOf(stranger, _committee.Genesis));
        Assert.Null(PeerCertificate.MemberOf(foreign, _committee.Genesis));
        Assert.Null(PeerCertificate.MemberOf(plain, _committee.Genesis));
        Assert.Null(PeerCertificate.MemberOf(null, _committee.Genesis));
    }

    [Fact]
    public void A_stolen_identity_is_worth_nothing_with_another_key()
    {
        using var honest = Create(_committee, 1);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=thief", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(honest.Extensions.Single());
        using var stolen = request.CreateSelfSigned(SampleNetwork.Start, SampleNetwork.Start.AddDays(1));

        Assert.Null(PeerCertificate.MemberOf(stolen, _committee.Genesis));
    }

    private static X509Certificate2 Create(TestCommittee committee, int seat) =>
        PeerCertificate.Create(committee.Genesis.NetworkId, committee.Signers[seat], SampleNetwork.Start);
}
