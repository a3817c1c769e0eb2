using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;

namespace SharedSequencer.Publisher.Follower;

/// <summary>Finds the chain state after the newest archived block: a snapshot, then the few blocks after it again.</summary>
internal sealed class StateRestore(ArchiveReader archive, Genesis genesis)
{
    /// <exception cref="ArchiveDamagedException">The archive does not hold what this service once verified.</exception>
    public async Task<ChainState> RestoreAsync(CancellationToken cancellationToken)
    {
        var head = await archive.HeadAsync(cancellationToken);
        var intake = new BlockIntake(await StartAsync(cancellationToken));
        await foreach (var encoded in archive.BlocksFromAsync(intake.State.Height.Next, head, cancellationToken))
        {
            if (!intake.TryTake(encoded, out _, out var refusal))
                throw new ArchiveDamagedException($"The archive is damaged, or of another network: {refusal}.");
        }

        return intake.State.Height == head
            ? intake.State
            : throw new ArchiveDamagedException($"The archive has a gap above height {intake.State.Height}.");
    }

    private async Task<ChainState> StartAsync(CancellationToken cancellationToken)
    {
        if (await archive.SnapshotAsync(cancellationToken) is not { } snapshot) return ChainState.AtGenesis(genesis);

        var from = snapshot.Time.Minus(ProtocolDefaults.PlacedWindow);
        var placed = await archive.PlacedAsync(from, snapshot.Height, cancellationToken);
        return ChainState.TryRestore(genesis, snapshot.Encoded, placed, out var state)
            ? state
            : throw new ArchiveDamagedException("The stored chain state is damaged, or of another network.");
    }
}
