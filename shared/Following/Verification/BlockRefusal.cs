using SharedSequencer.Protocol;

namespace SharedSequencer.Following;

/// <summary>A block that was handed out as final and that is not, or not rightly so.</summary>
/// <param name="Expected">The height that was to come.</param>
/// <param name="Header">What the block says of itself, if it could be read.</param>
/// <param name="Fault">The first rule it breaks.</param>
public sealed record BlockRefusal(Height Expected, BlockHeader? Header, BlockFault Fault)
{
    /// <inheritdoc/>
    public override string ToString() => Header is null
        ? $"block {Expected} breaks {Fault}"
        : $"block {Expected} breaks {Fault}: header {Header.Hash} of height {Header.Height}, parent {Header.Parent}";
}
