namespace SharedSequencer.Protocol;

/// <summary>What the items of a batch are (R1). The numbers are on the wire.</summary>
public enum BatchKind : byte
{
    /// <summary>Raw signed transactions of one rollup; the lane is that rollup.</summary>
    Transactions = 1,

    /// <summary>Bundles, cancels and reports (<see cref="BundleItem"/>), each judged on its own, on the cross-rollup lane.</summary>
    Bundle = 2,

    /// <summary>Registry operations, on the cross-rollup lane.</summary>
    System = 3,
}
