namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>How long a commit of the journal takes.</summary>
/// <param name="Least">The fastest.</param>
/// <param name="Most">The slowest.</param>
internal sealed record StoragePlan(TimeSpan Least, TimeSpan Most)
{
    public static StoragePlan Instant { get; } = new(TimeSpan.Zero, TimeSpan.Zero);

    public override string ToString() =>
        FormattableString.Invariant($"commit {Least.TotalMilliseconds:0.#}–{Most.TotalMilliseconds:0.#} ms");
}
