using SharedSequencer.Primitives;
using SharedSequencer.Testing;

namespace SharedSequencer.Protocol.Tests.Bundles;

public sealed class BundleTests
{
    private static readonly NetworkId Network = new(Keccak256.Hash([1]));
    private static readonly ChainTime NotAfter = new(1_700_000_060_000);
    private static readonly TestBundles Bundles = new(Network, new RollupId(1), new RollupId(2));
    private static readonly Preconditions Demanded = new()
    {
        MinBlock = 3,
        MaxBlock = 9,
        Slack = 1,
        Nonces = [new NonceIs(Account(1), 7)],
        Storage = [new StorageIs(Account(2), Keccak256.Hash([2]), Keccak256.Hash([3]))],
        Balances = [new BalanceIs(Account(3), UInt256.FromUInt64(5))],
    };

    [Theory]
    [InlineData(BundleMode.Inclusion)]
    [InlineData(BundleMode.Precondition)]
    [InlineData(BundleMode.Execution)]
    public void What_a_submitter_signed_decodes_to_the_same_bundle(BundleMode mode)
    {
        var bundle = Bundles.Of(Bundles.Terms(mode, NotAfter, "one", Demanded), Demanded);

        Assert.True(Bundle.TryDecode(bundle.Encode(), out var decoded, out var error), error.ToString());
        Assert.Equal(bundle, decoded);
        Assert.Equal(bundle.Terms.EscrowId, decoded.Terms.EscrowId);
        Assert.Equal(bundle.Encode(), decoded.Encode());
        Assert.True(decoded.HasValidSignature());
    }

    [Fact]
    public void The_escrow_id_depends_on_the_terms_alone_and_the_bundle_id_on_the_transactions_too()
    {
        var terms = Bundles.Terms(BundleMode.Execution, NotAfter, "one");
        var bundle = Bundles.Of(terms);
        var other = Bundles.Of(terms, [new BundleLeg([new byte[] { 1 }]), new BundleLeg([new byte[] { 2 }])]);

        Assert.Equal(bundle.Terms.EscrowId, other.Terms.EscrowId);
        Assert.NotEqual(bundle.Id, other.Id);
        Assert.NotEqual(bundle.Id, Bundles.Of(terms with { Salt = default }).Id);
        Assert.NotEqual(terms.EscrowId, (terms with { Version = 2 }).EscrowId);
        Assert.NotEqual(bundle.Id, (bundle with { Terms = terms with { Salt = default } }).Id);
    }

    [Fact]
    public void Where_transactions_are_cut_into_legs_counts()
    {
        var terms = Bundles.Terms(BundleMode.Inclusion, NotAfter, "one");
        ReadOnlyMemory<byte>[] bytes = [new byte[] { 1 }, new byte[] { 2 }, new byte[] { 3 }];

        Assert.NotEqual(
            Bundles.Of(terms, [new BundleLeg(bytes[..1]), new BundleLeg(bytes[1..])]).Id,
            Bundles.Of(terms, [new BundleLeg(bytes[..2]), new BundleLeg(bytes[2..])]).Id);
    }

    [Fact]
    public void A_bundle_that_somebody_else_signed_is_told_by_its_signature()
    {
        var bundle = Bundles.Of(Bundles.Terms(BundleMode.Inclusion, NotAfter, "one"));

        Assert.False(bundle.SignedBy(TestNetwork.Key("stranger")).HasValidSignature());
        Assert.False((bundle with { Terms = bundle.Terms with { Salt = default } }).HasValidSignature());
    }

    public static TheoryData<string, BundleError> Broken => new()
    {
        { "one leg", BundleError.LegCount },
        { "two legs of one rollup", BundleError.Rollups },
        { "a leg of rollup 0", BundleError.Rollups },
        { "content of one leg", BundleError.LegCount },
        { "a decision delay in inclusion mode", BundleError.DecisionDelay },
        { "no decision delay in execution mode", BundleError.DecisionDelay },
        { "too long a decision delay", BundleError.DecisionDelay },
        { "a version of nothing", BundleError.Replacement },
        { "a replacement without version", BundleError.Replacement },
        { "an escrow without lock", BundleError.Escrow },
        { "a lock without escrow", BundleError.Escrow },
        { "an escrow in inclusion mode", BundleError.Escrow },
        { "a leg without transactions", BundleError.Transactions },
        { "an empty transaction", BundleError.Transactions },
        { "257 transactions", BundleError.Malformed },
        { "preconditions in inclusion mode", BundleError.Preconditions },
        { "precondition mode without any", BundleError.Preconditions },
        { "other preconditions than named", BundleError.Preconditions },
        { "preconditions named and not given", BundleError.Preconditions },
        { "65 assertions", BundleError.Preconditions },
        { "a range that nothing is in", BundleError.Preconditions },
        { "too many bytes", BundleError.TooLarge },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_bundle_that_breaks_a_rule_is_refused_with_the_rule(string broken, BundleError error)
    {
        Assert.False(Bundle.TryDecode(Break(broken).Encode(), out var decoded, out var told));
        Assert.Null(decoded);
        Assert.Equal(error, told);
    }

    [Fact]
    public void Seventeen_legs_are_none()
    {
        var rollups = Enumerable.Range(1, 17).Select(id => new RollupId((ulong)id)).ToArray();
        var most = new TestBundles(Network, rollups[..16]);
        var more = new TestBundles(Network, rollups);

        Assert.True(Bundle.TryDecode(most.Of(most.Terms(BundleMode.Inclusion, NotAfter, "16")).Encode(), out _, out _));
        Assert.False(Bundle.TryDecode(more.Of(more.Terms(BundleMode.Inclusion, NotAfter, "17")).Encode(), out _, out _));
    }

    [Fact]
    public void The_largest_bundle_with_every_leg_attested_fits_into_a_batch()
    {
        var many = new TestBundles(Network, [.. Enumerable.Range(0, 16).Select(i => new RollupId(ulong.MaxValue - (ulong)i))]);
        var terms = many.Terms(BundleMode.Precondition, NotAfter, "large");
        var small = many.Of(terms).Encode().Length;
        var legs = many.Of(terms).Legs.ToArray();
        legs[0] = legs[0] with { Transactions = [new byte[ProtocolDefaults.MaxBundleBytes - small]] };
        var bundle = many.Of(terms, legs);
        var item = new BundleItem.Submit(bundle, [.. Enumerable.Range(0, 16).Select(leg =>
            many.Attest(bundle, (byte)leg, ulong.MaxValue, Keccak256.Hash([1])))]).Encode();
        var ingress = TestNetwork.Key("ingress");

        Assert.InRange(bundle.Encode().Length, ProtocolDefaults.MaxBundleBytes - 100, ProtocolDefaults.MaxBundleBytes);
        Assert.True(BundleItem.TryDecode(item, out _, out var error), error.ToString());
        Assert.InRange(
            Batch.Seal(
                new BatchDraft
                {
                    Network = Network,
                    Kind = BatchKind.Bundle,
                    Lane = Lane.Shared,
                    Sequence = ulong.MaxValue,
                    Predecessor = Keccak256.Hash([1]),
                    PredecessorNotAfter = NotAfter,
                    Created = NotAfter,
                    NotAfter = NotAfter,
                    Items = [item],
                },
                ingress).Size,
            ProtocolDefaults.MaxBundleBytes,
            ProtocolDefaults.MaxBatchBytes);
    }

    private static Address Account(byte last) => new([.. new byte[19], last]);

    private static Bundle Break(string broken)
    {
        var inclusion = Bundles.Terms(BundleMode.Inclusion, NotAfter, "broken");
        var execution = Bundles.Terms(BundleMode.Execution, NotAfter, "broken");
        var demanding = Bundles.Terms(BundleMode.Precondition, NotAfter, "broken", Demanded);
        var first = inclusion.Legs[0];
        return broken switch
        {
            "one leg" => Bundles.Of(inclusion with { Legs = [first] }),
            "two legs of one rollup" => Bundles.Of(inclusion with { Legs = [first, first] }),
            "a leg of rollup 0" => Bundles.Of(inclusion with { Legs = [first, new LegTerms { Rollup = default }] }),
            "content of one leg" => Bundles.Of(inclusion, [Bundles.Of(inclusion).Legs[0]]),
            "a decision delay in inclusion mode" => Bundles.Of(inclusion with { DecisionDelay = 1 }),
            "no decision delay in execution mode" => Bundles.Of(execution with { DecisionDelay = 0 }),
            "too long a decision delay" => Bundles.Of(execution with { DecisionDelay = 600_001 }),
            "a version of nothing" => Bundles.Of(inclusion with { Version = 1 }),
            "a replacement without version" => Bundles.Of(inclusion with { Replacement = Keccak256.Hash([1]) }),
            "an escrow without lock" => Bundles.Of(WithLeg(execution, first with { Escrow = Account(1) })),
            "a lock without escrow" => Bundles.Of(WithLeg(execution, first with { Lock = Keccak256.Hash([1]) })),
            "an escrow in inclusion mode" =>
                Bundles.Of(WithLeg(inclusion, first with { Escrow = Account(1), Lock = Keccak256.Hash([1]) })),
            "a leg without transactions" => WithContent(inclusion, new BundleLeg([])),
            "an empty transaction" => WithContent(inclusion, new BundleLeg([new byte[] { 1 }, Array.Empty<byte>()])),
            "257 transactions" => WithContent(
                inclusion, new BundleLeg([.. Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[] { 1 }, 257)])),
            "preconditions in inclusion mode" => Bundles.Of(
                WithLeg(inclusion, first with { Preconditions = Demanded.Hash() }), Demanded),
            "precondition mode without any" => Bundles.Of(demanding with { Legs = inclusion.Legs }),
            "other preconditions than named" => Bundles.Of(demanding, Demanded with { Slack = 2 }),
            "preconditions named and not given" => Bundles.Of(demanding, Bundles.Of(inclusion).Legs),
            "65 assertions" => Demanding(Demanded with { Nonces = [.. Enumerable.Repeat(Demanded.Nonces[0], 63)] }),
            "a range that nothing is in" => Demanding(Demanded with { MinBlock = 10 }),
            "too many bytes" => WithContent(inclusion, new BundleLeg([new byte[70_000], new byte[70_000]])),
            _ => throw new ArgumentException(broken),
        };
    }

    private static Bundle Demanding(Preconditions preconditions) =>
        Bundles.Of(Bundles.Terms(BundleMode.Precondition, NotAfter, "broken", preconditions), preconditions);

    private static BundleTerms WithLeg(BundleTerms terms, LegTerms first) => terms with { Legs = [first, terms.Legs[1]] };

    private static Bundle WithContent(BundleTerms terms, BundleLeg first) =>
        Bundles.Of(terms, [first, Bundles.Of(terms).Legs[1]]);
}
