namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>Where driving goes on.</summary>
/// <param name="Number">The last rollup block that the node holds.</param>
/// <param name="Head">The node's head, which belongs to it.</param>
/// <param name="RolledBack">Node blocks taken off because the driver had not recorded them.</param>
/// <param name="Lost">Rollup blocks that the node no longer has; they are replayed.</param>
internal sealed record AlignedHead(ulong Number, NodeBlock Head, ulong RolledBack, ulong Lost);
