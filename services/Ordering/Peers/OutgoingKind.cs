namespace SharedSequencer.Ordering.Peers;

/// <summary>What a message is good for, the first to be given up first: each can be asked for or said again.</summary>
internal enum OutgoingKind
{
    /// <summary>Where the sender stands; a newer one replaces it.</summary>
    Status,

    /// <summary>Where the sender stands, as who asked in this life waits to hear; a newer one replaces it.</summary>
    Standing,

    /// <summary>A batch; who needs it fetches it.</summary>
    Body,

    /// <summary>Final blocks; who needs them asks again.</summary>
    Blocks,

    /// <summary>Something the sender lacks; it asks again.</summary>
    Question,

    /// <summary>Acknowledgements and certificates of batches.</summary>
    Availability,

    /// <summary>Proposals, votes and their certificates: the smallest and the most urgent.</summary>
    Agreement,

    /// <summary>A Finalization, by which a laggard can follow; a newer one replaces it.</summary>
    Finality,
}
