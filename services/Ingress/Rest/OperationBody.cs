namespace SharedSequencer.Ingress.Rest;

/// <summary>
/// A rollup operation signed by the owner (EIP-712 <c>RollupOperation</c>). Numbers are decimal strings. The kind
/// follows from the HTTP method.
/// </summary>
internal sealed record OperationBody
{
    /// <summary>Network id; may be left out, then it is this network.</summary>
    public string? Network { get; init; }

    public string? RollupId { get; init; }

    public string? ChainId { get; init; }

    public string? Owner { get; init; }

    /// <summary>Who attests the rollup's state and reports outcomes; may be left out, then nobody does.</summary>
    public string? Reporter { get; init; }

    public string? Nonce { get; init; }

    public string? Signature { get; init; }

    /// <summary>The committee's leave for a first registration that genesis does not list.</summary>
    public GrantBody? Grant { get; init; }
}
