namespace SharedSequencer.Bundles.Saga;

/// <summary>What came of a message. The names are values of a metric.</summary>
internal enum HandledAs
{
    /// <summary>The bundle stands in a new state.</summary>
    Moved,

    /// <summary>Something more is known of it.</summary>
    Noted,

    /// <summary>It says what is known.</summary>
    Duplicate,

    /// <summary>It came after what makes it pointless.</summary>
    Late,

    /// <summary>It does not fit the bundle's mode, or came before what must precede it.</summary>
    Stray,

    /// <summary>There is no such saga.</summary>
    Missing,

    /// <summary>Another bundle's saga has its name.</summary>
    Foreign,
}
