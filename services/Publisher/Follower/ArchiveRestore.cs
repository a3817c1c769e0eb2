using SharedSequencer.Following;
using SharedSequencer.Publisher.Archive;

namespace SharedSequencer.Publisher.Follower;

/// <summary>Goes to the newest archived block: from a stored state on, the few blocks after it are verified again.</summary>
internal sealed class ArchiveRestore(StateRestore restore, ArchiveReader archive)
{
    /// <exception cref="StateDamagedException">The archive does not hold what this service once verified.</exception>
    public async Task<BlockVerifier> RestoreAsync(CancellationToken cancellationToken)
    {
        var head = await archive.HeadAsync(cancellationToken);
        var verifier = new BlockVerifier(await restore.RestoreAsync(cancellationToken));
        await foreach (var encoded in archive.BlocksFromAsync(verifier.State.Height.Next, head, cancellationToken))
        {
            if (!verifier.TryTake(encoded, out _, out var refusal))
                throw new StateDamagedException($"The archive is damaged, or of another network: {refusal}.");
        }

        return verifier.State.Height == head
            ? verifier
            : throw new StateDamagedException($"The archive has a gap above height {verifier.State.Height}.");
    }
}
