using System.Runtime.CompilerServices;

namespace SharedSequencer.Primitives;

/// <summary>The complete subtrees of the leaves seen so far, one per set bit of their number, largest first:
/// the root in one pass over any number of leaves.</summary>
internal ref struct PendingSubtrees
{
    private const int MaxSubtrees = 32;

    private Roots _roots;
    private int _count;
    private uint _leaves;

    public void Append(in Hash256 leafHash)
    {
        Span<Hash256> roots = _roots;
        var root = leafHash;
        for (var size = _leaves; (size & 1) == 1; size >>= 1)
            root = MerkleTree.NodeHash(roots[--_count], root);
        roots[_count++] = root;
        _leaves++;
    }

    public readonly Hash256 Root()
    {
        if (_count == 0)
            return Keccak256.OfEmpty;
        ReadOnlySpan<Hash256> roots = _roots;
        var root = roots[_count - 1];
        for (var i = _count - 2; i >= 0; i--)
            root = MerkleTree.NodeHash(roots[i], root);
        return root;
    }

    [InlineArray(MaxSubtrees)]
    private struct Roots
    {
        private Hash256 _root;
    }
}
