using SharedSequencer.Ordering.Validator;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;

namespace SharedSequencer.Ordering.Tests;

/// <summary>A network of one validator with one ingress and two granted rollups, and batches for it.</summary>
internal sealed class SampleNetwork
{
    private readonly PrivateKey _owner = Key(3);
    private readonly PrivateKey _sender = Key(4);
    private readonly Dictionary<Lane, Batch> _last = [];
    private ulong _nonce;

    public SampleNetwork()
    {
        Genesis = new Genesis
        {
            Name = "sample",
            Time = ChainTime.From(Start),
            Committee = new Committee(new Epoch(0), [new Protocol.Validator(ValidatorKey.Address, 1)]),
            Ingresses = [Ingress.Address],
            Grants = [new RollupGrant(new RollupId(1), 901, _owner.Address), new RollupGrant(new RollupId(2), 902, _owner.Address)],
        };
        Seat = ValidatorSeat.Of(Genesis, ValidatorKey);
    }

    /// <summary>When the network starts.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public PrivateKey ValidatorKey { get; } = Key(1);

    public PrivateKey Ingress { get; } = Key(2);

    public Genesis Genesis { get; }

    public ValidatorSeat Seat { get; }

    public static PrivateKey Key(byte number)
    {
        var bytes = new byte[32];
        bytes[31] = number;
        return PrivateKey.FromBytes(bytes);
    }

    /// <summary>The next batch of a lane.</summary>
    public Batch NextBatch(Lane lane, TimeProvider time, params ReadOnlyMemory<byte>[] items)
    {
        var now = ChainTime.From(time.GetUtcNow());
        var last = _last.GetValueOrDefault(lane);
        var batch = Batch.Seal(
            new BatchDraft
            {
                Network = Genesis.NetworkId,
                Kind = lane.IsShared ? BatchKind.System : BatchKind.Transactions,
                Lane = lane,
                Sequence = (last?.Header.Sequence ?? 0) + 1,
                Predecessor = last?.Digest ?? Hash256.Zero,
                PredecessorNotAfter = last?.Header.NotAfter ?? default,
                Created = now,
                NotAfter = now.Plus(TimeSpan.FromMinutes(5)),
                Items = items,
            },
            Ingress);
        _last[lane] = batch;
        return batch;
    }

    /// <summary>The next batch of rollup 1 with so many new transactions.</summary>
    public Batch Transfers(TimeProvider time, int count = 1) =>
        NextBatch(new Lane(1), time, [.. Enumerable.Range(0, count).Select(_ => Transfer())]);

    /// <summary>A batch of the shared lane that registers rollup 1.</summary>
    public Batch Registration(TimeProvider time) => NextBatch(Lane.Shared, time, new RollupOperation
    {
        Network = Genesis.NetworkId,
        Kind = OperationKind.Register,
        Rollup = new RollupId(1),
        ChainId = 901,
        Owner = _owner.Address,
        Nonce = 1,
    }.SignedBy(_owner).Encode());

    /// <summary>A signed transaction that no other one equals.</summary>
    public ReadOnlyMemory<byte> Transfer() => TransactionSigner.Sign(
        new TransactionRequest
        {
            ChainId = 901,
            Nonce = _nonce++,
            MaxFeePerGas = 1_000_000_000UL,
            GasLimit = 21_000,
            To = _owner.Address,
        },
        _sender);
}
