namespace SharedSequencer.Ingress.JsonRpc;

/// <summary>The calls found in one request body. Reused between requests.</summary>
internal sealed class RpcRequest
{
    public List<RpcCall> Calls { get; } = new(capacity: 4);

    public bool IsBatch { get; set; }

    /// <summary>The request as a whole cannot be read: the only answer is this error with id null.</summary>
    public RpcError? Fault { get; set; }

    public void Clear()
    {
        Calls.Clear();
        IsBatch = false;
        Fault = null;
    }
}
