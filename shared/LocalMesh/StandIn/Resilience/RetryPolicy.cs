namespace SharedSequencer.StandIn.Resilience;

/// <summary>A retry policy: how often, and how long to wait before each.</summary>
internal sealed class RetryPolicy
{
    private const double Growth = 1.5;
    private static readonly TimeSpan FirstExponential = TimeSpan.FromMilliseconds(500);

    private readonly TimeSpan first;
    private readonly TimeSpan longest;
    private readonly bool grows;

    private RetryPolicy(TimeSpan first, TimeSpan longest, bool grows, int maxRetries)
    {
        this.first = first;
        this.longest = longest;
        this.grows = grows;
        MaxRetries = maxRetries;
    }

    /// <summary>Retries after the first attempt; negative for no end.</summary>
    public int MaxRetries { get; }

    /// <summary>The same wait before every retry.</summary>
    public static RetryPolicy Constant(TimeSpan duration, int maxRetries) => new(duration, duration, false, maxRetries);

    /// <summary>Waits that start at half a second and grow by half each time.</summary>
    public static RetryPolicy Exponential(TimeSpan longest, int maxRetries) =>
        new(FirstExponential, longest, true, maxRetries);

    /// <summary>True when another retry may follow <paramref name="retriesDone"/>.</summary>
    public bool Allows(int retriesDone) => MaxRetries < 0 || retriesDone < MaxRetries;

    /// <summary>The wait before the next retry.</summary>
    public TimeSpan Delay(int retriesDone)
    {
        if (!grows) return first;
        var grown = first.TotalSeconds * Math.Pow(Growth, Math.Min(retriesDone, 100));
        return grown < longest.TotalSeconds ? TimeSpan.FromSeconds(grown) : longest;
    }
}
