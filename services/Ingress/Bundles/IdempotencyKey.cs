using SharedSequencer.Primitives;

namespace SharedSequencer.Ingress.Bundles;

/// <summary>A client's own name for a request. It belongs to the submitter, so that nobody takes another's.</summary>
internal readonly record struct IdempotencyKey(Address Submitter, string Text);
