namespace SharedSequencer.Protocol;

/// <summary>What a bundle promises; each mode promises what the ones before it do. The numbers are signed.</summary>
public enum BundleMode : byte
{
    /// <summary>All legs in one block or none. It keeps nobody from sending a leg's transactions alone.</summary>
    Inclusion = 1,

    /// <summary>Also: each rollup's reporter attested a leg's preconditions for the state the leg runs on.</summary>
    Precondition = 2,

    /// <summary>
    /// Legs prepare; Commit or Abort is decided by the chain from the reporters' word, and escrows release or refund
    /// against its proof alone (R23).
    /// </summary>
    Execution = 3,
}
