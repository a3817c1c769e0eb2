namespace SharedSequencer.Messages;

/// <summary>
/// The answer of <see cref="BundlesRoutes.Validate"/>: what the chain would say of a bundle if it were the next to be judged. No
/// promise: others may come first.
/// </summary>
/// <param name="Accepted">Whether it would be included.</param>
/// <param name="Code">Name of the <see cref="Protocol.OutcomeCode"/>: <c>Included</c>, or the first reason against it.</param>
/// <param name="Reason">The reason in words, for a human; null when accepted.</param>
/// <param name="Attestations">
/// Precondition mode: the encoded attestations that the bundle must carry, 0x hex, by ascending leg; else none.
/// </param>
public sealed record ValidationAnswer(bool Accepted, string Code, string? Reason, IReadOnlyList<string> Attestations);
