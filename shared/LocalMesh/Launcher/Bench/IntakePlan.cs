namespace SharedSequencer.Launcher.Bench;

/// <summary>What the intake benchmark sends.</summary>
internal static class IntakePlan
{
    /// <summary>Accounts that send; none is ever in flight on two connections.</summary>
    public const int Senders = 200;

    /// <summary>Rounds unless told otherwise.</summary>
    public const int DefaultRounds = 3;

    /// <summary>More would outgrow memory: all transactions are signed beforehand.</summary>
    public const int MaxRounds = 20;

    /// <summary>One transaction per request.</summary>
    public static readonly LoadShape Singles = new("singles", Connections: 16, BatchSize: 1, Transactions: 16_000);

    /// <summary>JSON-RPC batches.</summary>
    public static readonly LoadShape Batches = new("batches", Connections: 4, BatchSize: 100, Transactions: 40_000);

    /// <summary>
    /// Not measured: lets both sides compile, connect and allocate. Singles twice, because what is called once per
    /// batch or block is compiled in its last form only after some hundred of them.
    /// </summary>
    public static readonly IReadOnlyList<LoadShape> WarmUp =
    [
        Singles with { Name = "warm-up with singles" },
        Batches with { Name = "warm-up with batches", Transactions = 20_000 },
        Singles with { Name = "warm-up with singles" },
    ];

    /// <summary>The quota is what is to be left out of the measurement; every other limit stands.</summary>
    public static readonly IReadOnlyDictionary<string, string> ServiceEnvironment = new Dictionary<string, string>
    {
        ["Limits__TransactionsPerSecondPerRollup"] = "10000000",
    };
}
