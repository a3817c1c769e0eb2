namespace SharedSequencer.Publisher.Streams;

/// <summary>Whether a stream may be opened.</summary>
internal enum StreamEntry
{
    /// <summary>It is open.</summary>
    Open = 1,

    /// <summary>The archive is still being opened.</summary>
    NotReady = 2,

    /// <summary>No rollup of this id was registered up to the archive's head.</summary>
    UnknownRollup = 3,

    /// <summary>The number is neither in the log nor the next one.</summary>
    BeyondHead = 4,

    /// <summary>As many streams as allowed are open.</summary>
    Full = 5,
}
