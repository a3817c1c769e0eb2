using SharedSequencer.Ingress.Journal;

namespace SharedSequencer.Ingress.Accounts;

/// <summary>What is known of a sender on one rollup.</summary>
internal sealed class Account
{
    /// <summary>
    /// Whether <see cref="Next"/> is known, from the node or from entries. After a restart it is not for a sender of
    /// whom only held transactions are left: the node must be asked before anything is judged.
    /// </summary>
    public bool IsCounted { get; set; }

    /// <summary>The nonce that the sender's next transaction must have: everything below is executed or journaled.</summary>
    public ulong Next { get; set; }

    /// <summary>Everything below is executed or soft-committed.</summary>
    public ulong SoftNext { get; set; }

    /// <summary>Position of its last entry; 0 when it has none here.</summary>
    public long LastPosition { get; set; }

    /// <summary>Its entries that are not final.</summary>
    public int Unordered { get; set; }

    /// <summary>What waits for a gap to close, by nonce; null when nothing does.</summary>
    public SortedList<ulong, Entry>? Held { get; set; }

    /// <summary>Nothing of it waits for order or for a gap to close.</summary>
    public bool IsFinal => Unordered == 0 && Held is null;

    /// <summary>
    /// All its entries are executed, so the node's count is the truth and ours may be too high: the node skips what
    /// its rules refuse, and a skipped nonce is free again.
    /// </summary>
    public bool IsSettled(long executedThrough) => IsFinal && LastPosition <= executedThrough;
}
