using SharedSequencer.Bundles.Chain;
using SharedSequencer.Bundles.Saga.Messages;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Bundles.Tests.Chain;

/// <summary>What blocks of a real chain mean for bundles.</summary>
public sealed class BlockNewsTests
{
    private static readonly RollupId[] Rollups = [new(7), new(8)];
    private readonly TestNetwork _network = new(7, 8);
    private readonly TestBundles _bundles;

    public BlockNewsTests() => _bundles = new TestBundles(_network.Genesis.NetworkId, Rollups);

    private ChainTime NotAfter => _network.Genesis.Time.Plus(TimeSpan.FromMinutes(1));

    [Fact]
    public void A_block_tells_what_it_judged_reported_and_decided_in_this_order()
    {
        var samples = new BundleSamples();

        var news = NewsOf(samples.Chain).FindAll(one => !one.IsEmpty);

        Assert.Equal(3, news.Count);
        Assert.All(news[0].Messages, message => Assert.Equal(OutcomeCode.Included, Assert.IsType<BundleOrdered>(message).Code));
        Assert.Equal(
            [samples.Demanding.Id, samples.Inclusion.Id, samples.Committed.Id, samples.Aborted.Id],
            news[0].Messages.Select(message => message.Bundle));
        Assert.All(news[0].Messages, message => Assert.Equal(2, ((BundleOrdered)message).Places.Count));
        Assert.Equal([new LegReported(samples.Committed.Id, 0, HasSucceeded: true, news[1].At)], news[1].Messages);
        Assert.Equal(
            [
                new LegReported(samples.Aborted.Id, 1, HasSucceeded: false, news[2].At),
                new LegReported(samples.Committed.Id, 1, HasSucceeded: true, news[2].At),
                new BundleDecided(samples.Aborted.Id, OutcomeCode.AbortedLegFailed, news[2].At),
                new BundleDecided(samples.Committed.Id, OutcomeCode.Committed, news[2].At),
            ],
            news[2].Messages);
    }

    [Fact]
    public void The_refusal_of_an_execution_bundle_is_followed_by_its_abort()
    {
        var bundle = _bundles.Of(_bundles.Terms(BundleMode.Execution, NotAfter, "refused"));

        var news = NewsOf(new TestChain(_network).Register().Order(new BundleItem.Submit(bundle, [])))[^1];

        Assert.Equal(
            [
                new BundleOrdered(bundle, OutcomeCode.NoReporter, [], news.At),
                new BundleDecided(bundle.Id, OutcomeCode.AbortedRefused, news.At),
            ],
            news.Messages.Select(message => message is BundleOrdered ordered ? ordered with { Places = [] } : message));
    }

    [Fact]
    public void A_deadline_that_passes_decides_about_its_bundle()
    {
        var bundle = _bundles.Of(_bundles.Terms(BundleMode.Execution, NotAfter, "deadline"));
        var chain = Registered().Order(new BundleItem.Submit(bundle, []));
        chain.Advance(TimeSpan.FromMilliseconds(TestBundles.DecisionDelay + 1));

        var news = NewsOf(chain)[^1];

        Assert.Equal([new BundleDecided(bundle.Id, OutcomeCode.AbortedDeadline, news.At)], news.Messages);
    }

    [Fact]
    public void An_expiry_names_the_terms_because_no_bundle_came()
    {
        var terms = _bundles.Terms(BundleMode.Execution, NotAfter, "expired");
        var chain = Registered().Advance(TimeSpan.FromMinutes(2)).Order(new BundleItem.Expire(terms));

        var news = NewsOf(chain)[^1];

        Assert.Empty(news.Messages);
        Assert.Equal([terms.EscrowId], news.ExpiredTerms);
    }

    [Fact]
    public void A_report_that_does_not_count_is_no_news()
    {
        var bundle = _bundles.Of(_bundles.Terms(BundleMode.Execution, NotAfter, "useless"));
        var chain = Registered().Order(new BundleItem.Submit(bundle, []));
        Assert.True(chain.Core.Final.Bundles.TryGetAwaiting(bundle.Terms.EscrowId, out var open));
        var good = _bundles.Report(bundle, 0, open.Legs[0].RollupBlock, success: true);
        chain.Order(
            new BundleItem.Report((good with { Success = false }).SignedBy(TestNetwork.Key("stranger"))),
            new BundleItem.Report(_bundles.Report(bundle, 0, open.Legs[1].RollupBlock, success: true)));

        Assert.True(NewsOf(chain)[^1].IsEmpty);
    }

    private TestChain Registered() => new TestChain(_network).Register(rollup => TestBundles.ReporterOf(rollup).Address);

    private static List<BlockNews> NewsOf(TestChain chain)
    {
        var follower = new ChainFollower(chain.Network.Genesis);
        var news = new List<BlockNews>();
        foreach (var block in chain.Blocks)
        {
            var before = follower.State;
            Assert.True(follower.TryApply(block, out var expanded, out var fault), fault.ToString());
            news.Add(BlockNews.Of(before, block, expanded));
        }

        return news;
    }
}
