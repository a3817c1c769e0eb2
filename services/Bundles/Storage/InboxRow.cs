namespace SharedSequencer.Bundles.Storage;

/// <summary>A row of <c>inbox</c>: a message that was handled.</summary>
internal sealed class InboxRow
{
    public required byte[] BundleId { get; init; }

    /// <summary>What recognises the message among those of its bundle.</summary>
    public required string Message { get; init; }

    public long ChainMs { get; init; }
}
