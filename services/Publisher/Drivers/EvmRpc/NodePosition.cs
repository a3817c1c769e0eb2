using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>A place on the node's own chain.</summary>
/// <param name="Number">Block number of the node.</param>
/// <param name="Hash">Block hash of the node.</param>
internal readonly record struct NodePosition(ulong Number, Hash256 Hash);
