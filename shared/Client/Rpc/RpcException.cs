namespace SharedSequencer.Client;

/// <summary>A JSON-RPC call was answered with an error.</summary>
public sealed class RpcException : SequencerClientException
{
    /// <summary>Wraps the error.</summary>
    public RpcException(RpcError error)
        : base($"{error?.Message} ({error?.Code})") => Error = error ?? throw new ArgumentNullException(nameof(error));

    /// <summary>The error.</summary>
    public RpcError Error { get; }
}
