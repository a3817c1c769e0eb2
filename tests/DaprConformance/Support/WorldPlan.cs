using SharedSequencer.Testing;

namespace SharedSequencer.DaprConformance.Tests.Support;

/// <summary>What a case needs to run: apps, tokens, component settings.</summary>
internal sealed record WorldPlan(params AppPlan[] Apps)
{
    /// <summary>A database server of its own, for a case that kills it.</summary>
    public PostgresCluster? Postgres { get; init; }

    public string? ApiToken { get; init; }

    public string? AppToken { get; init; }

    /// <summary>The spec of a Resiliency resource, as YAML.</summary>
    public string? Resiliency { get; init; }

    /// <summary>Settings of the pub/sub component.</summary>
    public IReadOnlyDictionary<string, string> PubSub { get; init; } = new Dictionary<string, string>();
}
