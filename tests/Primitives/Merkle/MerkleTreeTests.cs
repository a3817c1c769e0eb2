namespace SharedSequencer.Primitives.Tests.Merkle;

public sealed class MerkleTreeTests
{
    [Fact]
    public void The_root_of_no_leaves_is_the_hash_of_no_bytes() =>
        Assert.Equal(Keccak256.OfEmpty, MerkleTree.Root(Array.Empty<Hash256>()));

    [Fact]
    public void Trees_of_another_implementation_have_the_same_roots_and_proofs()
    {
        foreach (var vector in VectorFile.Read<MerkleVector>("merkle-keccak.json"))
        {
            Hash256[] leaves = [.. vector.Leaves.Select(leaf => MerkleTree.LeafHash(VectorFile.Bytes(leaf)))];
            Assert.Equal(vector.Root, MerkleTree.Root(leaves.AsSpan()));
            foreach (var (index, path) in vector.Proofs)
            {
                Assert.Equal(path, MerkleTree.Prove(leaves, index));
                Assert.True(MerkleTree.Verify(vector.Root, leaves[index], index, leaves.Length, [.. path]));
            }
        }
    }

    [Fact]
    public void Roots_follow_the_recursive_definition()
    {
        var leaves = Leaves(130);
        for (var size = 1; size <= leaves.Length; size++)
            Assert.Equal(Definition(leaves.AsSpan(0, size)), MerkleTree.Root(leaves.AsSpan(0, size)));
    }

    [Fact]
    public void Every_leaf_of_every_tree_is_proven_at_its_place_and_nowhere_else()
    {
        for (var size = 1; size <= 33; size++)
        {
            var leaves = Leaves(size);
            var root = MerkleTree.Root((IReadOnlyList<Hash256>)leaves);
            for (var index = 0; index < size; index++)
            {
                var path = MerkleTree.Prove(leaves, index);
                for (var claimed = -1; claimed <= size; claimed++)
                {
                    var verified = MerkleTree.Verify(root, leaves[index], claimed, size, path);
                    Assert.Equal(claimed == index, verified);
                }
                Assert.False(MerkleTree.Verify(root, leaves[index], index, size, [.. path, root]));
                if (path.Length > 0)
                    Assert.False(MerkleTree.Verify(root, leaves[index], index, size, path.AsSpan(1)));
            }
        }
    }

    [Fact]
    public void A_made_up_size_moves_a_leaf_but_shows_none_that_is_not_there()
    {
        var leaves = Leaves(3);
        var root = MerkleTree.Root(leaves.AsSpan());
        var path = MerkleTree.Prove(leaves, 2);
        Assert.True(MerkleTree.Verify(root, leaves[2], 2, 3, path));
        Assert.True(MerkleTree.Verify(root, leaves[2], 1, 2, path));
        Assert.False(MerkleTree.Verify(root, Keccak256.OfEmpty, 1, 2, path));
    }

    [Fact]
    public void Sizes_up_to_the_largest_number_are_verified_without_harm()
    {
        var leaf = Leaves(1)[0];
        Assert.False(MerkleTree.Verify(leaf, leaf, long.MaxValue - 1, long.MaxValue, []));
        Assert.False(MerkleTree.Verify(leaf, leaf, 0, long.MaxValue, new Hash256[100]));
        Assert.False(MerkleTree.Verify(leaf, leaf, 0, 0, []));
        Assert.False(MerkleTree.Verify(leaf, leaf, 0, -1, []));
        Assert.True(MerkleTree.Verify(leaf, leaf, 0, 1, []));
    }

    [Fact]
    public void An_index_outside_the_tree_has_no_proof()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.Prove(Leaves(3), 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.Prove(Leaves(3), -1));
    }

    private static Hash256[] Leaves(int count) =>
        [.. Enumerable.Range(0, count).Select(i => MerkleTree.LeafHash([(byte)i, (byte)(i >> 8)]))];

    /// <summary>RFC 6962 section 2.1, word for word.</summary>
    private static Hash256 Definition(ReadOnlySpan<Hash256> leaves)
    {
        if (leaves.Length == 1)
            return leaves[0];
        var split = 1;
        while (2 * split < leaves.Length)
            split *= 2;
        byte[] node = [1, .. Definition(leaves[..split]).ToArray(), .. Definition(leaves[split..]).ToArray()];
        return Keccak256.Hash(node);
    }
}
