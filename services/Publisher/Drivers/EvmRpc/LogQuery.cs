using SharedSequencer.Primitives;

namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>Which logs to ask a node for.</summary>
/// <param name="Address">Of this contract.</param>
/// <param name="Topics">With these topics first.</param>
/// <param name="From">From this node block on.</param>
/// <param name="To">Up to and with this one.</param>
internal sealed record LogQuery(Address Address, IReadOnlyList<Hash256> Topics, ulong From, ulong To);
