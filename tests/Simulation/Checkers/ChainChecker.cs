using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>Looks at every final block once, in order of height, as the first honest validator delivers it.</summary>
internal abstract class ChainChecker : Checker
{
    private ulong _height;

    public sealed override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded)
    {
        if (block.Header.Height.Value != _height + 1)
            return;
        _height++;
        Check(block, expanded);
    }

    protected abstract void Check(FinalizedBlock block, ExpandedBlock expanded);
}
