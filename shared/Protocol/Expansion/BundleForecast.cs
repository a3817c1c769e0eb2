using SharedSequencer.Primitives;

namespace SharedSequencer.Protocol;

/// <summary>What the next block would say of a bundle, by the rules of the expansion itself (R20, R21).</summary>
public static class BundleForecast
{
    /// <summary>
    /// The code under which a block right after this state would settle the item if it stood there alone: what the chain
    /// said already when the bundle is decided.
    /// </summary>
    /// <remarks>Reads the window, which the next <see cref="ChainFollower.TryApply"/> changes: not at the same time.</remarks>
    /// <param name="state">The state before the block.</param>
    /// <param name="item">The bundle with its attestations.</param>
    /// <param name="timestamp">The block's timestamp; later than the state's.</param>
    public static OutcomeCode Of(ChainState state, BundleItem.Submit item, ChainTime timestamp)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(item);
        var outcomes = new List<Outcome>();
        var walk = new BundleWalk(state, timestamp, new Placement(state.Window, timestamp), BundleLaw.Standing, outcomes);
        var passed = outcomes.Count;
        walk.Take(item.Encode());
        if (outcomes.Count > passed)
        {
            return outcomes[passed].Code;
        }

        return state.Bundles.TryGetDecided(item.Bundle.Id, out var code)
            ? code
            : throw new InvalidOperationException("A bundle that is not decided makes an outcome.");
    }
}
