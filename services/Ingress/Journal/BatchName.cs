using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>Names an own batch.</summary>
internal readonly record struct BatchName(Lane Lane, ulong Sequence);
