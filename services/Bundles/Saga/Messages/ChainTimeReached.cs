using SharedSequencer.Primitives;

namespace SharedSequencer.Bundles.Saga.Messages;

/// <summary>The chain passed the time that a saga waits for at most.</summary>
/// <param name="Bundle">The bundle's id.</param>
/// <param name="Due">The time it waited for, ms of chain time.</param>
/// <param name="At">The block that passed it.</param>
internal sealed record ChainTimeReached(Hash256 Bundle, ulong Due, ChainMoment At) : IBundleMessage
{
    public string Key => $"time {Due} passed";
}
