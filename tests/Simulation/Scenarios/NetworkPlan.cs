namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>How messages travel until the faults end; afterwards none is lost, doubled or later than Δ.</summary>
/// <param name="LeastDelay">The shortest way.</param>
/// <param name="MostDelay">The longest ordinary way; each message draws its own, so they overtake each other.</param>
/// <param name="Loss">Probability that a message is lost.</param>
/// <param name="Duplicates">Probability that a message arrives twice.</param>
/// <param name="Spikes">Probability that a message takes up to two seconds longer.</param>
internal sealed record NetworkPlan(
    TimeSpan LeastDelay, TimeSpan MostDelay, double Loss, double Duplicates, double Spikes)
{
    /// <summary>How much longer a status may be on the way, as in the queue of a connection that was cut.</summary>
    public TimeSpan LateStatuses { get; init; }

    public override string ToString() => FormattableString.Invariant(
        $"delay {LeastDelay.TotalMilliseconds}–{MostDelay.TotalMilliseconds} ms, loss {Loss:0.##}, ")
        + FormattableString.Invariant($"doubled {Duplicates:0.##}, spikes {Spikes:0.##}")
        + (LateStatuses == TimeSpan.Zero ? "" : $", statuses up to {LateStatuses.TotalMilliseconds:0} ms late");
}
