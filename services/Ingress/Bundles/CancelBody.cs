namespace SharedSequencer.Ingress.Bundles;

/// <summary>A signed cancel as JSON: of a bundle, or of the versions of a replacement id up to one.</summary>
internal sealed record CancelBody : StrictBody
{
    public string? Network { get; init; }

    public string? Submitter { get; init; }

    /// <summary>The bundle's id.</summary>
    public string? Bundle { get; init; }

    public string? ReplacementUuid { get; init; }

    public string? Version { get; init; }

    public string? NotAfter { get; init; }

    public string? Signature { get; init; }
}
