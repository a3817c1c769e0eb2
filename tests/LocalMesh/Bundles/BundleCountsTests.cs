using SharedSequencer.Launcher.Bundles;
using SharedSequencer.Protocol;

namespace SharedSequencer.LocalMesh.Tests.Bundles;

public sealed class BundleCountsTests
{
    private static readonly BundleCheck Included = new(
        BundleStanding.Included, BundleStanding.Unsaid, Placed: 2, PlacedElsewhere: 0, Executed: 2, Transactions: 2,
        IsDecidable: false);

    private static readonly BundleCheck Refused = Included with
    {
        Standing = BundleStanding.Refused, Placed = 0, Executed = 0,
    };

    [Fact]
    public void Bundles_that_stand_whole_or_not_at_all_are_as_they_should_be()
    {
        var tally = BundleCounts.Of([Included, Refused, Committed()], unfollowed: 0);

        Assert.Equal(new BundleCounts(3, 2, 1, 0, 0, 0), tally);
        Assert.True(tally.IsOk);
    }

    [Fact]
    public void A_bundle_in_part_is_told_whatever_the_chain_says_of_it()
    {
        Assert.Equal(1, BundleCounts.Of([Included with { Placed = 1 }], 0).Partial);
        Assert.Equal(1, BundleCounts.Of([Included with { Executed = 1 }], 0).Partial);
        Assert.Equal(1, BundleCounts.Of([Refused with { Placed = 1 }], 0).Partial);
        Assert.Equal(1, BundleCounts.Of([Refused with { PlacedElsewhere = 1 }], 0).Partial);
        Assert.False(BundleCounts.Of([Included, Refused with { PlacedElsewhere = 1 }], 0).IsOk);
    }

    [Fact]
    public void What_has_no_proved_end_is_told()
    {
        Assert.Equal(1, BundleCounts.Of([Refused with { Standing = BundleStanding.Unsaid }], 0).Unproven);
        Assert.Equal(1, BundleCounts.Of([Committed() with { Decision = BundleStanding.Unsaid }], 0).Unproven);
        Assert.False(BundleCounts.Of([Included, Committed() with { Decision = BundleStanding.Unsaid }], 0).IsOk);
    }

    [Fact]
    public void A_service_that_says_something_else_is_a_failure() =>
        Assert.False(BundleCounts.Of([Included], unfollowed: 1).IsOk);

    [Fact]
    public void No_bundle_at_all_shows_nothing() => Assert.False(BundleCounts.Of([], unfollowed: 0).IsOk);

    private static BundleCheck Committed() => Included with { Decision = BundleStanding.Committed, IsDecidable = true };
}
