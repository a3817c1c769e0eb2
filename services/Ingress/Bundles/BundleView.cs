namespace SharedSequencer.Ingress.Bundles;

/// <summary>A bundle as users see it. Ids, numbers and times are strings; what is unknown is absent.</summary>
internal sealed record BundleView
{
    /// <summary>The bundle's id; absent when only a decision about the terms is known.</summary>
    public string? BundleHash { get; init; }

    /// <summary>The escrow id; absent when the bundle was not taken here.</summary>
    public string? EscrowId { get; init; }

    /// <summary>Received, Dropped, Included, Refused, Committed or Aborted.</summary>
    public required string Status { get; init; }

    /// <summary>Whether the chain will say no more about it.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>Name of the last outcome's code.</summary>
    public string? Code { get; init; }

    /// <summary>The last outcome in words.</summary>
    public string? Reason { get; init; }

    public string? Mode { get; init; }

    public string? Submitter { get; init; }

    public string? NotAfter { get; init; }

    public string? DecisionDelay { get; init; }

    /// <summary>32 bytes, 0x hex.</summary>
    public string? ReplacementUuid { get; init; }

    public string? Version { get; init; }

    public IReadOnlyList<BundleLegView>? Legs { get; init; }

    public required IReadOnlyList<BundleStep> Steps { get; init; }
}
