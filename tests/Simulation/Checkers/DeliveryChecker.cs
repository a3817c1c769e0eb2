using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// Every validator delivers without a gap and each height once: a life goes on after the last block that was durable,
/// and no durable block is ever missing from the journal again.
/// </summary>
internal sealed class DeliveryChecker : Checker
{
    private readonly Dictionary<int, ulong> _delivered = [];
    private readonly Dictionary<int, ulong> _durable = [];

    public override void Started(HonestValidator validator, RecoveredCore recovered)
    {
        var height = recovered.Final.Height.Value;
        var known = _durable.GetValueOrDefault(validator.Seat);
        Require(height == known, $"v{validator.Seat} starts at height {height} though {known} was durable");
        _delivered[validator.Seat] = height;
    }

    public override void Crashed(HonestValidator validator, bool losesJournal)
    {
        if (losesJournal)
            _durable[validator.Seat] = 0;
    }

    public override void Journaled(HonestValidator validator, IReadOnlyList<CoreEffect> records)
    {
        foreach (var record in records)
        {
            if (record is not CoreEffect.PersistFinal final)
                continue;
            var next = _durable.GetValueOrDefault(validator.Seat) + 1;
            Require(
                final.Block.Header.Height.Value == next,
                $"v{validator.Seat} journaled final block {final.Block.Header.Height} where {next} comes next");
            _durable[validator.Seat] = next;
        }
    }

    public override void Delivered(HonestValidator validator, FinalizedBlock block, ExpandedBlock expanded)
    {
        var next = _delivered[validator.Seat] + 1;
        Require(
            block.Header.Height.Value == next,
            $"v{validator.Seat} delivered block {block.Header.Height} where {next} comes next");
        _delivered[validator.Seat] = next;
    }
}
