using SharedSequencer.Simulation.Tests.Scenarios;

namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>A run that failed.</summary>
/// <param name="Scenario">What was run, after leaving out <paramref name="Without"/>.</param>
/// <param name="Without">The parts that were left out.</param>
/// <param name="Checker">Who saw it.</param>
/// <param name="Message">What was seen.</param>
/// <param name="At">When.</param>
internal sealed record Finding(
    Scenario Scenario, IReadOnlyList<string> Without, string Checker, string Message, TimeSpan At)
{
    /// <summary>The command that shows it again.</summary>
    public string Replay => $"./mesh test simulation --seed {Scenario.Seed}"
        + (Without.Count == 0 ? "" : $" --without \"{string.Join(' ', Without)}\"");

    public override string ToString() =>
        $"{Message}\n  at {At.TotalMilliseconds:0} ms of {Scenario}replay: {Replay}";
}
