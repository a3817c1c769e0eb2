namespace SharedSequencer.Ingress.Bundles;

/// <summary>One leg of a bundle as JSON; its rollup is named by one of the two ids.</summary>
internal sealed record BundleLegBody : StrictBody
{
    /// <summary>The rollup's chain id: then it must be registered.</summary>
    public string? ChainId { get; init; }

    /// <summary>The rollup's own id, as terms hold it.</summary>
    public string? RollupId { get; init; }

    /// <summary>Raw signed transactions in order; left out in terms.</summary>
    public IReadOnlyList<string?>? Txs { get; init; }

    /// <summary>Execution mode: the contract that must hold <see cref="Lock"/>.</summary>
    public string? Escrow { get; init; }

    public string? Lock { get; init; }

    /// <summary>Precondition mode.</summary>
    public PreconditionsBody? Preconditions { get; init; }

    public override string? FirstUnknown() => base.FirstUnknown() ?? Preconditions?.FirstUnknown();
}
