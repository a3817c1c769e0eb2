namespace SharedSequencer.Launcher.Bench;

/// <summary>Latencies with so many bundles in flight, in milliseconds.</summary>
/// <param name="InFlight">How many.</param>
/// <param name="SoftCommit">Inclusion mode: from before sending until the ingress tells that the chain has judged it.</param>
/// <param name="Settle">Execution mode: the same until the decision.</param>
internal sealed record FlightResult(int InFlight, IReadOnlyList<double> SoftCommit, IReadOnlyList<double> Settle)
{
    /// <summary>The samples of all rounds, from the fewest in flight to the most.</summary>
    public static IReadOnlyList<FlightResult> Together(IEnumerable<FlightResult> rounds) =>
    [
        .. rounds.GroupBy(flight => flight.InFlight).OrderBy(group => group.Key).Select(group => new FlightResult(
            group.Key,
            [.. group.SelectMany(flight => flight.SoftCommit)],
            [.. group.SelectMany(flight => flight.Settle)])),
    ];
}
