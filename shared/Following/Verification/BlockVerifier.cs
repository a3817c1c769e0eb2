using System.Diagnostics.CodeAnalysis;
using SharedSequencer.Protocol;

namespace SharedSequencer.Following;

/// <summary>Verifies encoded blocks with their batches one after the other. Pure; one thread at a time.</summary>
/// <param name="start">The state after the last block that was verified.</param>
public sealed class BlockVerifier(ChainState start)
{
    private readonly ChainFollower _follower = new(start);

    /// <summary>The state after the last block.</summary>
    public ChainState State => _follower.State;

    /// <summary>Takes the next block, or says which rule it breaks and stays where it is.</summary>
    /// <param name="encoded">RLP of a <see cref="FinalizedBlock"/>.</param>
    /// <param name="verified">The block and what it means.</param>
    /// <param name="refusal">Why it is not taken.</param>
    public bool TryTake(
        ReadOnlyMemory<byte> encoded,
        [NotNullWhen(true)] out VerifiedBlock? verified,
        [NotNullWhen(false)] out BlockRefusal? refusal)
    {
        var before = State;
        var fault = BlockFault.Malformed;
        if (!FinalizedBlock.TryDecode(encoded, out var block) || !_follower.TryApply(block, out var expanded, out fault))
        {
            verified = null;
            refusal = new BlockRefusal(before.Height.Next, block?.Header, fault);
            return false;
        }

        verified = new VerifiedBlock(encoded, block, expanded, before, State);
        refusal = null;
        return true;
    }
}
