using SharedSequencer.Primitives;
using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>One block per height, the same for everybody, with the same meaning for every rollup and the same outcomes.</summary>
internal sealed class AgreementChecker : Checker
{
    private readonly Dictionary<Height, (Hash256 Block, Hash256[] Rollups, int Seat)> _chain = [];

    public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded)
    {
        var height = block.Header.Height;
        Require(
            Outcome.RootOf(expanded.Outcomes) == block.Header.OutcomesRoot,
            $"v{validator.Seat} tells other outcomes of block {height} than its header names");
        Hash256[] rollups = [.. expanded.RollupBlocks.Select(rollup => rollup.Header.Hash())];
        if (_chain.TryAdd(height, (block.Block.Hash, rollups, validator.Seat)))
            return;
        var (first, meant, seat) = _chain[height];
        Require(
            first == block.Block.Hash,
            $"v{seat} and v{validator.Seat} delivered different blocks at height {height}");
        Require(
            meant.AsSpan().SequenceEqual(rollups),
            $"v{seat} and v{validator.Seat} expanded block {height} differently");
    }
}
