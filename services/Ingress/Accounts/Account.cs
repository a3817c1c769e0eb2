using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Lanes;

namespace SharedSequencer.Ingress.Accounts;

/// <summary>What is known of a sender on one rollup.</summary>
internal sealed class Account
{
    /// <summary>
    /// Whether <see cref="Next"/> is known, from the node or from entries. It is not for a sender of whom only bundles have
    /// come, or of whom only held transactions are left after a restart: the node must be asked before anything is judged.
    /// </summary>
    public bool IsCounted { get; set; }

    /// <summary>
    /// The nonce that the sender's next transaction must have: everything below is executed, journaled or soft-committed.
    /// </summary>
    public ulong Next { get; set; }

    /// <summary>Everything below is executed or soft-committed.</summary>
    public ulong SoftNext { get; set; }

    /// <summary>Position of its last entry; 0 when it has none here.</summary>
    public long LastPosition { get; set; }

    /// <summary>Its entries that are not final.</summary>
    public int Unordered { get; set; }

    /// <summary>What bundles brought and the rollup is not known to have executed; null when nothing is.</summary>
    public LegRun? Legs { get; set; }

    /// <summary>What waits for a gap to close, by nonce; null when nothing does.</summary>
    public SortedList<ulong, Entry>? Held { get; set; }

    /// <summary>Nothing of it waits for order or for a gap to close.</summary>
    public bool IsFinal => Unordered == 0 && Held is null;

    /// <summary>
    /// All that came of it is executed, so the node's count is the truth and ours may be too high: the node skips what
    /// its rules refuse, and a skipped nonce is free again.
    /// </summary>
    public bool IsSettled(long executedThrough) =>
        IsFinal && LastPosition <= executedThrough && Legs?.IsPassed(executedThrough) != false;

    /// <summary>The lane's position at which something came of it last.</summary>
    public long LastHeard => Math.Max(LastPosition, Legs?.After ?? 0);

    /// <summary>The nonces with what is known here, when the node counts so many executed transactions.</summary>
    public NonceAnswer NoncesFrom(ulong executed)
    {
        var latest = Math.Max(SoftNext, executed);
        // Legs beyond a gap do not count: the rollup skips them, unless the gap was closed another way before them.
        if (Legs is { } legs && legs.From <= latest) latest = Math.Max(latest, legs.Next);
        return new NonceAnswer(Math.Max(Next, latest), latest);
    }

    /// <summary>Raises the nonces to what is known when the node counts so many.</summary>
    public void Raise(ulong executed) => (Next, SoftNext) = NoncesFrom(executed);
}
