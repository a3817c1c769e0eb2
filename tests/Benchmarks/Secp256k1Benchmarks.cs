using BenchmarkDotNet.Attributes;
using SharedSequencer.Primitives;

namespace SharedSequencer.Benchmarks;

/// <summary>Recovering and signing, native beside managed.</summary>
public class Secp256k1Benchmarks
{
    private readonly PrivateKey _key = PrivateKey.Parse("0x" + new string('5', PrivateKey.Size * 2));
    private ISecp256k1 _native = Secp256k1.Managed;
    private Signature _signature;

    [GlobalSetup]
    public void Setup()
    {
        _native = Secp256k1.Native ?? throw new InvalidOperationException(Secp256k1.ChoiceReason);
        _signature = _key.Sign(Keccak256.OfEmpty);
    }

    [GlobalCleanup]
    public void Cleanup() => _key.Dispose();

    [Benchmark]
    public bool RecoverNative() => _native.TryRecover(Keccak256.OfEmpty, _signature, out _);

    [Benchmark(Baseline = true)]
    public bool RecoverManaged() => Secp256k1.Managed.TryRecover(Keccak256.OfEmpty, _signature, out _);

    [Benchmark]
    public Signature SignNative() => _native.Sign(Keccak256.OfEmpty, _key);

    [Benchmark]
    public Signature SignManaged() => Secp256k1.Managed.Sign(Keccak256.OfEmpty, _key);
}
