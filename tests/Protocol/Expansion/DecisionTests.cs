using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Expansion;

/// <summary>How execution bundles are decided: by reports, by time, by refusal, once (R23).</summary>
public sealed class DecisionTests
{
    private static readonly TestNetwork Network = new(1, 2);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(TestBundles.DecisionDelay);
    private static readonly TestBundles Bundles = new(Network.Genesis.NetworkId, new RollupId(1), new RollupId(2));
    private readonly ExpandedChain _chain = new(Network);

    [Fact]
    public void Inclusion_is_not_the_decision_and_the_success_of_all_legs_is_Commit()
    {
        var bundle = Included("one");

        _chain.Next(Report(bundle, 1, success: true));
        Assert.Empty(_chain.Said);
        Assert.True(_chain.State.Bundles.TryGetAwaiting(bundle.Terms.EscrowId, out var open));
        Assert.Equal([false, true], open.Legs.Select(leg => leg.HasSucceeded));

        _chain.Restore().Next(Report(bundle, 0, success: true));
        Assert.Equal([Decision(bundle, OutcomeCode.Committed)], _chain.Said);
        Assert.Empty(_chain.State.Bundles.Awaiting);
        Assert.True(_chain.State.Bundles.IsUsed(bundle.Terms.EscrowId));
    }

    [Fact]
    public void One_failure_is_Abort_at_once()
    {
        var bundle = Included("one");

        _chain.Next(Report(bundle, 0, success: true), Report(bundle, 1, success: false));

        Assert.Equal([Decision(bundle, OutcomeCode.AbortedLegFailed)], _chain.Said);
    }

    [Fact]
    public void The_first_block_after_the_deadline_decides_Abort_before_its_body()
    {
        var bundle = Included("one");
        _chain.Next(Report(bundle, 0, success: true));
        var last = Report(bundle, 1, success: true);

        _chain.Restore().Next(Delay, _chain.Of(last));

        Assert.Equal([Decision(bundle, OutcomeCode.AbortedDeadline), Item(last, OutcomeCode.NotOpen)], _chain.Said);
    }

    [Fact]
    public void A_report_in_a_block_at_the_deadline_is_in_time()
    {
        var bundle = Included("one");

        _chain.Next(Delay, _chain.Of(Report(bundle, 0, success: true), Report(bundle, 1, success: true)));

        Assert.Equal([Decision(bundle, OutcomeCode.Committed)], _chain.Said);
    }

    [Fact]
    public void Deadlines_that_pass_together_are_decided_by_time_then_escrow_id()
    {
        var early = Included("early");
        Bundle[] late = [Bundle("a"), Bundle("b"), Bundle("c")];
        _chain.Next([.. late.Select(Submit)]);

        _chain.Next(Minute);

        Assert.Equal(
            [Decision(early, OutcomeCode.AbortedDeadline), .. late.OrderBy(one => one.Terms.EscrowId)
                .Select(one => Decision(one, OutcomeCode.AbortedDeadline))],
            _chain.Said);
    }

    [Fact]
    public void One_block_aborts_so_many_overdue_bundles_and_the_next_the_rest_which_no_report_saves()
    {
        const int most = ProtocolDefaults.MaxOverduePerBlock;
        var bundles = Enumerable.Range(0, most + 2).Select(i => Bundle($"{i}")).ToArray();
        _chain.Next(Second, [.. bundles.Chunk(300).Select(some => _chain.Of([.. some.Select(Submit)]))]);
        var ordered = bundles.OrderBy(bundle => bundle.Terms.EscrowId).ToArray();
        var late = Report(ordered[^1], 0, success: false);

        _chain.Next(Minute, _chain.Of(late));
        Assert.Equal(
            [.. ordered[..most].Select(one => Decision(one, OutcomeCode.AbortedDeadline)), Item(late, OutcomeCode.NotOpen)], _chain.Said);
        Assert.Equal(ordered[most..].Select(one => one.Id), _chain.State.Bundles.Awaiting.Select(open => open.Bundle));

        _chain.Restore().Next();
        Assert.Equal(ordered[most..].Select(one => Decision(one, OutcomeCode.AbortedDeadline)), _chain.Said);
        Assert.Empty(_chain.State.Bundles.Awaiting);
    }

    [Fact]
    public void No_execution_bundle_is_shorter_than_the_bound_on_overdue_ones_takes_for_granted()
    {
        var terms = Bundles.Terms(BundleMode.Execution, new ChainTime(1), "short") with { DecisionDelay = 1 };
        var least = new BundleLeg([new byte[] { 1 }]);

        Assert.InRange(Submit(Bundles.Of(terms, [least, least])).Encode().Length, ProtocolDefaults.MinExecutionBundleBytes, 512);
    }

    [Fact]
    public void A_report_counts_for_one_leg_of_one_bundle_in_one_rollup_block_by_the_reporter_that_was_pinned()
    {
        var bundle = Included("one");
        var heir = TestNetwork.Key("heir");
        _chain.Next(Second, _chain.Of(Network.Operation(OperationKind.Update, new RollupId(1), 2, heir.Address)));
        var right = Report(bundle, 0, success: true).Outcome;
        (OutcomeReport Report, OutcomeCode Code)[] wrong =
        [
            (right with { Network = new NetworkId(Keccak256.Hash([1])) }, OutcomeCode.WrongNetwork),
            (right with { Bundle = bundle.Terms.EscrowId }, OutcomeCode.NotOpen),
            (right with { Leg = 2 }, OutcomeCode.BadReport),
            (right with { Leg = 1 }, OutcomeCode.BadReport),
            (right with { RollupBlock = default }, OutcomeCode.BadReport),
            (right with { Success = false }, OutcomeCode.BadSignature),
            (right.SignedBy(heir), OutcomeCode.BadSignature),
        ];

        _chain.Next([.. wrong.Select(one => new BundleItem.Report(one.Report))]);
        Assert.Equal(wrong.Select(one => Item(new BundleItem.Report(one.Report), one.Code)), _chain.Said);

        _chain.Next(new BundleItem.Report(right), Report(bundle, 1, success: true));
        Assert.Equal([Decision(bundle, OutcomeCode.Committed)], _chain.Said);
    }

    [Fact]
    public void The_first_report_of_a_leg_counts_a_repeat_is_silent_and_a_contradiction_is_told()
    {
        var bundle = Included("one");
        var contradiction = Report(bundle, 0, success: false);

        _chain.Next(Report(bundle, 0, success: true), Report(bundle, 0, success: true), contradiction);
        Assert.Equal([Item(contradiction, OutcomeCode.Contradiction)], _chain.Said);

        _chain.Next(Report(bundle, 1, success: true));
        Assert.Equal([Decision(bundle, OutcomeCode.Committed)], _chain.Said);
    }

    [Fact]
    public void No_report_can_come_in_the_block_that_includes_the_bundle()
    {
        var bundle = Bundle("one");
        var guess = new BundleItem.Report(Bundles.Report(bundle, 0, default, success: true));

        _chain.Next(Submit(bundle), guess, Submit(bundle));

        Assert.Equal([(OutcomeKind.Bundle, bundle.Id, OutcomeCode.Included), Item(guess, OutcomeCode.NotOpen)], _chain.Said);
    }

    [Fact]
    public void A_refused_bundle_aborts_its_terms()
    {
        var bundle = Bundle("one");
        _chain.Next(Second, _chain.Of(new RollupId(1), bundle.Legs[0].Transactions[0]));

        _chain.Next(Submit(bundle));

        Assert.Equal(
            [(OutcomeKind.Bundle, bundle.Id, OutcomeCode.TransactionOrdered), Decision(bundle, OutcomeCode.AbortedRefused)], _chain.Said);
    }

    [Fact]
    public void Terms_are_used_once_and_another_bundle_with_them_decides_nothing()
    {
        var bundle = Bundle("one");
        var other = Other(bundle, 1);
        _chain.Next(Submit(bundle), Submit(other));
        Assert.Equal(
            [(OutcomeKind.Bundle, bundle.Id, OutcomeCode.Included), (OutcomeKind.Bundle, other.Id, OutcomeCode.TermsUsed)], _chain.Said);

        _chain.Next(Submit(other), Submit(Other(bundle, 2)));
        Assert.Equal([(OutcomeKind.Bundle, Other(bundle, 2).Id, OutcomeCode.TermsUsed)], _chain.Said);

        _chain.Next(Minute, _chain.Of(Submit(Other(bundle, 3))));
        Assert.Equal(
            [Decision(bundle, OutcomeCode.AbortedDeadline), (OutcomeKind.Bundle, Other(bundle, 3).Id, OutcomeCode.TermsUsed)],
            _chain.Said);
    }

    [Fact]
    public void Anybody_may_have_terms_aborted_whose_time_passed_without_their_bundle()
    {
        var bundle = Bundle("one");
        var expire = new BundleItem.Expire(bundle.Terms);
        _chain.Next(Minute - Second, _chain.Of(expire));
        Assert.Equal([Item(expire, OutcomeCode.NotExpired)], _chain.Said);

        _chain.Next(Second + Second, _chain.Of(expire, expire, Submit(bundle)));
        Assert.Equal(
            [Decision(bundle, OutcomeCode.AbortedExpired), (OutcomeKind.Bundle, bundle.Id, OutcomeCode.TermsUsed)], _chain.Said);

        // Long after everything else is forgotten.
        _chain.Restore().Next(TimeSpan.FromDays(400), _chain.Of(expire, Submit(bundle)));
        Assert.Equal([Item(Submit(bundle), OutcomeCode.Expired)], _chain.Said);
    }

    [Fact]
    public void What_is_decided_or_awaits_its_decision_does_not_expire()
    {
        var committed = Included("committed");
        _chain.Next(Report(committed, 0, success: true), Report(committed, 1, success: true));
        var terms = Bundle("awaiting").Terms with { DecisionDelay = 600_000 };
        var awaiting = Bundles.Of(terms);
        _chain.Next(Submit(awaiting));
        var expire = new BundleItem.Expire(terms);

        _chain.Next(Minute, _chain.Of(new BundleItem.Expire(committed.Terms), expire));

        Assert.Equal([Item(expire, OutcomeCode.NotExpired)], _chain.Said);
    }

    [Fact]
    public void Only_terms_of_execution_mode_and_of_this_network_expire()
    {
        var inclusion = new BundleItem.Expire(Bundles.Terms(BundleMode.Inclusion, _chain.Now, "inclusion"));
        var foreign = new BundleItem.Expire(
            Bundles.Terms(BundleMode.Execution, _chain.Now, "foreign") with { Network = new NetworkId(Keccak256.Hash([1])) });

        _chain.Next(inclusion, foreign);

        Assert.Equal([Item(inclusion, OutcomeCode.NotExpired), Item(foreign, OutcomeCode.WrongNetwork)], _chain.Said);
    }

    [Fact]
    public void An_expired_bundle_aborts_its_terms_and_one_too_old_to_be_judged_leaves_them_to_who_asks()
    {
        var expired = Bundle("expired");
        var forgotten = Bundle("forgotten");
        _chain.Next(Minute + Second, _chain.Of(Submit(expired)));
        Assert.Equal(
            [(OutcomeKind.Bundle, expired.Id, OutcomeCode.Expired), Decision(expired, OutcomeCode.AbortedRefused)], _chain.Said);

        _chain.Next(ProtocolDefaults.PlacedWindow, _chain.Of(Submit(forgotten), new BundleItem.Expire(forgotten.Terms)));
        Assert.Equal(
            [Item(Submit(forgotten), OutcomeCode.Expired), Decision(forgotten, OutcomeCode.AbortedExpired)], _chain.Said);
    }

    [Fact]
    public void Any_number_of_bundles_run_side_by_side()
    {
        var bundles = Enumerable.Range(0, 50).Select(i => Bundle($"{i}")).ToArray();
        _chain.Next([.. bundles.Select(Submit)]);
        var reports = bundles.SelectMany((bundle, i) => new[] { Report(bundle, 0, success: true), Report(bundle, 1, success: i % 2 == 0) });

        _chain.Next([.. reports]);

        Assert.Equal(
            bundles.Select((bundle, i) => Decision(bundle, i % 2 == 0 ? OutcomeCode.Committed : OutcomeCode.AbortedLegFailed)),
            _chain.Said);
    }

    private static BundleItem.Submit Submit(Bundle bundle) => new(bundle, []);

    private static (OutcomeKind, Hash256, OutcomeCode) Decision(Bundle bundle, OutcomeCode code) =>
        (OutcomeKind.Decision, bundle.Terms.EscrowId, code);

    private static (OutcomeKind, Hash256, OutcomeCode) Item(BundleItem item, OutcomeCode code) =>
        (OutcomeKind.BundleItem, Keccak256.Hash(item.Encode()), code);

    private static Bundle Other(Bundle bundle, byte number) =>
        Bundles.Of(bundle.Terms, [bundle.Legs[0], new BundleLeg([new[] { number }])]);

    private Bundle Bundle(string salt) => Bundles.Of(Bundles.Terms(BundleMode.Execution, _chain.Now.Plus(Minute), salt));

    private Bundle Included(string salt)
    {
        var bundle = Bundle(salt);
        _chain.Next(Submit(bundle));
        Assert.Equal([(OutcomeKind.Bundle, bundle.Id, OutcomeCode.Included)], _chain.Said);
        return bundle;
    }

    private BundleItem.Report Report(Bundle bundle, byte leg, bool success)
    {
        var awaits = _chain.State.Bundles.TryGetAwaiting(bundle.Terms.EscrowId, out var open);
        Assert.True(awaits);
        return new BundleItem.Report(Bundles.Report(bundle, leg, open!.Legs[leg].RollupBlock, success));
    }
}
