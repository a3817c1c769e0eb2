namespace SharedSequencer.Protocol;

/// <summary>What a batch is queued under: one rollup, or 0 for what concerns several of them.</summary>
/// <param name="Value">A rollup id, or 0.</param>
public readonly record struct Lane(ulong Value)
{
    /// <summary>The cross-rollup lane: bundles and system operations.</summary>
    public static Lane Shared => default;

    /// <summary>The lane of one rollup.</summary>
    public static Lane Of(RollupId rollup) => new(rollup.Value);

    /// <summary>Whether this is the cross-rollup lane.</summary>
    public bool IsShared => Value == 0;

    /// <summary>The rollup of this lane; meaningless for the cross-rollup lane.</summary>
    public RollupId Rollup => new(Value);

    /// <summary>The decimal number, as in partition keys and actor ids.</summary>
    public override string ToString() => Value.ToString();
}
