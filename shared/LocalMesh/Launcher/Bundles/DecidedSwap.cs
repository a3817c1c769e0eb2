using SharedSequencer.Protocol;

namespace SharedSequencer.Launcher.Bundles;

/// <summary>A swap of which the chain said how it ends, and whose escrows were told.</summary>
/// <param name="Bundle">The bundle of both prepare steps.</param>
/// <param name="Decision">Code of the proved decision.</param>
internal sealed record DecidedSwap(Bundle Bundle, OutcomeCode Decision)
{
    /// <summary>Whether escrows release.</summary>
    public bool IsCommit => Decision == OutcomeCode.Committed;

    /// <summary>Whether escrows refund.</summary>
    public bool IsAbort => Decision is >= OutcomeCode.AbortedRefused and <= OutcomeCode.AbortedExpired;
}
