using SharedSequencer.Ingress.Batching;
using SharedSequencer.Ingress.Journal;
using SharedSequencer.Ingress.Limits;

namespace SharedSequencer.Ingress.Lanes;

/// <summary>What all lanes of the process share.</summary>
internal sealed record LaneParts(
    LimitsOptions Limits,
    BatchingOptions Batching,
    BatchSizeLimits BatchSize,
    JournalWriter Journal,
    RecentHashes Recent,
    SharedRoom Room,
    IngressClock Clock);
