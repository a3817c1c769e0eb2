namespace SharedSequencer.Ordering.Peers;

/// <summary>Pauses that double from one attempt to the next up to a longest, each shortened by chance by up to half.</summary>
internal sealed class PeerPause(TimeSpan first, TimeSpan longest, Random chance)
{
    private const int MostDoublings = 20;

    private int _attempts;

    public void Reset() => _attempts = 0;

    public TimeSpan Next()
    {
        var pause = first * Math.Pow(2, Math.Min(_attempts++, MostDoublings));
        return (pause < longest ? pause : longest) * (0.5 + (chance.NextDouble() / 2));
    }
}
