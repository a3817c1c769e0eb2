namespace SharedSequencer.Ingress.Batching;

/// <summary>The entries of one batch: consecutive positions of a lane, both ends included.</summary>
internal readonly record struct BatchRange(long From, long To)
{
    public int Count => (int)(To - From + 1);

    public bool Contains(long position) => position >= From && position <= To;
}
