namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>The stored mapping: where the node stood after a rollup block.</summary>
/// <param name="Number">Number of the rollup block; 0 is the node's chain before the first one.</param>
/// <param name="Position">The node's head at that point.</param>
internal readonly record struct DrivenBlock(ulong Number, NodePosition Position);
