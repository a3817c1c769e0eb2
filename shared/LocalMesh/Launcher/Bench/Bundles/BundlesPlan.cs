namespace SharedSequencer.Launcher.Bench;

/// <summary>What the bundle benchmark sends.</summary>
internal static class BundlesPlan
{
    /// <summary>Rounds unless told otherwise.</summary>
    public const int DefaultRounds = 3;

    /// <summary>A run of more would take hours.</summary>
    public const int MaxRounds = 20;

    /// <summary>Legs of a bundle: one on each demo rollup.</summary>
    public const int Legs = 2;

    /// <summary>Accounts with funds on both rollups, each a user with a connection of its own.</summary>
    public const int Users = 256;

    /// <summary>Creates the contracts.</summary>
    public const int Deployer = Users + 1;

    /// <summary>Bundles of each user when the rate is measured.</summary>
    public const int RateBundles = 12;

    /// <summary>The same in the round that is not measured.</summary>
    public const int WarmUpBundles = 6;

    /// <summary>Not measured either.</summary>
    public static readonly FlightShape WarmUp = new(InFlight: 16, Inclusions: 6, Executions: 4);

    /// <summary>Alone, few, many.</summary>
    public static readonly IReadOnlyList<FlightShape> Flights =
    [
        new(InFlight: 1, Inclusions: 120, Executions: 60),
        new(InFlight: 16, Inclusions: 20, Executions: 10),
        new(InFlight: 256, Inclusions: 6, Executions: 3),
    ];

    /// <summary>One reporter answers here for all legs of both rollups; every other limit stands.</summary>
    public static readonly IReadOnlyDictionary<string, string> ServiceEnvironment =
        new Dictionary<string, string>(IntakePlan.ServiceEnvironment)
        {
            ["Limits__ReportsPerSecondPerReporter"] = "1000000",
        };
}
