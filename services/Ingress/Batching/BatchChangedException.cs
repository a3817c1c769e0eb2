using SharedSequencer.Ingress.Journal;

namespace SharedSequencer.Ingress.Batching;

/// <summary>
/// The journal does not give back the batch that was signed: a row was changed from outside. It must not leave, because
/// that would be a second batch with its sequence.
/// </summary>
internal sealed class BatchChangedException(BatchRecord record)
    : Exception($"batch {record.Sequence} of lane {record.Lane} changed since it was sealed");
