using System.Diagnostics.CodeAnalysis;
using SharedSequencer.Protocol;
using SharedSequencer.Publisher.Archive;

namespace SharedSequencer.Publisher.Follower;

/// <summary>Verifies encoded blocks one after the other and makes of each what the archive stores. Pure.</summary>
internal sealed class BlockIntake(ChainState start)
{
    private readonly ChainFollower _follower = new(start);

    public ChainState State => _follower.State;

    /// <summary>Takes the next block, or says which rule it breaks and stays where it is.</summary>
    public bool TryTake(
        ReadOnlyMemory<byte> encoded,
        [NotNullWhen(true)] out ArchiveEntry? entry,
        [NotNullWhen(false)] out BlockRefusal? refusal)
    {
        entry = null;
        refusal = null;
        if (!FinalizedBlock.TryDecode(encoded, out var finalized))
        {
            refusal = new BlockRefusal(State.Height.Next, null, BlockFault.Malformed);
            return false;
        }

        if (!_follower.TryApply(finalized, out var expanded, out var fault))
        {
            refusal = new BlockRefusal(State.Height.Next, finalized.Header, fault);
            return false;
        }

        entry = new ArchiveEntry(
            finalized.Header,
            encoded,
            [.. expanded.RollupBlocks.Select(block => RollupBlockProof.Of(block, expanded, finalized))],
            [.. ArchivedLeg.Of(expanded)]);
        return true;
    }
}
