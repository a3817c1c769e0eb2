namespace SharedSequencer.Simulation.Tests.Scenarios;

/// <summary>One crash or pause of one honest validator.</summary>
/// <param name="Seat">Whose.</param>
/// <param name="Down">When it stops.</param>
/// <param name="Up">When it starts again.</param>
/// <param name="Kind">What is left of its journal.</param>
internal sealed record Outage(int Seat, TimeSpan Down, TimeSpan Up, OutageKind Kind)
{
    public override string ToString() =>
        $"v{Seat} {Kind} {Down.TotalMilliseconds:0}–{(Kind == OutageKind.Gone ? "∞" : $"{Up.TotalMilliseconds:0}")} ms";
}
