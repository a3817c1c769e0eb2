using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Peers;

public sealed class VerifiedSignaturesTests
{
    private static readonly PrivateKey Key = TestNetwork.Key("someone");

    [Fact]
    public void A_right_signature_is_remembered_and_a_wrong_one_is_not()
    {
        var memory = new VerifiedSignatures();
        var digest = Keccak256.Hash([1]);

        Assert.True(memory.IsSignedBy(digest, Key.Sign(digest), Key.Address));
        Assert.True(memory.IsSignedBy(digest, Key.Sign(digest), Key.Address));
        Assert.False(memory.IsSignedBy(digest, Key.Sign(digest), TestNetwork.Key("other").Address));
        Assert.False(memory.IsSignedBy(Keccak256.Hash([2]), Key.Sign(digest), Key.Address));
        Assert.Equal(1, memory.Count);
    }

    [Fact]
    public void It_stays_within_its_bound_and_keeps_the_newest()
    {
        var memory = new VerifiedSignatures(capacity: 10);
        var digests = Enumerable.Range(0, 95).Select(i => Keccak256.Hash([(byte)i])).ToList();
        var signature = Key.Sign(digests[0]);
        foreach (var digest in digests)
        {
            memory.Remember(digest, signature, Key.Address);
            Assert.InRange(memory.Count, 1, 20);
        }

        // Wrong signatures that were put in unchecked are believed as long as they are remembered.
        Assert.All(digests[^10..], digest => Assert.True(memory.IsSignedBy(digest, signature, Key.Address)));
        Assert.False(memory.IsSignedBy(digests[1], signature, Key.Address));
    }
}
