using System.Security.Cryptography.X509Certificates;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.ServiceDefaults;

namespace SharedSequencer.Ordering.Peers;

/// <summary>The certificate that this process shows to the other validators, new at each start.</summary>
internal sealed class OwnCertificate(ValidatorSeat seat, TimeProvider time) : IDisposable
{
    public X509Certificate2 Value { get; } = PeerCertificate.Create(
        seat.Genesis.NetworkId, seat.Signer, time.GetUtcNow());

    public void Dispose() => Value.Dispose();
}
