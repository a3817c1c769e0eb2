namespace SharedSequencer.Publisher.Drivers.EvmRpc;

/// <summary>The node is broken or gone; the driver realigns and tries again.</summary>
internal sealed class NodeException(NodeFault fault, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public NodeFault Fault { get; } = fault;
}
