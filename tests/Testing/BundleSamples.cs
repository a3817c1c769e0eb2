using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Testing;

/// <summary>A real chain with bundles of every mode: included, refused, committed, aborted.</summary>
public sealed class BundleSamples
{
    private static readonly RollupId[] Rollups = [new(7), new(8)];
    private readonly List<BundleItem> _items = [];

    /// <summary>Makes the chain; the same every time.</summary>
    public BundleSamples()
    {
        Network = new TestNetwork([.. Rollups.Select(rollup => rollup.Value)]);
        Bundles = new TestBundles(Network.Genesis.NetworkId, Rollups);
        Chain = new TestChain(Network).Register(rollup => TestBundles.ReporterOf(rollup).Address);
        var demanded = new Preconditions
        {
            MinBlock = 1,
            MaxBlock = 9,
            Slack = 1,
            Nonces = [new NonceIs(Network.IngressKey.Address, 5)],
            Storage = [new StorageIs(Network.IngressKey.Address, Keccak256.Hash([1]), Keccak256.Hash([2]))],
            Balances = [new BalanceIs(Network.IngressKey.Address, UInt256.FromUInt64(1_000_000))],
        };
        Inclusion = Bundles.Of(Terms(BundleMode.Inclusion, "inclusion"));
        Demanding = Bundles.Of(Bundles.Terms(BundleMode.Precondition, NotAfter, "demanding", demanded), demanded);
        Committed = Bundles.Of(Terms(BundleMode.Execution, "committed") with { Replacement = Keccak256.Hash([3]), Version = 1 });
        Aborted = Bundles.Of(Terms(BundleMode.Execution, "aborted"));
        var attested = new BundleItem.Submit(Demanding, [Attest(0), Attest(1)]);
        Order(attested, Submit(Inclusion), Submit(Committed), Submit(Aborted));
        Order(Report(Committed, 0, success: true), new BundleItem.Cancel(Bundles.Cancel(Inclusion.Id, NotAfter)));
        Order(Report(Aborted, 1, success: false), Report(Committed, 1, success: true), new BundleItem.Expire(Inclusion.Terms));
        Chain.NextBlock();
    }

    /// <summary>The network.</summary>
    public TestNetwork Network { get; }

    /// <summary>The chain.</summary>
    public TestChain Chain { get; }

    /// <summary>What makes bundles of both rollups.</summary>
    public TestBundles Bundles { get; }

    /// <summary>Every item, in the order of the chain.</summary>
    public IReadOnlyList<BundleItem> Items => _items;

    /// <summary>An included bundle of inclusion mode.</summary>
    public Bundle Inclusion { get; }

    /// <summary>An included bundle of precondition mode.</summary>
    public Bundle Demanding { get; }

    /// <summary>A committed bundle.</summary>
    public Bundle Committed { get; }

    /// <summary>An aborted bundle.</summary>
    public Bundle Aborted { get; }

    private ChainTime NotAfter => Network.Genesis.Time.Plus(TimeSpan.FromMinutes(1));

    private static BundleItem.Submit Submit(Bundle bundle) => new(bundle, []);

    private BundleTerms Terms(BundleMode mode, string salt) => Bundles.Terms(mode, NotAfter, salt);

    private Attestation Attest(byte leg) => Bundles.Attest(Demanding, leg, 0, default);

    private BundleItem.Report Report(Bundle bundle, byte leg, bool success) =>
        Chain.Core.Final.Bundles.TryGetAwaiting(bundle.Terms.EscrowId, out var open)
            ? new(Bundles.Report(bundle, leg, open.Legs[leg].RollupBlock, success))
            : throw new InvalidOperationException("The bundle awaits no report.");

    private void Order(params BundleItem[] items)
    {
        _items.AddRange(items);
        Chain.Order(items);
    }
}
