using SharedSequencer.Primitives;

namespace SharedSequencer.Client;

/// <summary>What the ingress said to one transaction: its hash, or why it was refused.</summary>
/// <param name="Hash">Hash of the transaction, computed here from what was sent.</param>
/// <param name="Error">Why it was refused; null when it was accepted.</param>
public sealed record SubmitAnswer(Hash256 Hash, RpcError? Error)
{
    /// <summary>Whether the ingress journaled it and answers for it.</summary>
    public bool IsAccepted => Error is null;
}
