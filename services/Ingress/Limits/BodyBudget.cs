namespace SharedSequencer.Ingress.Limits;

/// <summary>
/// Bytes of all request bodies that are under way, from their arrival until their answer is written. A client holds
/// only what it has sent, so announcing much and sending little takes nothing from others.
/// </summary>
internal sealed class BodyBudget(LimitsOptions limits)
{
    private long _used;

    /// <summary>Whether so much would fit now; nothing is taken.</summary>
    public bool HasRoom(long bytes) => Interlocked.Read(ref _used) + bytes <= limits.MaxBodyBytesUnderWay;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= limits.MaxBodyBytesUnderWay) return true;
        Give(bytes);
        return false;
    }

    public void Give(long bytes) => Interlocked.Add(ref _used, -bytes);
}
