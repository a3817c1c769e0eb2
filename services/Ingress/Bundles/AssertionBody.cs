namespace SharedSequencer.Ingress.Bundles;

/// <summary>One assertion about an account: its nonce, a storage slot's value, or the least balance.</summary>
internal sealed record AssertionBody : StrictBody
{
    public string? Account { get; init; }

    public string? Nonce { get; init; }

    public string? Slot { get; init; }

    public string? Value { get; init; }

    public string? Least { get; init; }
}
