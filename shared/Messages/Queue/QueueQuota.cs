namespace SharedSequencer.Messages;

/// <summary>Bounds of one lane, so that a noisy rollup harms only itself.</summary>
/// <param name="MaxBatches">Most batches that may wait.</param>
/// <param name="MaxBytes">Most bytes that may wait.</param>
/// <param name="TransactionsPerSecond">Sustained rate of items.</param>
public sealed record QueueQuota(int MaxBatches, int MaxBytes, int TransactionsPerSecond);
