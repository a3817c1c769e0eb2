using SharedSequencer.Protocol;
using SharedSequencer.Simulation.Tests.Nodes;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>Chain time rises, holds every effective time, and no liar pulls it ahead of the honest clocks (R8).</summary>
internal sealed class TimestampChecker(World world) : ChainChecker
{
    private const ulong Drift = 500;

    private ulong _last = world.Genesis.Time.Milliseconds;

    protected override void Check(FinalizedBlock block, ExpandedBlock expanded)
    {
        var timestamp = block.Header.Timestamp.Milliseconds;
        Require(timestamp > _last, $"block {block.Header.Height} at {timestamp} is not later than its parent at {_last}");
        var latest = Clocks().DefaultIfEmpty(0UL).Max() + Drift;
        var weights = new Seats(world.Genesis);
        var forced = block.Block.Certificates.Any(certificate => Median.Of(certificate, weights) >= timestamp);
        Require(
            timestamp <= latest || timestamp == _last + 1 || forced,
            $"block {block.Header.Height} is stamped {timestamp}, beyond every honest clock and drift ({latest})");
        _last = timestamp;
    }

    private IEnumerable<ulong> Clocks() =>
        from validator in world.Validators.OfType<HonestValidator>()
        where validator.IsUp
        select validator.Now.Wall.Milliseconds;
}
