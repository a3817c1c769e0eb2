namespace SharedSequencer.Ingress.Bundles;

/// <summary>
/// One time that a bundle was taken here: the step's number, 0 while it was not read back; wall clock in Unix milliseconds;
/// what came of it when that was nothing.
/// </summary>
internal sealed record BundleAttempt(long Number, long ReceivedMilliseconds, BundleDrop? Drop = null);
