namespace SharedSequencer.Ingress.Bundles;

/// <summary>What must hold on a leg's rollup, as JSON.</summary>
internal sealed record PreconditionsBody : StrictBody
{
    public string? MinBlock { get; init; }

    public string? MaxBlock { get; init; }

    public string? Slack { get; init; }

    public IReadOnlyList<AssertionBody?>? Nonces { get; init; }

    public IReadOnlyList<AssertionBody?>? Storage { get; init; }

    public IReadOnlyList<AssertionBody?>? Balances { get; init; }

    public override string? FirstUnknown() =>
        base.FirstUnknown() ?? FirstUnknownOf(Nonces) ?? FirstUnknownOf(Storage) ?? FirstUnknownOf(Balances);
}
