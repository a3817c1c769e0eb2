namespace SharedSequencer.Launcher.Tests;

/// <summary>Which seeds of the simulation to run, and which parts of their scenarios to leave out.</summary>
/// <param name="Seeds">How many; null for one when a seed is named.</param>
/// <param name="Seed">The first or only one; null for the first of all.</param>
/// <param name="Without">Names of parts, separated by spaces.</param>
internal sealed record SimulationRequest(int? Seeds, ulong? Seed, string? Without)
{
    /// <summary>Longer than any machine takes for one seed.</summary>
    private static readonly TimeSpan PerSeed = TimeSpan.FromSeconds(1);

    /// <summary>Selects the one test that runs what was asked for.</summary>
    public static string[] Arguments => ["-method", "*over_the_seeds_that_were_asked_for"];

    /// <summary>How much longer than usual the host may take.</summary>
    public TimeSpan MorePatience => PerSeed * (Seeds ?? 1);

    /// <summary>How the tests are told.</summary>
    public Dictionary<string, string> Environment
    {
        get
        {
            var variables = new Dictionary<string, string>();
            if (Seeds is { } seeds)
                variables.Add("SIMULATION_SEEDS", $"{seeds}");
            if (Seed is { } seed)
                variables.Add("SIMULATION_SEED", $"{seed}");
            if (Without is { } without)
                variables.Add("SIMULATION_WITHOUT", without);
            return variables;
        }
    }
}
