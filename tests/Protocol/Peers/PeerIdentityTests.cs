using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Peers;

public sealed class PeerIdentityTests
{
    private static readonly byte[] TransportKey = [1, 2, 3];
    private readonly TestCommittee _committee = new(1, 1, 1, 1);

    private PeerIdentity Identity => PeerIdentity.Sign(TransportKey, _committee.Genesis.NetworkId, _committee.Signers[2]);

    [Fact]
    public void It_ties_a_transport_key_to_a_member()
    {
        Assert.True(PeerIdentity.TryDecode(Identity.Encode(), out var identity));
        Assert.Equal(Identity, identity);
        Assert.Equal(new ValidatorIndex(2), identity.Validator);
        Assert.True(identity.IsValid(TransportKey, _committee.Genesis));
    }

    [Fact]
    public void It_holds_for_no_other_key_member_network_or_epoch()
    {
        Assert.False(Identity.IsValid([1, 2, 4], _committee.Genesis));
        Assert.False((Identity with { Validator = new ValidatorIndex(1) }).IsValid(TransportKey, _committee.Genesis));
        Assert.False((Identity with { Validator = new ValidatorIndex(7) }).IsValid(TransportKey, _committee.Genesis));
        Assert.False((Identity with { Epoch = new Epoch(1) }).IsValid(TransportKey, _committee.Genesis));
        Assert.False(Identity.IsValid(TransportKey, _committee.Genesis with { Name = "other" }));
    }
}
