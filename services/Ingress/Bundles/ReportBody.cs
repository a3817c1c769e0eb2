namespace SharedSequencer.Ingress.Bundles;

/// <summary>A reporter's signed word on a leg as JSON: the encoded whole, or its fields.</summary>
internal sealed record ReportBody : StrictBody
{
    /// <summary>The RLP, 0x hex; then nothing else.</summary>
    public string? Report { get; init; }

    public string? Network { get; init; }

    public string? Bundle { get; init; }

    /// <summary>The leg's place, from 0.</summary>
    public string? Leg { get; init; }

    public string? RollupBlock { get; init; }

    public bool? Success { get; init; }

    public string? Signature { get; init; }
}
