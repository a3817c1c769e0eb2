using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Verification;

/// <summary>Who follows a chain with bundles sees what the core decided, from the start or from a snapshot.</summary>
public sealed class BundledChainTests
{
    private static readonly BundleSamples Samples = new();

    private static IEnumerable<FinalizedBlock> Blocks => Samples.Chain.Blocks;

    [Fact]
    public void Followers_accept_every_block_and_see_every_outcome()
    {
        var follower = new ChainFollower(Samples.Network.Genesis);
        var light = LightFollower.AtGenesis(Samples.Network.Genesis);
        foreach (var block in Blocks)
        {
            Assert.True(follower.TryApply(block, out var expanded, out var fault), fault.ToString());
            Assert.True(light.TryApply(block.WithoutBatches(), out fault), fault.ToString());
            Assert.Equal(block.Outcomes, expanded.Outcomes);
        }

        var outcomes = Blocks.SelectMany(block => block.Outcomes).ToList();
        Assert.Equal(BundleStanding.Included, StandingOf(outcomes, Samples.Inclusion));
        Assert.Equal(BundleStanding.Included, StandingOf(outcomes, Samples.Demanding));
        Assert.Equal(BundleStanding.Committed, StandingOf(outcomes, Samples.Committed));
        Assert.Equal(BundleStanding.Aborted, StandingOf(outcomes, Samples.Aborted));
    }

    [Fact]
    public void Every_leg_is_provable_where_its_bundle_says_and_every_rollups_log_can_be_followed()
    {
        var delivered = Samples.Chain.Effects.OfType<CoreEffect.Deliver>().ToList();
        var proofs = delivered.SelectMany(one => one.Expanded.RollupBlocks.Select(block =>
            RollupBlockProof.Of(block, one.Expanded, one.Block))).ToList();
        foreach (var rollup in Samples.Network.Rollups)
        {
            var follower = new RollupLogFollower(Samples.Network.Genesis, rollup, 0, default);
            Assert.All(
                proofs.Where(proof => proof.RollupBlock.Header.Rollup == rollup), proof => Assert.True(follower.TryApply(proof, out _)));
        }

        foreach (var included in delivered.SelectMany(one => one.Expanded.Included))
        {
            foreach (var (leg, content) in included.Legs.Zip(included.Bundle.Legs))
            {
                var proof = proofs.Single(one => one.RollupBlock.Hash == leg.RollupBlock);
                var transactions = Enumerable.Range(leg.Index, content.Transactions.Count)
                    .Select(place => InclusionProof.Of(proof, place)).ToList();
                Assert.Equal(content.TransactionHashes, transactions.Select(one => one.Transaction));
                Assert.All(transactions, one => Assert.Equal(BlockFault.None, one.Check(Samples.Network.Genesis)));
            }
        }
    }

    [Fact]
    public void A_snapshot_taken_anywhere_has_the_same_future()
    {
        var last = Blocks.Last().Header.Height.Value;
        for (var cut = 1UL; cut < last; cut++)
        {
            var follower = new ChainFollower(Samples.Network.Genesis);
            var placed = new List<PlacedInBlock>();
            foreach (var block in Blocks)
            {
                Assert.True(follower.TryApply(block, out var expanded, out var fault), fault.ToString());
                placed.Add(expanded.Placed());
                if (block.Header.Height.Value == cut)
                {
                    Assert.True(ChainState.TryRestore(Samples.Network.Genesis, follower.State.EncodeSnapshot(), placed, out var state));
                    follower = new ChainFollower(state);
                }
            }
        }
    }

    [Fact]
    public void A_core_that_restarts_between_inclusion_and_decision_decides_the_same()
    {
        var network = new TestNetwork(1, 2);
        var bundles = new TestBundles(network.Genesis.NetworkId, new RollupId(1), new RollupId(2));
        var chain = new TestChain(network).Register(rollup => TestBundles.ReporterOf(rollup).Address);
        var bundle = bundles.Of(bundles.Terms(BundleMode.Execution, chain.Now.Wall.Plus(TimeSpan.FromSeconds(5)), "one"));

        chain.Order(new BundleItem.Submit(bundle, [])).Restart().NextBlock();
        chain.Advance(TimeSpan.FromMilliseconds(TestBundles.DecisionDelay)).Restart().NextBlock();

        Assert.Equal(BundleStanding.Aborted, StandingOf(chain.Blocks.SelectMany(block => block.Outcomes), bundle));
        Assert.False(chain.Core.Final.Bundles.TryGetAwaiting(bundle.Terms.EscrowId, out _));
    }

    private static BundleStanding StandingOf(IEnumerable<Outcome> outcomes, Bundle bundle) =>
        outcomes.Select(outcome => BundleVerdict.Of(outcome, bundle)).Last(verdict => verdict.Standing != BundleStanding.Unsaid).Standing;
}
