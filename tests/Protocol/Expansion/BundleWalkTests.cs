using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Expansion;

/// <summary>What makes a bundle included, refused, or not judged at all (R20–R22).</summary>
public sealed class BundleWalkTests
{
    private static readonly TestNetwork Network = new(1, 2, 3);
    private static readonly RollupId One = new(1);
    private static readonly RollupId Two = new(2);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TestBundles Bundles = new(Network.Genesis.NetworkId, One, Two);
    private readonly ExpandedChain _chain = new(Network);

    [Fact]
    public void All_legs_stand_in_the_block_one_transaction_after_the_other()
    {
        var bundle = Bundle("one");
        var other = Bundle("other");

        _chain.Next(Second, _chain.Of(One, new byte[] { 1 }), _chain.Of(Submit(bundle), Submit(other)), _chain.Of(One, new byte[] { 2 }));

        Assert.Equal([Included(bundle), Included(other)], _chain.Said);
        Hash256[] first = [Keccak256.Hash([1]), .. Hashes(bundle, 0), .. Hashes(other, 0), Keccak256.Hash([2])];
        Assert.Equal(first, _chain.Last.RollupBlocks[0].TransactionHashes);
        Assert.Equal([.. Hashes(bundle, 1), .. Hashes(other, 1)], _chain.Last.RollupBlocks[1].TransactionHashes);
        Assert.Equal([1, 3], _chain.Last.Included.Select(included => included.Legs[0].Index));
        Assert.All(_chain.Last.Included, included => Assert.Equal(
            _chain.Last.RollupBlocks.Select(block => (block.Header.Rollup, block.Header.Number, block.Hash)),
            included.Legs.Select(leg => (leg.Rollup, leg.Number, leg.RollupBlock))));
    }

    [Fact]
    public void A_bundle_with_one_bad_leg_places_nothing_at_all()
    {
        var bundle = Bundle("one");
        _chain.Next(Second, _chain.Of(Two, bundle.Legs[1].Transactions[1]));

        _chain.Next(Submit(bundle));

        Assert.Equal([(OutcomeKind.Bundle, bundle.Id, OutcomeCode.TransactionOrdered)], _chain.Said);
        Assert.Empty(_chain.Last.RollupBlocks);
        Assert.Empty(_chain.Last.Included);
    }

    [Fact]
    public void A_transaction_before_it_in_the_same_block_refuses_a_bundle_and_one_behind_it_is_a_silent_repeat()
    {
        var late = Bundle("late");
        var early = Bundle("early");

        _chain.Next(
            Second,
            _chain.Of(One, late.Legs[0].Transactions[0]),
            _chain.Of(Submit(late), Submit(early)),
            _chain.Of(One, early.Legs[0].Transactions[0]));

        Assert.Equal([(OutcomeKind.Bundle, late.Id, OutcomeCode.TransactionOrdered), Included(early)], _chain.Said);
        Assert.Equal(3, _chain.Last.RollupBlocks[0].Transactions.Count);
    }

    [Fact]
    public void What_a_bundle_placed_is_remembered_like_any_transaction()
    {
        var bundle = Bundle("one");
        _chain.Next(Submit(bundle));

        _chain.Restore().Next(Second, _chain.Of(One, bundle.Legs[0].Transactions[0]));
        Assert.Empty(_chain.Last.RollupBlocks);

        _chain.Next(ProtocolDefaults.PlacedWindow, _chain.Of(One, bundle.Legs[0].Transactions[0]));
        Assert.Single(_chain.Last.RollupBlocks);
    }

    [Fact]
    public void A_transaction_that_stands_twice_in_a_leg_refuses_the_bundle_and_one_of_two_rollups_does_not()
    {
        var terms = Terms("twice");
        ReadOnlyMemory<byte> same = new byte[] { 7 };
        var twice = Bundles.Of(terms, [new BundleLeg([same, same]), new BundleLeg([new byte[] { 8 }])]);
        var each = Bundles.Of(terms with { Salt = default }, [new BundleLeg([same]), new BundleLeg([same])]);

        _chain.Next(Submit(twice), Submit(each));

        Assert.Equal([(OutcomeKind.Bundle, twice.Id, OutcomeCode.TransactionOrdered), Included(each)], _chain.Said);
    }

    [Fact]
    public void A_repeat_is_silent_for_as_long_as_bundles_are_judged_and_then_tells_nothing_about_the_bundle()
    {
        var included = Bundle("included");
        var refused = Bundles.Of(Terms("refused"), [included.Legs[0], new BundleLeg([new byte[] { 9 }])]);
        _chain.Next(Submit(included), Submit(refused));
        Assert.Equal([Included(included), (OutcomeKind.Bundle, refused.Id, OutcomeCode.TransactionOrdered)], _chain.Said);

        _chain.Next(Submit(included), Submit(refused));
        Assert.Empty(_chain.Said);

        // From here on the window would let the transactions in again.
        var retained = Minute + ProtocolDefaults.PlacedWindow - Second - Second;
        _chain.Next(retained, _chain.Of(Submit(included), Submit(refused)));
        Assert.Empty(_chain.Said);

        _chain.Next(Second, _chain.Of(Submit(included), Submit(refused)));
        Assert.Equal([Item(included, OutcomeCode.Expired), Item(refused, OutcomeCode.Expired)], _chain.Said);
        Assert.Empty(_chain.Last.RollupBlocks);
        Assert.False(_chain.State.Bundles.TryGetDecided(included.Id, out _));
    }

    [Fact]
    public void A_bundle_lives_to_the_millisecond()
    {
        var last = Bundles.Of(Terms("last") with { NotAfter = _chain.Now.Plus(Second) });
        var late = Bundles.Of(Terms("late") with { NotAfter = new ChainTime(_chain.Now.Milliseconds + 999) });

        _chain.Next(Submit(last), Submit(late));

        Assert.Equal([Included(last), (OutcomeKind.Bundle, late.Id, OutcomeCode.Expired)], _chain.Said);
    }

    [Fact]
    public void What_comes_too_early_is_not_decided_and_may_come_again()
    {
        var far = Bundles.Of(Terms("far") with { NotAfter = _chain.Now.Plus(ProtocolDefaults.MaxBundleLifetime + Second + Second) });
        var furthest = Bundles.Of(
            Terms("furthest") with { NotAfter = _chain.Now.Plus(ProtocolDefaults.MaxBundleLifetime + Second) });

        _chain.Next(Submit(far), Submit(furthest));
        Assert.Equal([Item(far, OutcomeCode.TooLongLived), Included(furthest)], _chain.Said);

        _chain.Next(Submit(far));
        Assert.Equal([Included(far)], _chain.Said);
    }

    [Fact]
    public void Nobody_but_the_submitter_decides_about_a_bundle()
    {
        var bundle = Bundle("one");
        var forged = bundle.SignedBy(TestNetwork.Key("stranger"));
        var foreign = Bundles.Of(bundle.Terms with { Network = new NetworkId(Keccak256.Hash([1])) });
        ReadOnlyMemory<byte> broken = new byte[] { 0xc1, 0x80 };

        _chain.Next(Second, _chain.Of(Submit(forged).Encode(), Submit(foreign).Encode(), broken, ReadOnlyMemory<byte>.Empty));
        Assert.Equal(
            [
                Item(forged, OutcomeCode.BadSignature),
                Item(foreign, OutcomeCode.WrongNetwork),
                (OutcomeKind.BundleItem, Keccak256.Hash(broken.Span), OutcomeCode.Malformed),
                (OutcomeKind.BundleItem, Keccak256.Hash([]), OutcomeCode.Malformed),
            ],
            _chain.Said);

        _chain.Next(Submit(bundle));
        Assert.Equal([Included(bundle)], _chain.Said);
    }

    [Fact]
    public void A_leg_of_a_rollup_that_is_unknown_or_has_left_refuses_the_bundle()
    {
        var unknown = new TestBundles(Network.Genesis.NetworkId, One, new RollupId(99));
        var stranger = unknown.Of(unknown.Terms(BundleMode.Inclusion, _chain.Now.Plus(Minute), "stranger"));
        var bundle = Bundle("one");
        var same = Bundle("same block");

        // What leaves in this block is still active in it.
        _chain.Next(Second, _chain.Of(Network.Operation(OperationKind.Leave, Two, 2)), _chain.Of(Submit(stranger), Submit(same)));
        Assert.Equal([(OutcomeKind.Bundle, stranger.Id, OutcomeCode.RollupInactive), Included(same)], _chain.Said);

        _chain.Next(Submit(bundle));
        Assert.Equal([(OutcomeKind.Bundle, bundle.Id, OutcomeCode.RollupInactive)], _chain.Said);
    }

    [Fact]
    public void Execution_needs_a_reporter_of_every_rollup_and_inclusion_needs_none()
    {
        var chain = new ExpandedChain(Network, rollup => rollup == One ? TestBundles.ReporterOf(One).Address : default);
        var execution = Bundles.Of(Bundles.Terms(BundleMode.Execution, chain.Now.Plus(Minute), "execution"));
        var demanding = Bundles.Of(Bundles.Terms(BundleMode.Precondition, chain.Now.Plus(Minute), "demanding"));
        var inclusion = Bundles.Of(Bundles.Terms(BundleMode.Inclusion, chain.Now.Plus(Minute), "inclusion"));

        chain.Next(Submit(execution), Submit(demanding), Submit(inclusion));

        Assert.Equal(
            [
                (OutcomeKind.Bundle, execution.Id, OutcomeCode.NoReporter),
                (OutcomeKind.Decision, execution.Terms.EscrowId, OutcomeCode.AbortedRefused),
                (OutcomeKind.Bundle, demanding.Id, OutcomeCode.NoReporter),
                Included(inclusion),
            ],
            chain.Said);
    }

    [Fact]
    public void A_cancelled_bundle_is_refused_and_a_cancel_of_what_is_decided_comes_too_late()
    {
        var cancelled = Bundle("cancelled");
        var included = Bundle("included");
        var cancel = Bundles.Cancel(cancelled.Id, _chain.Now.Plus(Minute));
        var late = new BundleItem.Cancel(Bundles.Cancel(included.Id, _chain.Now.Plus(Minute)));

        _chain.Next(Submit(included), late, new BundleItem.Cancel(cancel), Submit(cancelled));

        Assert.Equal(
            [
                Included(included),
                (OutcomeKind.BundleItem, Keccak256.Hash(late.Encode()), OutcomeCode.TooLate),
                (OutcomeKind.BundleItem, cancel.Digest(), OutcomeCode.Applied),
                (OutcomeKind.Bundle, cancelled.Id, OutcomeCode.Cancelled),
            ],
            _chain.Said);
    }

    [Fact]
    public void A_cancel_is_the_submitters_for_this_network_and_in_time()
    {
        var bundle = Bundle("one");
        var cancel = Bundles.Cancel(bundle.Id, _chain.Now.Plus(Minute));
        var stranger = TestNetwork.Key("stranger");
        BundleCancel[] without =
        [
            cancel.SignedBy(stranger),
            (cancel with { Network = new NetworkId(Keccak256.Hash([1])) }).SignedBy(Bundles.Submitter),
            Bundles.Cancel(bundle.Id, _chain.Now),
            Bundles.Cancel(bundle.Id, _chain.Now.Plus(ProtocolDefaults.MaxBundleLifetime + Second + Second)),
        ];
        var own = (cancel with { Submitter = stranger.Address }).SignedBy(stranger);

        _chain.Next([.. without.Append(own).Select(one => new BundleItem.Cancel(one)), Submit(bundle)]);

        Assert.Equal(
            [
                OutcomeCode.BadSignature, OutcomeCode.WrongNetwork, OutcomeCode.Expired, OutcomeCode.TooLongLived,
                OutcomeCode.Applied, OutcomeCode.Included,
            ],
            _chain.Said.Select(said => said.Code));
    }

    [Fact]
    public void A_tombstone_outlives_every_bundle_that_could_have_been_included_when_it_was_made()
    {
        var longest = Bundles.Of(Terms("longest") with { NotAfter = _chain.Now.Plus(ProtocolDefaults.MaxBundleLifetime + Second) });
        _chain.Next(new BundleItem.Cancel(Bundles.Cancel(longest.Id, _chain.Now.Plus(Second))));

        _chain.Restore().Next(ProtocolDefaults.MaxBundleLifetime, _chain.Of(Submit(longest)));

        Assert.Equal([(OutcomeKind.Bundle, longest.Id, OutcomeCode.Cancelled)], _chain.Said);
        _chain.Next();
        Assert.Empty(_chain.State.Bundles.Tombstones.Entries);
    }

    [Fact]
    public void The_highest_version_ordered_stands_even_when_it_is_refused()
    {
        var second = Version(2, "second");
        var first = Version(1, "first");
        var twin = Version(2, "twin");
        var third = Version(3, "third");
        var ordered = Bundles.Of(second.Terms with { Salt = default, Version = 4 }, [third.Legs[0], new BundleLeg([new byte[] { 4 }])]);
        var fifth = Version(5, "fifth");
        var sixth = Version(6, "sixth");
        _chain.Next(Second, _chain.Of(One, second.Legs[0].Transactions[0]));

        _chain.Next(Submit(second), Submit(first), Submit(twin));
        Assert.Equal(
            [OutcomeCode.TransactionOrdered, OutcomeCode.Replaced, OutcomeCode.Replaced], _chain.Said.Select(said => said.Code));

        _chain.Next(Second, _chain.Of(One, third.Legs[0].Transactions[0]));
        _chain.Restore().Next(Submit(ordered), Submit(third), Submit(fifth), Submit(sixth));
        Assert.Equal(
            [OutcomeCode.TransactionOrdered, OutcomeCode.Replaced, OutcomeCode.Included, OutcomeCode.Replaced],
            _chain.Said.Select(said => said.Code));
    }

    [Fact]
    public void Versions_up_to_a_cancelled_one_are_refused_later_ones_live_and_after_one_is_included_a_cancel_is_too_late()
    {
        var cancel = new BundleItem.Cancel(Bundles.Cancel(Keccak256.Hash([7]), 2, _chain.Now.Plus(Minute)));

        _chain.Next(cancel, Submit(Version(1, "first")), Submit(Version(2, "second")), Submit(Version(3, "third")), cancel);

        Assert.Equal(
            [OutcomeCode.Applied, OutcomeCode.Cancelled, OutcomeCode.Cancelled, OutcomeCode.Included, OutcomeCode.TooLate],
            _chain.Said.Select(said => said.Code));
    }

    [Fact]
    public void A_submitter_fills_its_own_tombstones_and_nobody_elses()
    {
        var room = ProtocolDefaults.MaxTombstonesPerSubmitter;
        var cancels = Enumerable.Range(0, room + 1).Select(i => new BundleItem.Cancel(
            Bundles.Cancel(Keccak256.Hash(BitConverter.GetBytes(i)), _chain.Now.Plus(Minute)))).ToArray();
        var stranger = TestNetwork.Key("stranger");
        var others = (cancels[room].Order with { Submitter = stranger.Address }).SignedBy(stranger);
        var versioned = Version(1, "first");

        _chain.Next(Second, _chain.Of(cancels[..500]), _chain.Of(cancels[500..]));
        Assert.Equal(room, _chain.Said.Count(said => said.Code == OutcomeCode.Applied));
        Assert.Equal(OutcomeCode.TombstonesFull, _chain.Said[^1].Code);

        _chain.Next(cancels[0], new BundleItem.Cancel(others), Submit(versioned));
        Assert.Equal([OutcomeCode.Applied, OutcomeCode.Applied, OutcomeCode.Included], _chain.Said.Select(said => said.Code));

        _chain.Next(ProtocolDefaults.MaxBundleLifetime, _chain.Of(cancels[room]));
        Assert.Equal(OutcomeCode.Expired, Assert.Single(_chain.Said).Code);
        _chain.Next(new BundleItem.Cancel(Bundles.Cancel(Keccak256.Hash([1]), _chain.Now.Plus(Minute))));
        Assert.Equal(OutcomeCode.Applied, Assert.Single(_chain.Said).Code);
    }

    [Theory]
    [InlineData(BundleMode.Inclusion)]
    [InlineData(BundleMode.Execution)]
    public void A_version_that_finds_no_room_to_be_remembered_is_not_decided_and_may_come_again(BundleMode mode)
    {
        var cancels = Enumerable.Range(0, ProtocolDefaults.MaxTombstonesPerSubmitter)
            .Select(i => new BundleItem.Cancel(Bundles.Cancel(Keccak256.Hash(BitConverter.GetBytes(i)), 1, _chain.Now.Plus(Minute))))
            .ToArray();
        _chain.Next(Second, _chain.Of(cancels[..500]), _chain.Of(cancels[500..]));
        var versioned = Bundles.Of(Bundles.Terms(mode, _chain.Now.Plus(ProtocolDefaults.MaxBundleLifetime + Second), "late") with
        {
            Replacement = Keccak256.Hash([7]),
            Version = 1,
        });
        var plain = Bundle("plain");
        var cancelled = Bundle("cancelled");
        var cancel = Bundles.Cancel(cancelled.Id, _chain.Now.Plus(Minute));

        _chain.Next(Submit(versioned), Submit(plain), new BundleItem.Cancel(cancel), Submit(cancelled));
        Assert.Equal(
            [
                Item(versioned, OutcomeCode.TombstonesFull), Included(plain),
                (OutcomeKind.BundleItem, cancel.Digest(), OutcomeCode.Applied), (OutcomeKind.Bundle, cancelled.Id, OutcomeCode.Cancelled),
            ],
            _chain.Said);
        Assert.False(_chain.State.Bundles.IsUsed(versioned.Terms.EscrowId));

        _chain.Next(ProtocolDefaults.MaxBundleLifetime, _chain.Of(Submit(versioned)));
        Assert.Equal([Included(versioned)], _chain.Said);
    }

    private static BundleItem.Submit Submit(Bundle bundle) => new(bundle, []);

    private static IEnumerable<Hash256> Hashes(Bundle bundle, int leg) => bundle.Legs[leg].TransactionHashes;

    private static (OutcomeKind, Hash256, OutcomeCode) Included(Bundle bundle) =>
        (OutcomeKind.Bundle, bundle.Id, OutcomeCode.Included);

    private static (OutcomeKind, Hash256, OutcomeCode) Item(Bundle bundle, OutcomeCode code) =>
        (OutcomeKind.BundleItem, Keccak256.Hash(Submit(bundle).Encode()), code);

    private BundleTerms Terms(string salt) => Bundles.Terms(BundleMode.Inclusion, _chain.Now.Plus(Minute), salt);

    private Bundle Bundle(string salt) => Bundles.Of(Terms(salt));

    private Bundle Version(ulong version, string salt) =>
        Bundles.Of(Terms(salt) with { Replacement = Keccak256.Hash([7]), Version = version });
}
