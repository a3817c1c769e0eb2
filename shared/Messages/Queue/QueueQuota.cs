namespace SharedSequencer.Messages;

/// <summary>Room of one ingress in one lane, so that a noisy one harms only itself.</summary>
/// <param name="MaxBatches">Most batches that may wait.</param>
/// <param name="MaxBytes">Most bytes that may wait.</param>
public sealed record QueueQuota(int MaxBatches, int MaxBytes);
