using BenchmarkDotNet.Attributes;
using Org.BouncyCastle.Crypto.Digests;
using SharedSequencer.Primitives;

namespace SharedSequencer.Benchmarks;

/// <summary>Merkle roots, beside the bare hashes of the same number with BouncyCastle.</summary>
public class MerkleBenchmarks
{
    private const int NodeLength = 1 + 2 * Hash256.Size;

    private readonly byte[] _node = new byte[NodeLength];
    private readonly byte[] _digest = new byte[Hash256.Size];
    private readonly KeccakDigest _bouncyCastle = new(256);
    private Hash256[] _leaves = [];

    /// <summary>Number of leaves.</summary>
    [Params(100, 4096)]
    public int Leaves { get; set; }

    [GlobalSetup]
    public void Setup() =>
        _leaves = [.. Enumerable.Range(0, Leaves).Select(i => MerkleTree.LeafHash(BitConverter.GetBytes(i)))];

    [Benchmark]
    public Hash256 Root() => MerkleTree.Root(_leaves.AsSpan());

    [Benchmark]
    public Hash256[] Prove() => MerkleTree.Prove(_leaves, Leaves / 3);

    [Benchmark(Baseline = true)]
    public byte[] BouncyCastleHashes()
    {
        for (var i = 1; i < Leaves; i++)
        {
            _bouncyCastle.BlockUpdate(_node);
            _bouncyCastle.DoFinal(_digest, 0);
        }
        return _digest;
    }
}
