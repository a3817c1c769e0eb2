using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Verification;

public sealed class BundleVerdictTests
{
    private static readonly TestBundles Bundles = new(new NetworkId(Keccak256.Hash([1])), new RollupId(1), new RollupId(2));
    private static readonly Bundle Inclusion = Bundles.Of(Bundles.Terms(BundleMode.Inclusion, new ChainTime(1), "inclusion"));
    private static readonly Bundle Execution = Bundles.Of(Bundles.Terms(BundleMode.Execution, new ChainTime(1), "execution"));

    [Theory]
    [InlineData(OutcomeKind.Bundle, OutcomeCode.Included, BundleStanding.Included)]
    [InlineData(OutcomeKind.Bundle, OutcomeCode.Replaced, BundleStanding.Refused)]
    [InlineData(OutcomeKind.Bundle, OutcomeCode.Committed, BundleStanding.Refused)]
    [InlineData(OutcomeKind.Decision, OutcomeCode.Committed, BundleStanding.Committed)]
    [InlineData(OutcomeKind.Decision, OutcomeCode.AbortedRefused, BundleStanding.Aborted)]
    [InlineData(OutcomeKind.Decision, OutcomeCode.AbortedLegFailed, BundleStanding.Aborted)]
    [InlineData(OutcomeKind.Decision, OutcomeCode.AbortedDeadline, BundleStanding.Aborted)]
    [InlineData(OutcomeKind.Decision, OutcomeCode.AbortedExpired, BundleStanding.Aborted)]
    [InlineData(OutcomeKind.Decision, OutcomeCode.Included, BundleStanding.Unsaid)]
    [InlineData(OutcomeKind.BundleItem, OutcomeCode.Committed, BundleStanding.Unsaid)]
    [InlineData(OutcomeKind.Transaction, OutcomeCode.Committed, BundleStanding.Unsaid)]
    public void Kind_and_code_say_what_became_of_a_bundle(OutcomeKind kind, OutcomeCode code, BundleStanding standing)
    {
        var subject = kind == OutcomeKind.Decision ? Execution.Terms.EscrowId : Execution.Id;

        Assert.Equal(standing, BundleVerdict.Of(new Outcome(kind, Lane.Shared, subject, code), Execution).Standing);
    }

    [Fact]
    public void An_outcome_about_something_else_says_nothing()
    {
        var mistaken = new Outcome(OutcomeKind.Decision, Lane.Shared, Execution.Id, OutcomeCode.Committed);
        var elsewhere = new Outcome(OutcomeKind.Decision, new Lane(1), Execution.Terms.EscrowId, OutcomeCode.Committed);
        var ofInclusion = new Outcome(OutcomeKind.Decision, Lane.Shared, Inclusion.Terms.EscrowId, OutcomeCode.Committed);

        Assert.Equal(default, BundleVerdict.Of(mistaken, Execution));
        Assert.Equal(default, BundleVerdict.Of(elsewhere, Execution));
        Assert.Equal(default, BundleVerdict.Of(ofInclusion, Inclusion));
        Assert.Equal(default, BundleVerdict.OfTerms(mistaken, Execution.Terms.EscrowId));
    }

    [Fact]
    public void Inclusion_is_the_last_word_except_in_execution_mode()
    {
        var included = new BundleVerdict(BundleStanding.Included, OutcomeCode.Included);

        Assert.True(included.IsLast(BundleMode.Inclusion) && included.IsLast(BundleMode.Precondition));
        Assert.False(included.IsLast(BundleMode.Execution));
        Assert.True(new BundleVerdict(BundleStanding.Aborted, OutcomeCode.AbortedExpired).IsLast(BundleMode.Execution));
        Assert.False(default(BundleVerdict).IsLast(BundleMode.Inclusion));
    }
}
