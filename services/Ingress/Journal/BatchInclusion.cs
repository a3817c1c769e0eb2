using SharedSequencer.Protocol;

namespace SharedSequencer.Ingress.Journal;

/// <summary>A final block holds the batch. Times are chain time in milliseconds.</summary>
internal readonly record struct BatchInclusion(
    Lane Lane, ulong Sequence, ulong Height, ulong CertifiedMilliseconds, ulong BlockMilliseconds);
