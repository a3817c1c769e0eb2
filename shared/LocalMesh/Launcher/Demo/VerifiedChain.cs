using SharedSequencer.Client;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Demo;

/// <summary>
/// The whole final chain, recomputed from the genesis: every order, every root, every signature.
/// </summary>
/// <param name="Head">Header of the last verified block.</param>
/// <param name="Last">The last verified block, which holds the head of every rollup.</param>
internal sealed record VerifiedChain(BlockHeader Head, ExpandedBlock Last)
{
    /// <summary>Reads and verifies up to the publisher's head.</summary>
    /// <exception cref="VerificationException">A block breaks a rule.</exception>
    /// <exception cref="LocalMeshException">There is no block at all.</exception>
    public static async Task<VerifiedChain> ReadAsync(
        BlockClient blocks, Genesis genesis, CancellationToken cancellation)
    {
        ExpandedBlock? last = null;
        await foreach (var block in blocks.VerifyToHeadAsync(new ChainFollower(genesis), cancellation))
            last = block;
        return last is null
            ? throw new LocalMeshException("The publisher has no block.")
            : new VerifiedChain(last.Header, last);
    }
}
