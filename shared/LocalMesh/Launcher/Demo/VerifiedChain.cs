using SharedSequencer.Client;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Demo;

/// <summary>
/// The whole final chain, recomputed from the genesis: every order, every root, every signature.
/// </summary>
/// <param name="Last">The last verified block, which holds the head of every rollup.</param>
/// <param name="Fullest">The block with the most batches, with its proof, to show.</param>
/// <param name="Recomputed">Blocks whose order, computed anew from their certificates, is the one they have.</param>
internal sealed record VerifiedChain(ExpandedBlock Last, FinalizedBlock Fullest, ulong Recomputed)
{
    /// <summary>Header of the last verified block.</summary>
    public BlockHeader Head => Last.Header;

    /// <summary>Reads and verifies up to the publisher's head.</summary>
    /// <exception cref="VerificationException">A block breaks a rule.</exception>
    /// <exception cref="LocalMeshException">There is no block at all.</exception>
    public static async Task<VerifiedChain> ReadAsync(
        BlockClient blocks, Genesis genesis, CancellationToken cancellation)
    {
        var follower = new ChainFollower(genesis);
        VerifiedChain? chain = null;
        while (await blocks.GetAsync(follower.Head.Next, cancellation) is { } block)
        {
            var isRecomputed = BlockOrder.Of(block.Block, follower.State).IsKept;
            if (!follower.TryApply(block, out var expanded, out var fault))
                throw new VerificationException(fault, $"Block {follower.Head.Next}");
            var fullest = chain?.Fullest is { } other && Size(other) >= Size(block) ? other : block;
            chain = new VerifiedChain(expanded, fullest, (chain?.Recomputed ?? 0) + (isRecomputed ? 1UL : 0));
        }

        return chain ?? throw new LocalMeshException("The publisher has no block.");
    }

    private static int Size(FinalizedBlock block) => block.Block.Certificates.Count;
}
