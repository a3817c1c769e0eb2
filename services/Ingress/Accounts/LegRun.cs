using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Accounts;

/// <summary>
/// The newest transactions of a sender that bundles brought into blocks and that the rollup is not known to have executed:
/// nonces without a gap. What a bundle brought before them is executed before them.
/// </summary>
/// <param name="From">The first nonce.</param>
/// <param name="Next">The first nonce after them.</param>
/// <param name="Last">Hash of the last one: when that is executed, all are.</param>
/// <param name="After">
/// The last position of the lane when it was ordered: whatever has a higher one was ordered later.
/// </param>
internal sealed record LegRun(ulong From, ulong Next, Hash256 Last, long After)
{
    public bool IsPassed(long executedThrough) => executedThrough > After;
}
