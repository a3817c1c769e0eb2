namespace SharedSequencer.Ingress.Lanes;

/// <summary>How full a lane is, for status pages and metrics.</summary>
internal readonly record struct LaneStatus(int Unordered, int Held, int OpenBatches, long LastPosition);
