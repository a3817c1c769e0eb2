using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using Org.BouncyCastle.Crypto.Digests;
using SharedSequencer.Primitives;

namespace SharedSequencer.Benchmarks;

/// <summary>Keccak-256 beside BouncyCastle's, and OpenSSL's SHA3-256 (other padding) for scale.</summary>
public class KeccakBenchmarks
{
    private readonly byte[] _digest = new byte[Hash256.Size];
    private readonly KeccakDigest _bouncyCastle = new(256);
    private byte[] _message = [];

    /// <summary>Length of the message in bytes.</summary>
    [Params(64, 136, 1024, 131_072)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Setup() => _message = new byte[Length];

    [Benchmark]
    public Hash256 Own() => Keccak256.Hash(_message);

    [Benchmark(Baseline = true)]
    public byte[] BouncyCastle()
    {
        _bouncyCastle.BlockUpdate(_message);
        _bouncyCastle.DoFinal(_digest, 0);
        return _digest;
    }

    [Benchmark]
    public byte[] OpenSslSha3()
    {
        SHA3_256.HashData(_message, _digest);
        return _digest;
    }
}
