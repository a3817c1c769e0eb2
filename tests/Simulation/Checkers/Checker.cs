using System.Runtime.CompilerServices;
using SharedSequencer.Simulation.Tests.Runs;

namespace SharedSequencer.Simulation.Tests.Checkers;

/// <summary>
/// Watches one promise. Checkers use the wire types, their digests and the hash functions, and nothing of the rules:
/// quorums, medians, order and expansion are worked out here once more.
/// </summary>
internal abstract class Checker : Watcher
{
    /// <summary>Fails the run unless something holds.</summary>
    protected void Require(bool holds, [InterpolatedStringHandlerArgument("holds")] ref ReasonText reason)
    {
        if (!holds)
            throw new BrokenPromiseException(GetType().Name, reason.ToString());
    }
}
