namespace SharedSequencer.Ingress.Rest;

/// <summary>A rollup as users see it. Ids and amounts are strings.</summary>
internal sealed record RollupView
{
    public required string RollupId { get; init; }

    public required string ChainId { get; init; }

    public required string Owner { get; init; }

    /// <summary>Who attests its state and reports outcomes; null when nobody does.</summary>
    public string? Reporter { get; init; }

    /// <summary>Nonce of the latest operation that took effect; the next one is one higher.</summary>
    public required string Nonce { get; init; }

    /// <summary>Active or Left.</summary>
    public required string Status { get; init; }

    /// <summary>Whether reading methods are answered, by the operator's node.</summary>
    public required bool HasNode { get; init; }

    /// <summary>Transactions taken here that are not in a final block.</summary>
    public required string QueueDepth { get; init; }

    /// <summary>Transactions held for a nonce gap.</summary>
    public required string Held { get; init; }

    /// <summary>Height of the last final block seen here.</summary>
    public required string Height { get; init; }

    public required RollupLimitsView Limits { get; init; }
}
