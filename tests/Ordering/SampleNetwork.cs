using SharedSequencer.Ordering.Validator;
using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Testing;

namespace SharedSequencer.Ordering.Tests;

/// <summary>A network with one granted rollup, and the batches of its ingress.</summary>
internal sealed class SampleNetwork
{
    private static readonly PrivateKey Sender = TestNetwork.Key("sender");
    private readonly TestNetwork _network = new(1);
    private readonly BatchStream _stream;
    private ulong _nonce;

    public SampleNetwork()
    {
        _stream = new BatchStream(Genesis.NetworkId, _network.IngressKey);
        Seat = ValidatorSeat.Of(Genesis, _network.ValidatorKey);
    }

    /// <summary>A wall clock at which the network has begun.</summary>
    public static DateTimeOffset Start { get; } = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_001_000);

    /// <summary>The validator's key as a secret file holds it.</summary>
    public static string ValidatorSecret { get; } = SecretOf("validator");

    /// <summary>A key that no genesis knows.</summary>
    public static string StrangerSecret { get; } = SecretOf("stranger");

    public RollupId Rollup { get; } = new(1);

    public Genesis Genesis => _network.Genesis;

    public PrivateKey ValidatorKey => _network.ValidatorKey;

    public PrivateKey IngressKey => _network.IngressKey;

    public ValidatorSeat Seat { get; }

    /// <summary>The next batch of the rollup with so many new transactions.</summary>
    public Batch Transfers(TimeProvider time, int count = 1) =>
        NextBatch(time, [.. Enumerable.Range(0, count).Select(_ => Transfer())]);

    /// <summary>The next batch of the rollup.</summary>
    public Batch NextBatch(TimeProvider time, params ReadOnlyMemory<byte>[] transactions) =>
        _stream.Next(Lane.Of(Rollup), ChainTime.From(time.GetUtcNow()), transactions);

    /// <summary>The next batch of the shared lane; registers the rollup.</summary>
    public Batch Registration(TimeProvider time) => _stream.Next(
        Lane.Shared,
        ChainTime.From(time.GetUtcNow()),
        [_network.Operation(OperationKind.Register, Rollup, nonce: 1).Encode()]);

    /// <summary>A signed transaction that no other one equals.</summary>
    public ReadOnlyMemory<byte> Transfer() => TransactionSigner.Sign(
        new TransactionRequest
        {
            ChainId = TestNetwork.ChainIdOf(Rollup),
            Nonce = _nonce++,
            MaxFeePerGas = 1_000_000_000UL,
            GasLimit = 21_000,
            To = Sender.Address,
        },
        Sender);

    /// <summary>The secret behind <see cref="TestNetwork.Key"/>.</summary>
    public static string SecretOf(string name) =>
        Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes($"test key {name}")).ToString();
}
