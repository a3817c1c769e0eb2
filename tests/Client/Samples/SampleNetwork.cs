using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Client.Tests;

/// <summary>
/// A network with one validator, one ingress and two rollups, whose chain the real ordering core makes.
/// </summary>
internal sealed class SampleNetwork
{
    private const ulong Start = 1_700_000_000_000;

    private readonly OrderingCore _core;
    private readonly List<CoreEffect> _effects = [];
    private readonly Dictionary<Lane, Batch> _last = [];
    private Instant _now = new(new ChainTime(Start), TimeSpan.Zero);

    public SampleNetwork(byte seed = 1)
    {
        Validator = Key("validator", seed);
        Ingress = Key("ingress", seed);
        Owner = Key("owner", seed);
        Genesis = new Genesis
        {
            Name = $"sample {seed}",
            Time = new ChainTime(Start),
            Committee = new Committee(default, [new Validator(Validator.Address, 1)]),
            Ingresses = [Ingress.Address],
            Grants = [new RollupGrant(First, 901, Owner.Address), new RollupGrant(Second, 902, Owner.Address)],
        };
        var signer = new ValidatorSigner(default, default, Validator);
        _core = new OrderingCore(signer, new RecoveredCore { Final = ChainState.AtGenesis(Genesis) });
        _core.Start(_now, _effects);
        Order(Lane.Shared, BatchKind.System, [Registration(First, 901), Registration(Second, 902)]);
    }

    public static RollupId First => new(901);

    public static RollupId Second => new(902);

    public Genesis Genesis { get; }

    public PrivateKey Validator { get; }

    public PrivateKey Ingress { get; }

    public PrivateKey Owner { get; }

    public IReadOnlyList<CoreEffect.Deliver> Blocks => [.. _effects.OfType<CoreEffect.Deliver>()];

    /// <summary>A chain with this many rollup blocks of <see cref="First"/>, one per block.</summary>
    public static SampleNetwork WithRollupBlocks(int count, byte seed = 1)
    {
        var network = new SampleNetwork(seed);
        for (var i = 0; i < count; i++)
        {
            network.OrderTransactions(First, 2);
        }

        return network;
    }

    public static PrivateKey Key(string role, byte number) =>
        PrivateKey.FromBytes(Keccak256.Hash([.. System.Text.Encoding.UTF8.GetBytes(role), number]).ToArray());

    /// <summary>Orders a batch of new transactions in a block of its own.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> OrderTransactions(RollupId rollup, int count)
    {
        var nonce = (ulong)_effects.Count;
        var raws = Enumerable.Range(0, count)
            .Select(i => Transaction(rollup.Value, nonce + (ulong)i))
            .ToList();
        Order(Lane.Of(rollup), BatchKind.Transactions, raws);
        return raws;
    }

    /// <summary>What the stream of a rollup carries.</summary>
    public IReadOnlyList<RollupBlockProof> LogOf(RollupId rollup) =>
        [.. from delivered in Blocks
            from block in delivered.Expanded.RollupBlocks
            where block.Header.Rollup == rollup
            select RollupBlockProof.Of(block, delivered.Expanded, delivered.Block)];

    public static ReadOnlyMemory<byte> Transaction(ulong chainId, ulong nonce) => TransactionSigner.Sign(
        new TransactionRequest
        {
            ChainId = chainId,
            Nonce = nonce,
            MaxFeePerGas = 2_000_000_000,
            GasLimit = 21_000,
            To = Key("recipient", 1).Address,
            Value = 1,
        },
        Key("sender", 1));

    private ReadOnlyMemory<byte> Registration(RollupId rollup, ulong chainId) => new RollupOperation
    {
        Network = Genesis.NetworkId,
        Kind = OperationKind.Register,
        Rollup = rollup,
        ChainId = chainId,
        Owner = Owner.Address,
        Nonce = 1,
    }.SignedBy(Owner).Encode();

    private void Order(Lane lane, BatchKind kind, IReadOnlyList<ReadOnlyMemory<byte>> items)
    {
        var before = _last.GetValueOrDefault(lane);
        var batch = Batch.Seal(
            new BatchDraft
            {
                Network = Genesis.NetworkId,
                Kind = kind,
                Lane = lane,
                Sequence = (before?.Header.Sequence ?? 0) + 1,
                Predecessor = before?.Digest ?? default,
                PredecessorNotAfter = before?.Header.NotAfter ?? default,
                Created = _now.Wall,
                NotAfter = _now.Wall.Plus(ProtocolDefaults.BatchLifetime),
                Items = items,
            },
            Ingress);
        _last[lane] = batch;
        Pass(ProtocolDefaults.MinBlockInterval);
        _core.Step(new CoreInput.BatchReceived(batch), _now, _effects);
    }

    private void Pass(TimeSpan span) => _now = new Instant(_now.Wall.Plus(span), _now.Monotonic + span);
}
