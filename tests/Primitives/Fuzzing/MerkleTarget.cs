using System.Buffers.Binary;
using SharedSequencer.Primitives;

namespace SharedSequencer.Fuzzing;

/// <summary>Verifies index‖leaf hash‖path against a tree of known size; only its own proofs may
/// pass.</summary>
public sealed class MerkleTarget : FuzzTarget
{
    private const int LeafCount = 11;

    private static readonly Hash256[] Leaves =
        [.. Enumerable.Range(0, LeafCount).Select(i => MerkleTree.LeafHash([(byte)i]))];

    private static readonly Hash256 Root = MerkleTree.Root((IReadOnlyList<Hash256>)Leaves);

    /// <inheritdoc/>
    public override string Name => "merkle";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } = [.. Enumerable.Range(0, LeafCount).Select(Encode)];

    /// <inheritdoc/>
    public override string Run(byte[] input)
    {
        const int head = sizeof(long) + Hash256.Size;
        if (input.Length < head || (input.Length - head) % Hash256.Size != 0)
            return "no proof";
        var index = BinaryPrimitives.ReadInt64BigEndian(input);
        var hashes = input.AsSpan(sizeof(long)).ToArray().Chunk(Hash256.Size)
            .Select(chunk => new Hash256(chunk)).ToArray();
        if (!MerkleTree.Verify(Root, hashes[0], index, LeafCount, hashes.AsSpan(1)))
            return hashes.Length <= LeafCount ? $"refused with {hashes.Length - 1}" : "refused as too long";
        Require(index is >= 0 and < LeafCount, "a leaf outside the tree is proven");
        Require(input.AsSpan().SequenceEqual(Encode((int)index)), "a leaf has a second proof");
        return $"verified {index}";
    }

    private static byte[] Encode(int index)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, index);
        return
        [
            .. bytes,
            .. Leaves[index].ToArray(),
            .. MerkleTree.Prove(Leaves, index).SelectMany(hash => hash.ToArray()),
        ];
    }
}
