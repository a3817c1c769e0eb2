namespace SharedSequencer.StandIn.PubSub;

/// <summary>The fault switches of one topic. All are off at start; counts run down as messages pass.</summary>
internal sealed class TopicFaults
{
    private int losses;
    private int repeats;
    private int delays;
    private int reorders;

    /// <summary>How long a delayed message is held back, and how long a reordered one waits for company.</summary>
    public TimeSpan Hold { get; private set; }

    /// <summary>The next messages vanish; their publishers are told that all is well.</summary>
    public void Lose(int count) => Volatile.Write(ref losses, count);

    /// <summary>The next deliveries happen twice.</summary>
    public void Repeat(int count) => Volatile.Write(ref repeats, count);

    /// <summary>The next messages are held back.</summary>
    public void Delay(int count, TimeSpan hold)
    {
        Hold = hold;
        Volatile.Write(ref delays, count);
    }

    /// <summary>The next messages are handed out in reverse order.</summary>
    public void Reorder(int count, TimeSpan hold)
    {
        Hold = hold;
        Volatile.Write(ref reorders, count);
    }

    public void Clear()
    {
        Lose(0);
        Repeat(0);
        Delay(0, TimeSpan.Zero);
        Reorder(0, TimeSpan.Zero);
    }

    public bool TakeLoss() => Take(ref losses);

    public bool TakeRepeat() => Take(ref repeats);

    public bool TakeDelay() => Take(ref delays);

    public bool TakeReorder(out bool isLast)
    {
        var taken = Take(ref reorders);
        isLast = taken && Volatile.Read(ref reorders) == 0;
        return taken;
    }

    private static bool Take(ref int count)
    {
        var current = Volatile.Read(ref count);
        while (current > 0)
        {
            var seen = Interlocked.CompareExchange(ref count, current - 1, current);
            if (seen == current) return true;
            current = seen;
        }
        return false;
    }
}
