namespace SharedSequencer.Bundles.Storage;

/// <summary>A row of <c>outbox</c>: an event that is still to be published.</summary>
internal sealed class OutboxRow
{
    /// <summary>Given by the database; ascending per bundle, because it is given while the bundle's row is locked.</summary>
    public long Id { get; init; }

    public required byte[] BundleId { get; init; }

    /// <summary>The event as JSON.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>W3C context of the work that made it, so that the trace goes on.</summary>
    public string? TraceParent { get; init; }
}
