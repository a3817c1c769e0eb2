using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Testing;

/// <summary>A network with known keys: one validator, one ingress, and a granted rollup per given id.</summary>
public sealed class TestNetwork
{
    private readonly Dictionary<RollupId, PrivateKey> _owners = [];

    /// <summary>Makes the network; the chain id of rollup n is 10,000 + n.</summary>
    public TestNetwork(params ulong[] rollups)
    {
        ArgumentNullException.ThrowIfNull(rollups);
        foreach (var rollup in rollups)
        {
            _owners.Add(new RollupId(rollup), Key($"owner {rollup}"));
        }

        Genesis = new Genesis
        {
            Name = "test",
            Time = new ChainTime(1_700_000_000_000),
            Committee = new Committee(default, [new Validator(ValidatorKey.Address, 1)]),
            Ingresses = [IngressKey.Address],
            Grants = [.. _owners.Select(owner => new RollupGrant(owner.Key, ChainIdOf(owner.Key), owner.Value.Address))],
        };
    }

    /// <summary>The one validator's key.</summary>
    public PrivateKey ValidatorKey { get; } = Key("validator");

    /// <summary>The one ingress's key.</summary>
    public PrivateKey IngressKey { get; } = Key("ingress");

    /// <summary>The genesis.</summary>
    public Genesis Genesis { get; }

    /// <summary>The rollups that have a grant.</summary>
    public IReadOnlyCollection<RollupId> Rollups => _owners.Keys;

    /// <summary>The validator's seat.</summary>
    public ValidatorSigner Signer => new(default, default, ValidatorKey);

    /// <summary>A key that only tests know.</summary>
    public static PrivateKey Key(string name) =>
        PrivateKey.FromBytes(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes($"test key {name}")).ToArray());

    /// <summary>The chain id of a rollup of this network.</summary>
    public static ulong ChainIdOf(RollupId rollup) => 10_000 + rollup.Value;

    /// <summary>The key that owns a rollup.</summary>
    public PrivateKey OwnerOf(RollupId rollup) => _owners[rollup];

    /// <summary>An owner's operation, signed; nobody reports unless said otherwise.</summary>
    public RollupOperation Operation(OperationKind kind, RollupId rollup, ulong nonce, Address reporter = default) => new RollupOperation
    {
        Network = Genesis.NetworkId,
        Kind = kind,
        Rollup = rollup,
        ChainId = ChainIdOf(rollup),
        Owner = OwnerOf(rollup).Address,
        Reporter = reporter,
        Nonce = nonce,
    }.SignedBy(OwnerOf(rollup));
}
