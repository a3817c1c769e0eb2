namespace SharedSequencer.Bundles.Tests.Support;

/// <summary>A wall clock that stands where the test's chain stands; timers run as usual.</summary>
internal sealed class ChainClock : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}
