using SharedSequencer.Protocol;

namespace SharedSequencer.Publisher.Follower;

/// <summary>A block that ordering called final and that is not, or not rightly so.</summary>
/// <param name="Expected">The height that was to come.</param>
/// <param name="Header">What the block says of itself, if it could be read.</param>
/// <param name="Fault">The first rule it breaks.</param>
internal sealed record BlockRefusal(Height Expected, BlockHeader? Header, BlockFault Fault)
{
    public override string ToString() => Header is null
        ? $"block {Expected} breaks {Fault}"
        : $"block {Expected} breaks {Fault}: header {Header.Hash} of height {Header.Height}, parent {Header.Parent}";
}
