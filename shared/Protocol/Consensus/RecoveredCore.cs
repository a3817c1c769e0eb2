namespace SharedSequencer.Protocol;

/// <summary>What a validator finds in its journal when it starts (R19).</summary>
public sealed record RecoveredCore
{
    /// <summary>The state after the last final block.</summary>
    public required ChainState Final { get; init; }

    /// <summary>The Finalization that came with the last final block; null at the genesis.</summary>
    public QuorumCertificate? Finalization { get; init; }

    /// <summary>The own votes in views after the last final block's.</summary>
    public IReadOnlyList<Vote> Votes { get; init; } = [];

    /// <summary>The proposals, own and voted for, in views after the last final block's.</summary>
    public IReadOnlyList<Proposal> Proposals { get; init; } = [];

    /// <summary>The certificates of views after the last final block's.</summary>
    public IReadOnlyList<QuorumCertificate> Certificates { get; init; } = [];

    /// <summary>
    /// The batches that are journaled and not final, each with the own acknowledgement; without one when the
    /// body was only needed for a block.
    /// </summary>
    public IReadOnlyList<(Batch Batch, Acknowledgement? Own)> Batches { get; init; } = [];

    /// <summary>
    /// Whether votes may have been lost with a former journal. The validator then abstains until it is safe
    /// (R19). The host keeps saying so until <see cref="CoreEffect.PersistReturn"/>.
    /// </summary>
    public bool JournalLost { get; init; }

    /// <summary>
    /// A number that no former life of this validator has had, not 0: tells answers to this life's questions from answers that
    /// were long on the way. Needed when <see cref="JournalLost"/>.
    /// </summary>
    public ulong Life { get; init; }
}
