namespace SharedSequencer.Launcher.Bench;

/// <summary>What the order benchmark sends.</summary>
internal static class OrderPlan
{
    /// <summary>Rounds unless told otherwise.</summary>
    public const int DefaultRounds = 3;

    /// <summary>JSON-RPC batches; long enough that anvil's whole seconds blur little.</summary>
    public static readonly LoadShape Batches = new("batches", Connections: 4, BatchSize: 100, Transactions: 60_000);

    /// <summary>Not measured: lets both sides compile, connect and allocate. As long as two rounds: nine processes compile
    /// anew what turns out to be hot.</summary>
    public static readonly LoadShape WarmUp = Batches with { Name = "warm-up", Transactions = 2 * Batches.Transactions };
}
