using Microsoft.Extensions.Logging.Abstractions;
using SharedSequencer.Ordering.Peers;
using SharedSequencer.Ordering.Validator;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests.Peers;

public sealed class PeerNetworkTests
{
    private readonly TestCommittee _committee = new(1, 1, 1, 1);

    [Fact]
    public void An_own_acknowledgement_that_comes_back_in_a_certificate_costs_no_recovery()
    {
        var memory = new VerifiedSignatures();
        using var network = Network(memory);
        var batch = _committee.Batch(Lane.Shared, [1]);
        network.Expect(_committee.Acknowledge(batch, 0));
        Assert.Equal(1, memory.Count);

        var certified = new PeerMessage.Certified(_committee.Certify(batch, 3));
        Assert.True(PeerMessageCheck.IsAuthentic(certified, new ValidatorIndex(1), _committee.Genesis, memory));

        // The own one is the one that was there.
        Assert.Equal(3, memory.Count);
    }

    private PeerNetwork Network(VerifiedSignatures memory)
    {
        var seat = new ValidatorSeat(_committee.Genesis, _committee.Signers[0]);
        using var own = new OwnCertificate(seat, TimeProvider.System);
        var options = new TransportOptions();
        var directory = new PeerDirectory(
            new OrderingOptions
            {
                PeerPort = 0,
                Peers = Enumerable.Range(1, 3).ToDictionary(
                    other => $"{other}", other => new PeerOptions { Url = $"https://127.0.0.1:{other}" }),
            },
            seat);
        return new PeerNetwork(
            seat, directory, new PeerDialing(seat, own, options), memory, new FinalRequests(), options, TimeProvider.System,
            NullLogger<PeerNetwork>.Instance);
    }
}
