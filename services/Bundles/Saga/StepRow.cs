namespace SharedSequencer.Bundles.Saga;

/// <summary>A row of <c>bundle_steps</c>: one thing that happened to a bundle.</summary>
internal sealed class StepRow
{
    public Guid CorrelationId { get; init; }

    public int Step { get; init; }

    public required string Event { get; init; }

    public required string State { get; init; }

    public string? Reason { get; init; }

    public long Height { get; init; }

    public long ChainMs { get; init; }
}
