namespace SharedSequencer.Protocol;

/// <summary>What a validator finds in its journal when it starts (R19).</summary>
public sealed record RecoveredCore
{
    /// <summary>The state after the last final block.</summary>
    public required ChainState Final { get; init; }

    /// <summary>The highest view in which an own vote or proposal was journaled; default when there is none.</summary>
    public View HighestVotedView { get; init; }

    /// <summary>The batches that are journaled and not final, each with the own acknowledgement.</summary>
    public IReadOnlyList<(Batch Batch, Acknowledgement Own)> Batches { get; init; } = [];
}
