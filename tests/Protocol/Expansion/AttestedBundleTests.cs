using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Expansion;

/// <summary>What the preconditions of a bundle demand of the chain and of the rollups' reporters (R20).</summary>
public sealed class AttestedBundleTests
{
    private static readonly TestNetwork Network = new(1, 2);
    private static readonly RollupId One = new(1);
    private static readonly RollupId Two = new(2);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TestBundles Bundles = new(Network.Genesis.NetworkId, One, Two);
    private readonly ExpandedChain _chain = new(Network);

    [Fact]
    public void A_bundle_whose_legs_are_attested_at_the_head_is_included_even_before_there_is_any_rollup_block()
    {
        _chain.Next(Attested(Demanding("first", new Preconditions())));
        Assert.Equal(OutcomeCode.Included, Assert.Single(_chain.Said).Code);

        _chain.Next(Attested(Demanding("second", new Preconditions())));
        Assert.Equal(OutcomeCode.Included, Assert.Single(_chain.Said).Code);
    }

    [Fact]
    public void A_leg_that_demands_nothing_needs_no_attestation()
    {
        var demanded = new Preconditions();
        var terms = Bundles.Terms(BundleMode.Precondition, _chain.Now.Plus(Second), "half", demanded);
        var half = Bundles.Of(terms with { Legs = [terms.Legs[0], terms.Legs[1] with { Preconditions = default }] }, demanded);

        _chain.Next(new BundleItem.Submit(half, [Attest(half, 0)]));

        Assert.Equal(OutcomeCode.Included, Assert.Single(_chain.Said).Code);
    }

    public static TheoryData<string> Lacking =>
    [
        "none", "of one leg", "of another bundle", "of another rollup", "of another network", "of another leg", "by a stranger",
        "of another hash", "of a block to come",
    ];

    [Theory]
    [MemberData(nameof(Lacking))]
    public void What_is_not_attested_is_not_decided_and_may_come_again(string lacking)
    {
        _chain.Next(Second, _chain.Of(One, new byte[] { 1 }), _chain.Of(Two, new byte[] { 1 }));
        var bundle = Demanding("one", new Preconditions());
        var right = Attest(bundle, 1);
        var item = new BundleItem.Submit(bundle, lacking switch
        {
            "none" => [],
            "of one leg" => [Attest(bundle, 0)],
            "of another bundle" => [Attest(bundle, 0), Signed(right with { Bundle = Keccak256.Hash([1]) })],
            "of another rollup" => [Attest(bundle, 0), Signed(right with { Rollup = One })],
            "of another network" => [Attest(bundle, 0), Signed(right with { Network = new NetworkId(Keccak256.Hash([1])) })],
            "of another leg" => [Signed(right with { Leg = 0 }), right],
            "by a stranger" => [Attest(bundle, 0), right.SignedBy(TestBundles.ReporterOf(One))],
            "of another hash" => [Attest(bundle, 0), Signed(right with { Hash = default })],
            _ => [Attest(bundle, 0), Signed(right with { Number = 2 })],
        });

        _chain.Next(item);
        Assert.Equal([(OutcomeKind.BundleItem, Keccak256.Hash(item.Encode()), OutcomeCode.NotAttested)], _chain.Said);
        Assert.Empty(_chain.Last.RollupBlocks);

        _chain.Next(Attested(bundle));
        Assert.Equal([(OutcomeKind.Bundle, bundle.Id, OutcomeCode.Included)], _chain.Said);
    }

    [Fact]
    public void Copies_in_one_block_are_told_alike_and_one_with_all_attestations_is_taken_among_them()
    {
        var bundle = Demanding("one", new Preconditions());
        var half = new BundleItem.Submit(bundle, [Attest(bundle, 0)]);
        var forged = half with { Attestations = [Attest(bundle, 0), Attest(bundle, 1).SignedBy(TestBundles.ReporterOf(One))] };

        _chain.Next(half, forged, half, forged, Attested(bundle), half);

        Assert.Equal(
            [OutcomeCode.NotAttested, OutcomeCode.NotAttested, OutcomeCode.NotAttested, OutcomeCode.NotAttested, OutcomeCode.Included],
            _chain.Said.Select(said => said.Code));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(3, 2, false)]
    [InlineData(3, 3, true)]
    public void An_attestation_is_good_for_as_many_rollup_blocks_as_its_slack(int since, ulong slack, bool isFresh)
    {
        var bundle = Demanding("one", new Preconditions { Slack = slack });
        var item = Attested(bundle);
        for (var i = 0; i < since; i++)
        {
            _chain.Next(Second, _chain.Of(Two, new byte[] { (byte)i }));
        }

        _chain.Next(item);

        Assert.Equal(isFresh ? OutcomeCode.Included : OutcomeCode.StaleAttestation, Assert.Single(_chain.Said).Code);
        Assert.Equal(isFresh, _chain.State.Bundles.TryGetDecided(bundle.Id, out _));
    }

    [Theory]
    [InlineData(0, OutcomeCode.StaleAttestation)]
    [InlineData(1, OutcomeCode.Included)]
    public void What_stands_before_a_leg_in_its_rollup_block_counts_as_one_more(ulong slack, OutcomeCode code)
    {
        var item = Attested(Demanding("one", new Preconditions { Slack = slack }));

        _chain.Next(Second, _chain.Of(Two, new byte[] { 1 }, new byte[] { 2 }), _chain.Of(item));

        Assert.Equal(code, Assert.Single(_chain.Said).Code);
    }

    [Theory]
    [InlineData(3, 0, OutcomeCode.OutsideBlockRange)]
    [InlineData(2, 0, OutcomeCode.Included)]
    [InlineData(0, 2, OutcomeCode.Included)]
    [InlineData(0, 1, OutcomeCode.OutsideBlockRange)]
    [InlineData(2, 2, OutcomeCode.Included)]
    public void A_leg_stands_in_a_rollup_block_of_the_demanded_range_or_the_bundle_is_refused_for_good(
        ulong least, ulong most, OutcomeCode code)
    {
        _chain.Next(Second, _chain.Of(One, new byte[] { 1 }), _chain.Of(Two, new byte[] { 1 }));
        var bundle = Demanding("one", new Preconditions { MinBlock = least, MaxBlock = most });

        _chain.Next(Attested(bundle));

        Assert.Equal([(OutcomeKind.Bundle, bundle.Id, code)], _chain.Said);
    }

    [Fact]
    public void Who_reports_is_what_the_registry_said_before_the_block()
    {
        var heir = TestNetwork.Key("heir").Address;
        var bundle = Demanding("one", new Preconditions());
        var change = Network.Operation(OperationKind.Update, Two, 2, heir);

        _chain.Next(Second, _chain.Of(change), _chain.Of(Attested(bundle)));
        Assert.Equal(OutcomeCode.Included, _chain.Said[^1].Code);

        _chain.Next(Attested(Demanding("two", new Preconditions())));
        Assert.Equal(OutcomeCode.NotAttested, Assert.Single(_chain.Said).Code);
    }

    private static Attestation Signed(Attestation attestation) => attestation.SignedBy(TestBundles.ReporterOf(Two));

    private Bundle Demanding(string salt, Preconditions demanded) => Bundles.Of(
        Bundles.Terms(BundleMode.Precondition, _chain.Now.Plus(TimeSpan.FromMinutes(1)), salt, demanded), demanded);

    private Attestation Attest(Bundle bundle, byte leg)
    {
        var head = _chain.HeadOf(bundle.Terms.Legs[leg].Rollup);
        return Bundles.Attest(bundle, leg, head.Number, head.Hash);
    }

    private BundleItem.Submit Attested(Bundle bundle) => new(bundle, [Attest(bundle, 0), Attest(bundle, 1)]);
}
