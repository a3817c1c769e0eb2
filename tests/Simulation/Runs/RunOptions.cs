namespace SharedSequencer.Simulation.Tests.Runs;

/// <summary>What the caller of the tests wants, by environment variables that <c>./mesh test simulation</c> sets.</summary>
internal static class RunOptions
{
    /// <summary>Seeds of the fixed budget.</summary>
    public const int FixedBudget = 200;

    /// <summary>Seeds of a full run.</summary>
    public const int FullBudget = 10_000;

    /// <summary>How many seeds to run; a usual number unless the caller says otherwise.</summary>
    public static int SeedsOr(int usual) => Number("SIMULATION_SEEDS") is { } seeds ? (int)seeds : usual;

    /// <summary>The one seed to run, or the first of many.</summary>
    public static ulong? Seed => Number("SIMULATION_SEED");

    /// <summary>Parts to leave out of the scenario of <see cref="Seed"/>.</summary>
    public static IReadOnlyList<string> Without =>
        (Environment.GetEnvironmentVariable("SIMULATION_WITHOUT") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Where transcripts are written anew; null when they are only compared.</summary>
    public static string? TranscriptFolder => Environment.GetEnvironmentVariable("SIMULATION_REWRITE") is { Length: > 0 } folder
        ? folder
        : null;

    private static ulong? Number(string name) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : null;
}
