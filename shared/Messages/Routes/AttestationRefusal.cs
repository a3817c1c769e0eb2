namespace SharedSequencer.Messages;

/// <summary>Why a reporter does not attest a leg's preconditions.</summary>
/// <param name="Leg">The leg's place in the terms, from 0.</param>
/// <param name="Code">One of the constants.</param>
/// <param name="Reason">The same for people, with what was found.</param>
public sealed record AttestationRefusal(int Leg, string Code, string Reason)
{
    /// <summary>This publisher does not drive the rollup, or holds no key, or the rollup names another reporter.</summary>
    public const string NotReporter = "not-reporter";

    /// <summary>A precondition does not hold on the state after the last executed rollup block.</summary>
    public const string NotFulfilled = "not-fulfilled";

    /// <summary>The rollup's node does not answer, or is being brought back to where it was; later it may.</summary>
    public const string NodeUnavailable = "node-unavailable";
}
