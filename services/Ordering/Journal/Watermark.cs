namespace SharedSequencer.Ordering.Journal;

/// <summary>Heights that the journal remembers for others. The names are stored.</summary>
internal enum Watermark
{
    /// <summary>Every queue has been told of the blocks up to this.</summary>
    Dispatched,

    /// <summary>The archive holds the blocks up to this, bodies included.</summary>
    Archived,
}
