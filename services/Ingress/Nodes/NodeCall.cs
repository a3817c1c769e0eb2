namespace SharedSequencer.Ingress.Nodes;

/// <summary>A call for a node as JSON text: the method name without quotes, the parameters or nothing.</summary>
internal readonly record struct NodeCall(ReadOnlyMemory<byte> Method, ReadOnlyMemory<byte> Parameters);
