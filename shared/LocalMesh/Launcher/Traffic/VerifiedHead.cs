using SharedSequencer.Client;
using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Traffic;

/// <summary>
/// The final chain as far as the publisher has it, every block recomputed from the genesis on.
/// </summary>
public sealed class VerifiedHead(BlockClient blocks, Genesis genesis)
{
    private readonly ChainFollower _follower = new(genesis);
    private ExpandedBlock? _last;

    /// <summary>Verifies what is new and returns the newest block.</summary>
    /// <exception cref="VerificationException">A block breaks a rule.</exception>
    public async Task<ExpandedBlock> AdvanceAsync(CancellationToken cancellationToken)
    {
        await foreach (var block in blocks.VerifyToHeadAsync(_follower, cancellationToken))
            _last = block;
        return _last ?? throw new LocalMeshException("The publisher has no block yet.");
    }
}
