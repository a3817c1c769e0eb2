using SharedSequencer.Protocol;

namespace SharedSequencer.Bundles.Chain;

/// <summary>A block that was called final and that is not, or not rightly so.</summary>
/// <param name="Expected">The height that was to come.</param>
/// <param name="Fault">The first rule it breaks.</param>
internal sealed record BlockRefusal(Height Expected, BlockFault Fault)
{
    public override string ToString() => $"block {Expected} breaks {Fault}";
}
