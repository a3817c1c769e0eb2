namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// A bundle's item was ordered in vain: the step's number, why, and the wall clock in Unix milliseconds when it was known here.
/// </summary>
internal sealed record BundleDrop(long Number, string Reason, long AtMilliseconds);
