namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>A cut between some validators and the others.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it heals.</param>
/// <param name="Side">The validators on one side.</param>
/// <param name="OneWay">Whether that side is only not heard, while it hears the others.</param>
internal sealed record Partition(TimeSpan From, TimeSpan To, IReadOnlyList<int> Side, bool OneWay)
{
    public bool Cuts(int from, int to, TimeSpan now) =>
        now >= From && now < To && Side.Contains(from) != Side.Contains(to) && (!OneWay || Side.Contains(from));

    public override string ToString() =>
        $"{From.TotalMilliseconds:0}–{To.TotalMilliseconds:0} ms: [{string.Join(' ', Side)}] {(OneWay ? "not heard" : "cut off")}";
}
