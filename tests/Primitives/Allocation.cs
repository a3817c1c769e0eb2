namespace SharedSequencer.Primitives.Tests;

/// <summary>Measures what an action allocates on this thread once everything it needs is compiled.</summary>
internal static class Allocation
{
    private const int Rounds = 100;

    /// <summary>Bytes allocated by 100 runs of an action that ran before.</summary>
    public static long Of<T>(Func<T> action)
    {
        for (var i = 0; i < Rounds; i++)
            action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
            action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
