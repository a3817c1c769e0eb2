namespace SharedSequencer.Bundles.Storage;

/// <summary>A row of <c>executions</c>: what a node did with a rollup block, until the sagas know.</summary>
internal sealed class ExecutionRow
{
    public long Id { get; init; }

    public long RollupId { get; init; }

    public long Number { get; init; }

    /// <summary>The message as it came.</summary>
    public required byte[] Payload { get; init; }
}
