namespace SharedSequencer.Ingress.Rest;

/// <summary>What the rollup may ask for here.</summary>
internal sealed record RollupLimitsView(
    string TransactionsPerSecond, string MaxUnordered, string MaxTransactionBytes, string MaxCallsPerRequest);
