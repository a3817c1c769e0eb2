using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Client.Tests.Bundles;

public sealed class BundleBuilderTests
{
    private static readonly PrivateKey Submitter = TestNetwork.Key("submitter");

    private static readonly IReadOnlyList<ReadOnlyMemory<byte>> Leg = [new byte[] { 1 }];

    [Fact]
    public void Terms_have_the_escrow_id_that_the_signed_bundle_has()
    {
        var builder = Execution(30).AddLeg(new RollupId(1)).AddLeg(new RollupId(2), Submitter.Address, Keccak256.Hash([1]));
        var bundle = builder.Sign(Submitter, Leg, Leg);

        Assert.Equal(builder.Terms().EscrowId, bundle.Terms.EscrowId);
        Assert.True(bundle.HasValidSignature());
    }

    [Fact]
    public void Two_bundles_of_the_same_content_have_different_ids() => Assert.NotEqual(
        Execution(1).AddLeg(new RollupId(1)).AddLeg(new RollupId(2)).Terms().EscrowId,
        Execution(1).AddLeg(new RollupId(1)).AddLeg(new RollupId(2)).Terms().EscrowId);

    [Fact]
    public void What_the_protocol_would_refuse_is_refused_at_once()
    {
        var one = Execution(1).AddLeg(new RollupId(1));
        Assert.Contains("LegCount", Assert.Throws<InvalidOperationException>(one.Terms).Message);
        Assert.Contains("DecisionDelay", Assert.Throws<InvalidOperationException>(
            Execution(0).AddLeg(new RollupId(1)).AddLeg(new RollupId(2)).Terms).Message);
        var two = one.AddLeg(new RollupId(2));
        Assert.Throws<InvalidOperationException>(() => two.Sign(Submitter, Leg));
        Assert.Contains("Transactions", Assert.Throws<InvalidOperationException>(() => two.Sign(Submitter, Leg, [])).Message);
        Assert.Throws<ArgumentException>(() => two.Sign(TestNetwork.Key("other"), Leg, Leg));
    }

    [Fact]
    public void Ids_are_those_of_ethers()
    {
        foreach (var vector in BundleVectors.All.GetProperty("bundles").EnumerateArray())
        {
            var request = vector.GetProperty("request");
            if (request.TryGetProperty("replacementUuid", out _))
            {
                continue;
            }

            Assert.Equal(BundleVectors.Text(vector, "escrowId"), BundleVectors.BuilderOf(request).Terms().EscrowId.ToString());
        }
    }

    private static BundleBuilder Execution(int seconds) =>
        new(new NetworkId(Keccak256.Hash([9])), BundleMode.Execution, Submitter.Address, new ChainTime(1_700_000_000_000))
        {
            DecisionDelay = TimeSpan.FromSeconds(seconds),
        };
}
