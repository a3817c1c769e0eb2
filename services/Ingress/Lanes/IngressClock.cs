using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>
/// The times that the service lives by: monotonic for pacing, the wall clock for people, and chain time for what
/// is signed.
/// </summary>
internal sealed class IngressClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private ulong _chainMilliseconds;

    public TimeProvider Provider => time;

    /// <summary>Monotonic, since the process began.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    public long WallMilliseconds => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Timestamp of the last final block seen; the wall clock before the first.</summary>
    public ChainTime ChainNow
    {
        get
        {
            var seen = Interlocked.Read(ref _chainMilliseconds);
            return new ChainTime(seen != 0 ? seen : (ulong)WallMilliseconds);
        }
    }

    /// <summary>
    /// What a receipt promises. Counted from the later of chain and wall clock: while the chain stands still, its
    /// time says nothing about when it will move.
    /// </summary>
    public ulong ReceiptDeadline =>
        ChainTime.Max(ChainNow, new ChainTime((ulong)WallMilliseconds))
            .Plus(ProtocolDefaults.ReceiptDeadline).Milliseconds;

    public void ChainReached(ChainTime timestamp) =>
        Interlocked.Exchange(ref _chainMilliseconds, timestamp.Milliseconds);
}
