namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>The stored mapping of one rollup between its blocks and the node's.</summary>
internal interface IDrivenBlocks
{
    /// <summary>The newest entry, or null when the node was never driven.</summary>
    Task<DrivenBlock?> LastAsync(CancellationToken cancellationToken);

    /// <summary>The newest entry whose rollup block number is at most this one.</summary>
    Task<DrivenBlock?> AtMostAsync(ulong number, CancellationToken cancellationToken);

    /// <summary>Forgets every entry above a rollup block number.</summary>
    Task TruncateAsync(ulong number, CancellationToken cancellationToken);

    /// <summary>Forgets everything and starts from the node's present chain.</summary>
    Task RebaseAsync(NodePosition start, CancellationToken cancellationToken);
}
