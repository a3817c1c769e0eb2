namespace SharedSequencer.Ordering.Journal;

/// <summary>Where the validator's loop makes things durable before it lets them out.</summary>
internal interface IJournal
{
    /// <summary>
    /// Commits everything or nothing. Repeating a write is harmless, so a commit whose outcome is unknown is
    /// simply repeated.
    /// </summary>
    /// <exception cref="JournalFencedException">Another process has taken over.</exception>
    /// <exception cref="JournalConflictException">The journal says something else under the same
    /// key.</exception>
    Task Commit(JournalWrite write, CancellationToken cancel);
}
