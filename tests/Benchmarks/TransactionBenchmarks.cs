using BenchmarkDotNet.Attributes;
using SharedSequencer.Primitives;

namespace SharedSequencer.Benchmarks;

/// <summary>What the ingress does to a transaction, step by step: the view and the object beside a bare
/// Keccak of the same bytes.</summary>
public class TransactionBenchmarks
{
    private byte[] _raw = [];

    /// <summary>Length of the call data in bytes.</summary>
    [Params(0, 1024)]
    public int InputLength { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        using var key = PrivateKey.Parse("0x" + new string('5', PrivateKey.Size * 2));
        var request = new TransactionRequest
        {
            ChainId = 901,
            Nonce = 1_000,
            MaxPriorityFeePerGas = 1_000_000_000,
            MaxFeePerGas = 30_000_000_000,
            GasLimit = 100_000,
            To = key.Address,
            Value = 1_000_000_000_000_000_000,
            Input = new byte[InputLength],
        };
        _raw = TransactionSigner.Sign(request, key);
    }

    [Benchmark(Baseline = true)]
    public Hash256 KeccakOfTheBytes() => Keccak256.Hash(_raw);

    [Benchmark]
    public bool View() => TransactionView.TryDecode(_raw, out _, out _);

    [Benchmark]
    public bool ViewAndHashes() =>
        TransactionView.TryDecode(_raw, out var view, out _)
        && view.ComputeHash() != view.ComputeSigningHash();

    [Benchmark]
    public bool ViewAndHashAndSender() =>
        TransactionView.TryDecode(_raw, out var view, out _)
        && !view.ComputeHash().IsZero
        && view.TryRecoverSender(out _);

    [Benchmark]
    public Transaction? WholeTransaction()
    {
        TransactionDecoder.TryDecode(_raw, out var transaction, out _);
        return transaction;
    }
}
