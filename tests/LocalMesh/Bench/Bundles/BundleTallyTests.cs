using SharedSequencer.Client;
using SharedSequencer.Launcher;
using SharedSequencer.Launcher.Bench;
using SharedSequencer.Launcher.Traffic;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.LocalMesh.Tests.Bench.Bundles;

public sealed class BundleTallyTests : IDisposable
{
    private static readonly RollupId[] Rollups = [new(901), new(902)];
    private static readonly ChainTime NotAfter = ChainTime.From(DateTimeOffset.UnixEpoch.AddDays(1));

    private readonly FundedSender[] _accounts = [.. Rollups.Select(rollup => new FundedSender(rollup.Value, 1))];
    private readonly BundleTally _tally = new();

    [Fact]
    public void Every_bundle_is_told_once_and_stands_whole_in_one_block()
    {
        var (included, refused) = (Bundle(BundleMode.Inclusion), Bundle(BundleMode.Inclusion));
        _tally.Expect([included, refused]);

        _tally.Take([Judged(included, OutcomeCode.Included)], Placed(included));
        Assert.Equal(1, _tally.Missing);
        _tally.Take([Judged(refused, OutcomeCode.Expired)], Placed());

        Assert.True(_tally.IsComplete);
        Assert.Equal((OutcomeCode.Included, OutcomeCode.Expired), (_tally.Ends[included.Id], _tally.Ends[refused.Id]));
    }

    [Fact]
    public void In_execution_mode_the_decision_is_the_end_and_a_refusal_keeps_its_reason()
    {
        var (committed, refused) = (Bundle(BundleMode.Execution), Bundle(BundleMode.Execution));
        _tally.Expect([committed, refused]);

        _tally.Take(
            [Judged(refused, OutcomeCode.TermsUsed), Decided(refused, OutcomeCode.AbortedRefused), Judged(committed, OutcomeCode.Included)],
            Placed(committed));
        Assert.False(_tally.IsComplete);
        _tally.Take([Decided(committed, OutcomeCode.Committed)], Placed());

        Assert.True(_tally.IsComplete);
        Assert.Equal((OutcomeCode.Committed, OutcomeCode.TermsUsed), (_tally.Ends[committed.Id], _tally.Ends[refused.Id]));
    }

    [Fact]
    public void A_leg_that_is_missing_or_stands_alone_is_found()
    {
        var (half, alone) = (Bundle(BundleMode.Inclusion), Bundle(BundleMode.Inclusion));
        _tally.Expect([half, alone]);

        Assert.Throws<LocalMeshException>(
            () => _tally.Take([Judged(half, OutcomeCode.Included)], Placed(half).Take(1).ToHashSet()));
        Assert.Throws<LocalMeshException>(() => _tally.Take([], Placed(alone).Take(1).ToHashSet()));
    }

    [Fact]
    public void What_is_told_twice_or_was_never_sent_is_found()
    {
        var (twice, strange) = (Bundle(BundleMode.Execution), Bundle(BundleMode.Execution));
        _tally.Expect([twice]);
        _tally.Take([Judged(twice, OutcomeCode.Included), Decided(twice, OutcomeCode.Committed)], Placed(twice));

        Assert.Throws<LocalMeshException>(() => _tally.Take([Judged(twice, OutcomeCode.Included)], Placed()));
        Assert.Throws<LocalMeshException>(() => _tally.Take([Decided(twice, OutcomeCode.Committed)], Placed()));
        Assert.Throws<LocalMeshException>(() => _tally.Take([Judged(strange, OutcomeCode.Included)], Placed(strange)));
    }

    [Fact]
    public void Ends_are_counted_by_reason_and_add_up()
    {
        var ends = BundleEnds.Of([OutcomeCode.Included, OutcomeCode.Committed, OutcomeCode.AbortedDeadline])
            .And(BundleEnds.Of([OutcomeCode.AbortedDeadline, OutcomeCode.Expired]));

        Assert.Equal(5, ends.Bundles);
        Assert.Equal(
            new Dictionary<OutcomeCode, int> { [OutcomeCode.AbortedDeadline] = 2, [OutcomeCode.Expired] = 1 }, ends.Reasons);
    }

    public void Dispose()
    {
        foreach (var account in _accounts)
            account.Dispose();
    }

    private Bundle Bundle(BundleMode mode)
    {
        var builder = new BundleBuilder(new NetworkId(Keccak256.Hash([1])), mode, _accounts[0].Address, NotAfter)
        {
            DecisionDelay = mode == BundleMode.Execution ? TimeSpan.FromMinutes(1) : TimeSpan.Zero,
        };
        foreach (var rollup in Rollups)
            builder.AddLeg(rollup);
        return _accounts[0].Bundle(builder, [.. _accounts.Select(account => account.Transfer())]);
    }

    private static HashSet<PlacedTransaction> Placed(params Bundle[] bundles) =>
    [
        .. bundles.SelectMany(bundle => Rollups.Zip(
            bundle.Legs, (rollup, leg) => new PlacedTransaction(rollup, leg.TransactionHashes[0]))),
    ];

    private static Outcome Judged(Bundle bundle, OutcomeCode code) => new(OutcomeKind.Bundle, Lane.Shared, bundle.Id, code);

    private static Outcome Decided(Bundle bundle, OutcomeCode code) =>
        new(OutcomeKind.Decision, Lane.Shared, bundle.Terms.EscrowId, code);
}
