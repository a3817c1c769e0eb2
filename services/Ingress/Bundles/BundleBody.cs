namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// A bundle, or its terms alone, as JSON. Numbers are strings, decimal or 0x hex; hashes, addresses and transactions 0x hex.
/// </summary>
internal sealed record BundleBody : StrictBody
{
    /// <summary>Network id; may be left out, then it is this network.</summary>
    public string? Network { get; init; }

    /// <summary><c>inclusion</c>, <c>precondition</c> or <c>execution</c>.</summary>
    public string? Mode { get; init; }

    public string? Submitter { get; init; }

    /// <summary>Chain time in milliseconds after which no block includes it.</summary>
    public string? NotAfter { get; init; }

    /// <summary>Execution mode: milliseconds of chain time that reporters have.</summary>
    public string? DecisionDelay { get; init; }

    /// <summary>A UUID or 32 bytes of hex; may be left out.</summary>
    public string? ReplacementUuid { get; init; }

    /// <summary>From 1 with a replacement id.</summary>
    public string? Version { get; init; }

    /// <summary>32 bytes that tell apart what is otherwise the same; zero when left out.</summary>
    public string? Salt { get; init; }

    public IReadOnlyList<BundleLegBody?>? Legs { get; init; }

    /// <summary>The submitter's, of the bundle id.</summary>
    public string? Signature { get; init; }

    public override string? FirstUnknown() => base.FirstUnknown() ?? FirstUnknownOf(Legs);
}
